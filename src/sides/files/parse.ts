import type { Cache, Kind } from '../../model/index.ts'
import { sha256 } from '../../model/index.ts'
import type { Written } from '../../prose/index.ts'
import { fromMarkdown, version } from '../../prose/index.ts'
import { frontMatter } from './front-matter.ts'
import type { Fault, Pair } from './located.ts'
import { pairOf } from './located.ts'

/** A content file by itself: nothing in it depends on another file, so it is remembered under the digest of its bytes. */
export interface Parsed {
  readonly pairs: readonly Pair[]
  readonly faults: readonly Fault[]
  readonly written: Written
  /** `key:` of front matter that could not be read otherwise */
  readonly key: string | null
}

// raised when this room reads the same bytes differently
const form = 2

/** A content file parsed, or remembered; `fresh` when its body was parsed now. */
export function parse(text: string, bytes: Uint8Array, kind: Kind, cache: Cache): { parsed: Parsed; fresh: boolean } {
  const name = `file:${form}:${version}:${kind.name}:${sha256(bytes)}`
  const known = cache.get(name) as Parsed | undefined
  if (known !== undefined) return { parsed: known, fresh: false }
  const parsed = parseNow(text, kind)
  cache.set(name, parsed)
  return { parsed, fresh: true }
}

function parseNow(text: string, kind: Kind): Parsed {
  const { pairs, faults, body, firstLine } = frontMatter(text)
  const title = kind.fields[kind.natural[0] as string]
  const prose = kind.body === undefined ? undefined : kind.fields[kind.body]
  if (prose?.is !== 'prose' || title?.file === undefined) throw new Error(`${kind.name} has no body to be read from a file`)
  const takeTitle = faults.length === 0 && pairOf(pairs, title.file) === undefined
  const written = fromMarkdown(body, { as: prose.as, takeTitle, firstLine })
  return { pairs, faults, written, key: faults.length === 0 ? null : keyIn(text) }
}

const keyLine = /^key:[ \t]*(?:"([^"\n]+)"|'([^'\n]+)'|([^#"'@\n][^#\n]*?))[ \t]*(?:#.*)?$/mu

// a file that cannot be read keeps its key, or what it describes would look deleted
function keyIn(text: string): string | null {
  const end = text.indexOf('\n---', 3)
  const found = keyLine.exec(end < 0 ? text : text.slice(0, end))
  return found?.[1] ?? found?.[2] ?? found?.[3] ?? null
}
