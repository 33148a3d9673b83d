import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Cache } from '../../model/index.ts'
import { replaceShared } from './disk.ts'
import { index, type Place } from './places.ts'
import { recently } from './recently.ts'
import { spill } from './spill.ts'

/** A cache that can be written back; it keeps what this run asked for or set, and lets the rest go. */
export interface CacheFile extends Cache {
  save(): void
}

/** Bytes that are held before what is set goes to disk: a small help center never makes a file of it. */
const held = 4 << 20

/**
 * A cache in one file, a line a value (`key TAB json`). Only where each value stands is held, a value is read when it is asked for: the file
 * is as large as all texts together, and a first reading of a large help center sets as much. One that cannot be read is an empty cache.
 */
export function cacheFile(path: string): CacheFile {
  let file = existsSync(path) ? openSync(path, 'r') : null
  const places = file === null ? new Map<string, Place>() : index(file)
  const fresh = new Map<string, Buffer | Place>()
  const aside = spill(path)
  let holding = 0
  const recent = recently()
  const used = new Set<string>()
  let dirty = false
  const read = ([from, to]: Place): Buffer => {
    const bytes = Buffer.allocUnsafe(to - from)
    if (file !== null) readSync(file, bytes, 0, to - from, from)
    return bytes
  }
  const put = (bytes: Buffer): Buffer | Place => {
    const place = holding + bytes.length > held ? aside.put(bytes) : null
    if (place === null) holding += bytes.length
    return place ?? bytes
  }
  const isBytes = (value: Buffer | Place): value is Buffer => Buffer.isBuffer(value)
  const bytesOf = (value: Buffer | Place): Buffer => (isBytes(value) ? value : aside.read(value))
  function* lines(): Iterable<Uint8Array> {
    for (const key of used) {
      const place = places.get(key)
      if (place === undefined || fresh.has(key)) continue
      yield Buffer.from(`${key}\t`, 'latin1')
      yield read([place[0], place[1] + 1])
    }
    for (const [key, value] of fresh) {
      yield Buffer.from(`${key}\t`, 'latin1')
      yield bytesOf(value)
    }
  }
  return {
    get(key) {
      const value = fresh.get(key)
      const place = places.get(key)
      if (value !== undefined) return recent.value(key, () => bytesOf(value).toString('utf8'))
      if (place === undefined) return undefined
      used.add(key)
      return recent.value(key, () => read(place).toString('utf8'))
    },
    set(key, value) {
      if (/[\t\n]/.test(key)) throw new Error(`a cache key has no tab or line end: ${key}`)
      recent.forget(key)
      fresh.set(key, put(Buffer.from(`${JSON.stringify(value)}\n`)))
      dirty = true
    },
    save() {
      if (!dirty && used.size === places.size) return
      const written = replaceShared(path, lines())
      if (file !== null) closeSync(file)
      // stays open: another run may put its own file in this one's place
      file = written
      places.clear()
      used.clear()
      fresh.clear()
      aside.close()
      holding = 0
      for (const [key, place] of index(file)) {
        places.set(key, place)
        used.add(key)
      }
      dirty = false
    },
  }
}
