import { existsSync, readFileSync } from 'node:fs'
import type { Cache } from '../../model/index.ts'
import { replace } from './disk.ts'

/** A cache that can be written back; it keeps what this run asked for or set, and lets the rest go. */
export interface CacheFile extends Cache {
  save(): void
}

const newline = 0x0a
const tab = 0x09

/** Where each line's value stands: key → [from, to). A line that is cut off or odd is simply not remembered. */
function index(bytes: Buffer): Map<string, readonly [from: number, to: number]> {
  const places = new Map<string, readonly [number, number]>()
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(newline, from)
    if (end < 0) break
    const cut = bytes.indexOf(tab, from)
    if (cut > from && cut < end) places.set(bytes.toString('latin1', from, cut), [cut + 1, end])
    from = end + 1
  }
  return places
}

/** A cache in one file, a line a value (`key TAB json`), values parsed only when asked for. A file that cannot be read is an empty cache. */
export function cacheFile(path: string): CacheFile {
  const bytes = existsSync(path) ? readFileSync(path) : Buffer.alloc(0)
  const places = index(bytes)
  // outside the heap: a first reading of a large help center sets as much as there is text
  const fresh = new Map<string, Buffer>()
  const used = new Set<string>()
  let dirty = false
  function* lines(): Iterable<Uint8Array> {
    for (const key of used) {
      const place = places.get(key)
      if (place === undefined || fresh.has(key)) continue
      yield Buffer.from(`${key}\t`, 'latin1')
      yield bytes.subarray(place[0], place[1] + 1)
    }
    for (const [key, value] of fresh) {
      yield Buffer.from(`${key}\t`, 'latin1')
      yield value
    }
  }
  return {
    get(key) {
      const value = fresh.get(key)
      if (value !== undefined) return JSON.parse(value.toString('utf8')) as unknown
      const place = places.get(key)
      if (place === undefined) return undefined
      used.add(key)
      return JSON.parse(bytes.toString('utf8', place[0], place[1])) as unknown
    },
    set(key, value) {
      if (/[\t\n]/.test(key)) throw new Error(`a cache key has no tab or line end: ${key}`)
      fresh.set(key, Buffer.from(`${JSON.stringify(value)}\n`))
      dirty = true
    },
    save() {
      if (!dirty && used.size === places.size) return
      replace(path, lines())
      dirty = false
    },
  }
}
