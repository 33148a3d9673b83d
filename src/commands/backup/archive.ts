import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { create, extract } from 'tar'
import { Stop } from '../../model/index.ts'
import { lay, partBeside, type Packed } from './pack.ts'

/** Whether a backup is one file. */
export const isArchive = (path: string): boolean => /\.(?:tar\.gz|tgz)$/u.test(path)

/** More than this is no backup of texts and images but something that fills a disk. */
const largest = 20 * 1024 ** 3

/**
 * Packs a backup into one file, in a folder of the file's own name. Times and owners are left out: the same content gives the same bytes. What is under
 * way stands in a folder beside it, so that a file of that name is always a whole one.
 */
export async function bundle(file: string, files: Iterable<Packed>): Promise<void> {
  const part = partBeside(file)
  const name = basename(file).replace(/\.(?:tar\.gz|tgz)$/u, '')
  const cwd = join(part, 'unpacked')
  const whole = join(part, 'whole')
  try {
    lay(join(cwd, name), files)
    await create({ file: whole, gzip: { level: 6 }, cwd, portable: true, mtime: new Date(0), noPax: true }, [name])
    renameSync(whole, file)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
}

/** Takes a backup out of its file for as long as `work` takes. Links, devices and paths that lead out are not taken out; what is missing is then told by the checksums. */
export async function unbundled<T>(path: string, work: (folder: string) => Promise<T>): Promise<T> {
  if (!isArchive(path) || !existsSync(path) || !statSync(path).isFile()) return await work(path)
  const folder = mkdtempSync(join(tmpdir(), 'content-sync-restore-'))
  let bytes = 0
  try {
    await extract({
      file: path,
      cwd: folder,
      strip: 1,
      preserveOwner: false,
      strict: true,
      filter: (_, entry) => {
        bytes += entry.size
        return bytes <= largest && 'type' in entry && (entry.type === 'File' || entry.type === 'Directory')
      },
    })
    return await work(folder)
  } catch (error) {
    if (error instanceof Stop) throw error
    if (error instanceof Error && 'tarCode' in error)
      throw new Stop(
        65,
        `${path}: it cannot be unpacked: ${error.message}. Nothing was written. Take another copy of the backup`,
        {
          cause: error,
        },
      )
    throw error
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
