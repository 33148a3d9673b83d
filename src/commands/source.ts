import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Source } from '../report/index.ts'

const run = promisify(execFile)

// no hook or helper of the repository is started; null outside git, without git, or where git says no
async function git(folder: string, ...args: readonly string[]): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['-C', folder, '-c', 'core.fsmonitor=false', ...args], { maxBuffer: 1 << 28 })
    return stdout
  } catch {
    return null
  }
}

/** The commit of a folder and whether something there is not committed. */
export async function source(folder: string): Promise<Source> {
  const [commit, changed] = await Promise.all([
    git(folder, 'rev-parse', '--verify', 'HEAD'),
    git(folder, 'status', '--porcelain', '--', '.'),
  ])
  return { commit: commit?.trim() ?? null, dirty: changed !== null && changed !== '' }
}

/** Says of a file, relative to the folder, whether it is in the current commit as it is here, and that commit on a remote. */
export async function pushedFiles(folder: string): Promise<(file: string) => boolean> {
  const [remotes, changed, tracked] = await Promise.all([
    git(folder, 'branch', '--remotes', '--contains', 'HEAD'),
    git(folder, 'diff', '--name-only', '--relative', '-z', 'HEAD', '--', '.'),
    git(folder, 'ls-files', '-z', '--', '.'),
  ])
  if (remotes === null || remotes.trim() === '' || changed === null || tracked === null) return () => false
  const [known, dirty] = [new Set(tracked.split('\0')), new Set(changed.split('\0'))]
  return (file) => known.has(file) && !dirty.has(file)
}
