import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Writes a file whole or not at all: beside it, fsync, rename. */
export function replace(path: string, content: string | Iterable<Uint8Array>): void {
  mkdirSync(dirname(path), { recursive: true })
  const beside = `${path}.new`
  const file = openSync(beside, 'w')
  try {
    if (typeof content === 'string') writeFileSync(file, content)
    else for (const chunk of content) for (let done = 0; done < chunk.length;) done += writeSync(file, chunk, done)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
  flushFolder(dirname(path))
}

// where folders cannot be opened or flushed, their system keeps names by itself
const unheard = new Set(['EISDIR', 'EPERM', 'EINVAL'])

/** A new name is durable once its folder is. */
function flushFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch (error) {
    if (!unheard.has(String((error as NodeJS.ErrnoException).code))) throw error
  }
}

/** The text of a file, or null where there is none. */
export function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
