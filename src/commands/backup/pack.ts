import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { sha256 } from '../../model/index.ts'

/** A file of a backup: its path, with `/`, and what is in it. */
export interface Packed {
  readonly path: string
  readonly content: string | Buffer
}

/** The list of a backup's files with their checksums. */
export const sums = 'SHA256SUMS'

/** Writes a backup: beside its place first, so that a folder of that name is always a whole one. */
export function pack(folder: string, files: Iterable<Packed>): void {
  const part = partBeside(folder)
  try {
    // one within: a temporary folder itself is closed to others, a backup is as open as any folder
    const whole = join(part, basename(folder))
    lay(whole, files)
    renameSync(whole, folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** Makes a new folder beside a place, of a name nobody else has: what stands there already is somebody's. */
export function partBeside(place: string): string {
  mkdirSync(dirname(place), { recursive: true })
  return mkdtempSync(`${place}.part-`)
}

/** Writes the files of a backup into a folder. `SHA256SUMS` lists every file for `sha256sum -c`. */
export function lay(folder: string, files: Iterable<Packed>): void {
  const lines: string[] = []
  const put = ({ path, content }: Packed): void => {
    const file = join(folder, ...path.split('/'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  for (const file of files) {
    put(file)
    lines.push(`${sha256(file.content)}  ${file.path}`)
  }
  put({ path: sums, content: `${lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n` })
}
