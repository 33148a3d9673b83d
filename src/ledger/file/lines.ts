import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, Stop, type Entry, type Facts } from '../../model/index.ts'
import { sealed, unsealed } from './sum.ts'

export const version = 1

/** The first line of a ledger: which memory of which workspace this is. */
export interface Header {
  readonly version: number
  /** random, set when the ledger was born */
  readonly lineage: string
  readonly workspace: string
  readonly facts?: Facts
}

/** One entry as a line: records by digest. */
export interface Line {
  readonly kind: string
  readonly key: string
  readonly id: string | null
  readonly base: string
  readonly seen: string | null
  readonly updatedAt?: number
  readonly text?: string
  readonly form?: number
  readonly blocked?: string
  readonly sent?: NonNullable<Entry['sent']>
}

/** One line of the image memory. */
export interface ImageLine {
  readonly image: string
  readonly source: string
}

const wayOut =
  'Nothing was written. Restore the file from git; without it, content-sync ledger rebuild makes a new one from the workspace and the files'

const damaged = (path: string, line: number, got: string): Stop =>
  new Stop(65, `${path}:${line}: the ledger is damaged: ${got}. ${wayOut}`)

/** All lines at once, which is faster than one by one; null where they are not all JSON. */
function parsed(texts: readonly string[]): unknown[] | null {
  try {
    const values = JSON.parse(`[${texts.join(',')}]`) as unknown[]
    return values.length === texts.length ? values : null
  } catch {
    // which of them it is, and why, is found out one by one
    return null
  }
}

function parse(path: string, text: string, line: number): unknown {
  if (/^(<{7}|={7}|>{7}|\|{7})/.test(text)) throw damaged(path, line, 'it holds merge conflict markers')
  try {
    return JSON.parse(text)
  } catch {
    throw damaged(path, line, 'expected a line of JSON')
  }
}

const isLine = (value: unknown): value is Line =>
  typeof value === 'object' &&
  value !== null &&
  'kind' in value &&
  'key' in value &&
  'id' in value &&
  'base' in value &&
  'seen' in value

const isImage = (value: unknown): value is ImageLine =>
  typeof value === 'object' && value !== null && 'image' in value && 'source' in value

const isHeader = (value: unknown): value is Header =>
  typeof value === 'object' && value !== null && 'lineage' in value && 'workspace' in value && 'version' in value

/** What a ledger's text says: entries under `kind:key`. */
export interface Read {
  readonly header: Header
  readonly lines: Map<string, Line>
  readonly images: readonly ImageLine[]
}

/**
 * Reads a ledger's text. Throws Stop 65 with file and line for anything but a whole one of this version, 77 for one of another workspace than
 * the one given.
 */
export function read(path: string, text: string, workspace: string): Read {
  if (!text.endsWith('\n')) throw damaged(path, text.split('\n').length, 'its last line is cut off')
  const texts = text.slice(0, -1).split('\n')
  const without = texts.map((each) => unsealed(each))
  const whole = without.map((each, n) => each ?? texts[n] ?? '')
  const [header, ...rest] = parsed(whole) ?? whole.map((each, n) => parse(path, each, n + 1))
  fits(path, header, workspace)
  const lines: Line[] = []
  const images: ImageLine[] = []
  rest.forEach((value, n) => {
    if (isLine(value)) lines.push(value)
    else if (isImage(value)) images.push(value)
    else throw damaged(path, n + 2, 'expected an entry with kind, key, id, base and seen')
  })
  const byKey = unique(path, lines)
  const turned = without.indexOf(null)
  // whatever else is wrong says more
  if (turned >= 0)
    throw damaged(
      path,
      turned + 1,
      'the line is not the one that was written. Was it changed on purpose? Then take its "sum" away',
    )
  return { header, lines: byKey, images }
}

function fits(path: string, header: unknown, workspace: string): asserts header is Header {
  if (!isHeader(header)) throw damaged(path, 1, 'expected a header with version, lineage and workspace')
  if (header.version > version)
    throw new Stop(
      65,
      `${path}: written by a newer content-sync (ledger version ${header.version}, this one reads up to ${version}). Nothing was written. Use that version`,
    )
  if (header.version !== version) throw damaged(path, 1, `expected version ${version}, got ${String(header.version)}`)
  if (header.workspace !== workspace)
    throw new Stop(
      77,
      `${path} remembers workspace ${header.workspace}, the token opens ${workspace}. Nothing was written. Use the token of that workspace, or another name for this one in sync.config.ts`,
    )
}

/** Lines by key. The same key never has two ids, and the same id never two keys. */
function unique(path: string, lines: readonly Line[]): Map<string, Line> {
  const keys = new Map<string, Line>()
  const ids = new Map<string, Map<string, Line>>()
  const twice = (says: string): Stop => new Stop(65, `${path}: ${says}. Nothing was written. Remove the wrong line`)
  for (const line of lines) {
    const key = at(line)
    const twin = keys.get(key)
    if (twin !== undefined) throw twice(`${key} has two ids, ${String(twin.id)} and ${String(line.id)}`)
    keys.set(key, line)
    if (line.id === null) continue
    const known = ids.get(line.kind) ?? new Map<string, Line>()
    if (known.size === 0) ids.set(line.kind, known)
    const other = known.get(line.id)
    if (other !== undefined) throw twice(`${line.kind} ${line.id} has two keys, ${other.key} and ${line.key}`)
    known.set(line.id, line)
  }
  return keys
}

/** The text of a ledger: sorted, so that two branches merge as text. */
export function write(header: Header, lines: Iterable<Line>, images: readonly ImageLine[]): string {
  const sorted = [...lines].sort((a, b) => (a.kind === b.kind ? (a.key < b.key ? -1 : 1) : a.kind < b.kind ? -1 : 1))
  const pictures = [...images].sort((a, b) => (a.image < b.image ? -1 : 1))
  return [header, ...sorted, ...pictures].map((line) => `${sealed(JSON.stringify(line))}\n`).join('')
}

/** The id of the workspace a folder remembers; null where it remembers none. */
export function workspaceIn(folder: string): string | null {
  const path = join(folder, 'ledger.ndjson')
  if (!existsSync(path)) return null
  const [first = ''] = readFileSync(path, 'utf8').split('\n', 1)
  // what else may be wrong with it is for the ledger itself to say
  return /"workspace":"([^"\\]*)"/u.exec(first)?.[1] ?? null
}
