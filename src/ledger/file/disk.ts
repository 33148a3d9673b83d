import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

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

/** Writes a file that other runs may write at the same time: each has one of its own beside it, the last takes the place. Answers the file as it was written, open. */
export function replaceShared(path: string, chunks: Iterable<Uint8Array>): number {
  mkdirSync(dirname(path), { recursive: true })
  const folder = mkdtempSync(`${path}.`)
  const beside = join(folder, 'new')
  const file = openSync(beside, 'wx+')
  try {
    for (const chunk of chunks) for (let done = 0; done < chunk.length;) done += writeSync(file, chunk, done)
    fsyncSync(file)
    renameSync(beside, path)
    return file
  } catch (error) {
    closeSync(file)
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
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
