import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sha256 } from '../../model/index.ts'

/** A file of a backup: its path, with `/`, and what is in it. */
export interface Packed {
  readonly path: string
  readonly content: string | Buffer
}

/** The list of a backup's files with their checksums. */
export const sums = 'SHA256SUMS'

/** Writes a backup: beside its place first, so that a folder of that name is always a whole one. `SHA256SUMS` lists every file for `sha256sum -c`. */
export function pack(folder: string, files: Iterable<Packed>): void {
  const part = `${folder}.part`
  rmSync(part, { recursive: true, force: true })
  const lines: string[] = []
  const put = ({ path, content }: Packed): void => {
    const file = join(part, ...path.split('/'))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  for (const file of files) {
    put(file)
    lines.push(`${sha256(file.content)}  ${file.path}`)
  }
  put({ path: sums, content: `${lines.sort((a, b) => (a.slice(66) < b.slice(66) ? -1 : 1)).join('\n')}\n` })
  renameSync(part, folder)
}
