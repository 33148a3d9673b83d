import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { sha256 } from '../../../model/index.ts'

/** A text that lies in a file: its digest is at hand, what it says is fetched when somebody asks. */
export interface Laid {
  readonly digest: string
  readonly text: () => string
}

/** Texts in a file instead of memory, which two help centers in many languages would fill. */
export interface Spool {
  readonly lay: (text: string) => Laid
  /** deletes the file: nothing can be read any more */
  readonly close: () => void
}

/** Opens an empty spool at a path. */
export function spool(path: string): Spool {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w+')
  let end = 0
  return {
    lay(text) {
      const bytes = Buffer.from(text)
      const { length } = bytes
      const from = end
      for (let done = 0; done < length;) done += writeSync(file, bytes, done, length - done, from + done)
      end = from + length
      return {
        digest: sha256(bytes),
        text: () => {
          const there = Buffer.alloc(length)
          readSync(file, there, 0, length, from)
          return there.toString()
        },
      }
    },
    close() {
      closeSync(file)
      rmSync(path)
    },
  }
}
