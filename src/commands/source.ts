import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Source } from '../report/index.ts'

const run = promisify(execFile)

/** The commit of a folder and whether something there is not committed; null outside git, or without git. */
export async function source(folder: string): Promise<Source> {
  const git = async (...args: string[]): Promise<string | null> => {
    try {
      // no hook or helper of the repository is started
      const { stdout } = await run('git', ['-C', folder, '-c', 'core.fsmonitor=false', ...args], { maxBuffer: 1 << 28 })
      return stdout.trim()
    } catch {
      return null
    }
  }
  const [commit, changed] = await Promise.all([git('rev-parse', '--verify', 'HEAD'), git('status', '--porcelain', '--', '.')])
  return { commit, dirty: changed !== null && changed !== '' }
}
