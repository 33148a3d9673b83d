import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop } from '../../model/index.ts'
import type { Entry, Facts } from '../../model/index.ts'

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
  readonly blocked?: string
  readonly sent?: NonNullable<Entry['sent']>
}

/** One line of the image memory. */
export interface ImageLine {
  readonly image: string
  readonly source: string
}

const damaged = (path: string, line: number, got: string): Stop =>
  new Stop(
    65,
    `${path}:${line}: the ledger is damaged: ${got}. Nothing was written. Restore the file from git; without it, bind what exists with content-sync ledger bind`,
  )

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

/** Reads a ledger's text. Throws Stop 65 with file and line for anything but a whole one of this version. */
export function read(path: string, text: string): { header: Header; lines: Line[]; images: ImageLine[] } {
  if (!text.endsWith('\n')) throw damaged(path, text.split('\n').length, 'its last line is cut off')
  const [first, ...rest] = text.slice(0, -1).split('\n')
  const header = parse(path, first ?? '', 1)
  if (!isHeader(header)) throw damaged(path, 1, 'expected a header with version, lineage and workspace')
  if (header.version > version)
    throw new Stop(
      65,
      `${path}: written by a newer content-sync (ledger version ${header.version}, this one reads up to ${version}). Nothing was written. Use that version`,
    )
  const lines: Line[] = []
  const images: ImageLine[] = []
  rest.forEach((each, n) => {
    const value = parse(path, each, n + 2)
    if (isLine(value)) lines.push(value)
    else if (isImage(value)) images.push(value)
    else throw damaged(path, n + 2, 'expected an entry with kind, key, id, base and seen')
  })
  unique(path, lines)
  return { header, lines, images }
}

/** The same key never has two ids, and the same id never two keys. */
function unique(path: string, lines: readonly Line[]): void {
  const keys = new Map<string, Line>()
  const ids = new Map<string, Line>()
  for (const line of lines) {
    const twin = keys.get(`${line.kind}:${line.key}`)
    if (twin !== undefined)
      throw new Stop(
        65,
        `${path}: ${line.kind}:${line.key} has two ids, ${String(twin.id)} and ${String(line.id)}. Nothing was written. Remove the wrong line`,
      )
    keys.set(`${line.kind}:${line.key}`, line)
    if (line.id === null) continue
    const other = ids.get(`${line.kind} ${line.id}`)
    if (other !== undefined)
      throw new Stop(
        65,
        `${path}: ${line.kind} ${line.id} has two keys, ${other.key} and ${line.key}. Nothing was written. Remove the wrong line`,
      )
    ids.set(`${line.kind} ${line.id}`, line)
  }
}

/** The text of a ledger: sorted, so that two branches merge as text. */
export function write(header: Header, lines: readonly Line[], images: readonly ImageLine[]): string {
  const sorted = [...lines].sort((a, b) => (a.kind === b.kind ? (a.key < b.key ? -1 : 1) : a.kind < b.kind ? -1 : 1))
  const pictures = [...images].sort((a, b) => (a.image < b.image ? -1 : 1))
  return [header, ...sorted, ...pictures].map((line) => `${JSON.stringify(line)}\n`).join('')
}

/** The id of the workspace a folder remembers; null where it remembers none. */
export function workspaceIn(folder: string): string | null {
  const path = join(folder, 'ledger.ndjson')
  if (!existsSync(path)) return null
  const [first = ''] = readFileSync(path, 'utf8').split('\n', 1)
  // what else may be wrong with it is for the ledger itself to say
  return /"workspace":"([^"\\]*)"/u.exec(first)?.[1] ?? null
}
