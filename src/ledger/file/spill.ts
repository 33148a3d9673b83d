import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Place } from './places.ts'

/** Bytes out of memory until the end of this run, in a file that has no name. */
export interface Spill {
  /** where they are now; null where there is no room: they have to be held */
  put(bytes: Uint8Array): Place | null
  read(place: Place): Buffer
  close(): void
}

/** Opens a file of this run alone. Nothing is left of it, however the run ends. */
function nameless(path: string): number | null {
  try {
    mkdirSync(dirname(path), { recursive: true })
    for (let n = 0; ; n++) {
      const name = `${path}.${n}.spill`
      try {
        const file = openSync(name, 'wx+')
        rmSync(name)
        return file
      } catch (error) {
        // one that was killed between the two
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
    }
  } catch (error) {
    if (!unwritable.has(String((error as NodeJS.ErrnoException).code))) throw error
    return null
  }
}

// a folder that cannot be written to, or is full; on some systems an open file cannot lose its name
const unwritable = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EBUSY'])

/** A place for bytes beside `path`, made with the first of them. */
export function spill(path: string): Spill {
  let file: number | null | undefined
  let end = 0
  return {
    put(bytes) {
      file ??= file === undefined ? nameless(path) : null
      if (file === null) return null
      const from = end
      try {
        for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done, bytes.length - done, from + done)
      } catch (error) {
        if (!unwritable.has(String((error as NodeJS.ErrnoException).code))) throw error
        return null
      }
      end = from + bytes.length
      return [from, end]
    },
    read([from, to]) {
      const bytes = Buffer.allocUnsafe(to - from)
      if (typeof file === 'number') readSync(file, bytes, 0, to - from, from)
      return bytes
    },
    close() {
      if (typeof file === 'number') closeSync(file)
      file = undefined
      end = 0
    },
  }
}
