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
  const fresh = new Map<string, string>()
  const used = new Set<string>()
  return {
    get(key) {
      const text = fresh.get(key)
      if (text !== undefined) return JSON.parse(text) as unknown
      const place = places.get(key)
      if (place === undefined) return undefined
      used.add(key)
      return JSON.parse(bytes.toString('utf8', place[0], place[1])) as unknown
    },
    set(key, value) {
      if (/[\t\n]/.test(key)) throw new Error(`a cache key has no tab or line end: ${key}`)
      fresh.set(key, JSON.stringify(value))
    },
    save() {
      if (fresh.size === 0 && used.size === places.size) return
      const kept = [...used].flatMap((key) => {
        const place = places.get(key)
        return place === undefined || fresh.has(key)
          ? []
          : [Buffer.from(`${key}\t`, 'latin1'), bytes.subarray(place[0], place[1] + 1)]
      })
      replace(path, Buffer.concat([...kept, ...[...fresh].map(([key, text]) => Buffer.from(`${key}\t${text}\n`))]))
    },
  }
}
