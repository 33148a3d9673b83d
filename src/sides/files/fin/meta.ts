import { join } from 'node:path'
import type { Kind } from '../../../model/index.ts'
import { plain } from '../../../model/index.ts'
import { bytesOf } from '../bytes.ts'
import { decode } from '../decode.ts'
import { frontMatter } from '../front-matter.ts'
import type { Located, Pair } from '../located.ts'
import { isList, isMap, isScalar, pairOf, quoted, written } from '../located.ts'
import type { Said } from '../making.ts'
import { wrong } from '../making.ts'
import { idMarks } from './words.ts'

/** One collection a `meta.yaml` files its article in: the path of its folder, in the help center of an id. */
export interface Filed {
  readonly helpCenter: string | null
  readonly path: string
  readonly line: number
}

/** A `meta.yaml` by itself. `path` is that of its folder below the content root. */
export interface Meta {
  readonly kind: Kind
  readonly file: string
  readonly path: string
  readonly pairs: readonly Pair[]
  /** the id without its mark; null: blank, absent, or wrong */
  readonly id: string | null
  /** null: the file does not say where it is filed */
  readonly filed: readonly Filed[] | null
  readonly said: readonly Said[]
}

const largest = 64 * 1024

/** Reads a `meta.yaml`. What is wrong in it is said; nothing is taken from a file that is not in fences. */
export function readMeta(kind: Kind, root: string, file: string, path: string, instead?: ReadonlyMap<string, string>): Meta {
  const nothing = { kind, file, path, pairs: [], id: null, filed: null }
  const failed = (line: number, message: string): Meta => ({ ...nothing, said: [wrong('fin/meta', line, message)] })
  const read = bytesOf(join(root, file), largest, instead?.get(file))
  if ('fault' in read) return failed(1, read.fault)
  const decoded = decode(read.bytes)
  if ('fault' in decoded) return failed(decoded.line, decoded.fault)
  if (!decoded.text.startsWith('---'))
    return failed(1, 'expected --- as its first and last line, got none: Intercom reads such a file as empty; put the fences in')
  const { pairs, faults, body, firstLine } = frontMatter(decoded.text)
  if (faults.length > 0) return { ...nothing, said: faults.map(({ line, message }) => wrong('fin/meta', line, message)) }
  const stray = body.trim() === '' ? [] : [wrong('fin/meta', firstLine, 'expected nothing below the closing ---')]
  const id = idIn(kind, pairs)
  const filed = filedIn(pairs)
  return { ...nothing, pairs, id: id.id, filed: filed.filed, said: [...stray, ...id.said, ...filed.said] }
}

function idIn(kind: Kind, pairs: readonly Pair[]): { id: string | null; said: Said[] } {
  const pair = pairOf(pairs, 'id')
  if (pair === undefined || (isScalar(pair.value) && plain(written(pair.value)) === '')) return { id: null, said: [] }
  const mark = idMarks[kind.name]
  const text = isScalar(pair.value) ? plain(written(pair.value)) : ''
  const id = mark === undefined ? undefined : new RegExp(`^(?:${mark}_)?(\\d+)$`, 'u').exec(text)?.[1]
  if (id !== undefined) return { id, said: [] }
  const message = `id: expected ${mark ?? ''}_ and a number, or nothing for a new ${kind.name}, got ${quoted(pair.value)}`
  return { id: null, said: [wrong('fin/id', pair.line, message)] }
}

const textOf = (value: Located | undefined): string => (value !== undefined && isScalar(value) ? plain(written(value)) : '')
const pathOf = (text: string): string => text.normalize('NFC').replace(/^\/+|\/+$/gu, '')

// `collections` is what Intercom writes now; `collection` alone is what it wrote first
function filedIn(pairs: readonly Pair[]): { filed: Filed[] | null; said: Said[] } {
  const [many, one] = [pairOf(pairs, 'collections'), pairOf(pairs, 'collection')]
  if (many !== undefined && !(isScalar(many.value) && many.value.value === null)) {
    if (!isList(many.value))
      return {
        filed: null,
        said: [wrong('fin/collections', many.line, `collections: expected a list, got ${quoted(many.value)}`)],
      }
    const read = many.value.list.map((entry) => filedAt(entry))
    return { filed: read.flatMap(({ filed }) => filed), said: read.flatMap(({ said }) => said) }
  }
  if (one === undefined || textOf(one.value) === '') return { filed: null, said: [] }
  return { filed: [{ helpCenter: null, path: pathOf(textOf(one.value)), line: one.line }], said: [] }
}

function filedAt(entry: Located): { filed: Filed[]; said: Said[] } {
  const map = isMap(entry) ? entry.map : []
  const own = pairOf(map, 'path')
  const path = textOf(isScalar(entry) ? entry : own?.value)
  const center = textOf(pairOf(map, 'help_center')?.value)
  if (path !== '')
    return { filed: [{ helpCenter: center === '' ? null : center, path: pathOf(path), line: own?.line ?? entry.line }], said: [] }
  return { filed: [], said: [wrong('fin/collections', entry.line, 'collections: expected a path: for each, got none')] }
}
