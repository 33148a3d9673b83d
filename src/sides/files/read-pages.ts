import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { sha256 } from '../../model/index.ts'
import type { Written } from '../../prose/index.ts'
import { bytesOf } from './bytes.ts'
import type { Page } from './sheet.ts'
import { decode } from './decode.ts'
import type { Place } from './list.ts'
import { wrong } from './making.ts'
import { left, undecided } from './merge/left.ts'
import type { FilesOptions } from './options.ts'
import { parse } from './parse.ts'
import { textDigest } from './texts.ts'

export interface Pages {
  readonly pages: readonly Page[]
  /** content file → the digest of the bytes it was read as */
  readonly digests: ReadonlyMap<string, string>
  /** the same whatever its line ends are */
  readonly texts: ReadonlyMap<string, string>
  /** bodies parsed now, not remembered */
  readonly parsed: number
}

// 64 KB of front matter and 1 MB of body
const largest = (1024 + 64) * 1024
// answers of a workspace that is read at the same time must not wait for all files
const breath = 8

/** All content files read and parsed. A file that is no text, or far too large, has no content and a finding. */
export async function readPages(places: readonly Place[], options: FilesOptions): Promise<Pages> {
  const known = new Map<Place, Page>()
  const digests = new Map<string, string>()
  const texts = new Map<string, string>()
  let parsed = 0
  for (const place of places) {
    const { page, fresh, digest, text } = readPage(place, options)
    if (digest !== undefined) digests.set(place.file, digest)
    if (text !== undefined) texts.set(place.file, text)
    if (!fresh) known.set(place, page)
    else if (++parsed % breath === 0) await setImmediate()
  }
  // what was parsed now is let go and taken from the cache afterwards: its strings keep whole syntax trees' worth of memory alive
  // (10,000 files of 4 KB: 580 MB at the peak, or 400)
  return { pages: places.map((place) => known.get(place) ?? readPage(place, options).page), digests, texts, parsed }
}

const nothing: Written = { title: null, parts: [], notes: [], words: 0 }

function readPage(place: Place, options: FilesOptions): { page: Page; fresh: boolean; digest?: string; text?: string } {
  const path = join(options.root, place.file)
  const failed = (rule: string, line: number, message: string): { page: Page; fresh: boolean } => ({
    page: { place, parsed: { pairs: [], faults: [], written: nothing, key: null }, said: [wrong(rule, line, message)] },
    fresh: false,
  })
  const read = bytesOf(path, largest, options.instead?.get(place.file))
  if ('fault' in read) return failed('files/unread', 1, read.fault)
  const { bytes } = read
  const digest = sha256(bytes)
  const text = textDigest(bytes)
  const decoded = decode(bytes)
  if ('fault' in decoded) return failed('files/encoding', decoded.line, decoded.fault)
  const open = left(decoded.text)
  if (open !== null) {
    const { parsed, fresh } = parse(open.mine, Buffer.from(open.mine), place.kind, options.cache)
    return {
      page: { place, parsed: { ...parsed, faults: [], written: { ...parsed.written, notes: [] } }, said: [undecided(open)] },
      fresh,
      digest,
      text,
    }
  }
  const { parsed, fresh } = parse(decoded.text, bytes, place.kind, options.cache)
  return { page: { place, parsed, said: [] }, fresh, digest, text }
}
