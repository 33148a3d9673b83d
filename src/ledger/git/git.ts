import { spawn } from 'node:child_process'
import { Stop } from '../../model/index.ts'

/** How a call of git ended. */
export interface Ran {
  readonly code: number
  readonly out: Buffer
  readonly err: string
}

/** Calls git in one repository. `input` goes to its stdin, `env` is added to its environment. Throws Stop 78 where there is no git. */
export type Git = (
  args: readonly string[],
  more?: { readonly input?: Uint8Array; readonly env?: Readonly<Record<string, string>> },
) => Promise<Ran>

/** Milliseconds one call may take; a connection that hangs longer is as good as none. */
const patience = 120_000

// never asks, starts no hook and no housekeeping; many small files are flushed to the disk at once
const ways = ['core.fsmonitor=false', 'gc.auto=0', 'maintenance.auto=false', 'core.fsyncMethod=batch', 'push.gpgSign=false']
const said = { GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C', LANGUAGE: '' }

/** Git in a folder, with an environment that may hold credentials for its remotes. */
export const gitIn =
  (folder: string, environment: Readonly<Record<string, string | undefined>>): Git =>
  (args, { input, env } = {}) =>
    new Promise((resolve, reject) => {
      const child = spawn('git', ['-C', folder, ...ways.flatMap((way) => ['-c', way]), ...args], {
        env: { ...environment, ...said, ...env },
        // of its own group: an interrupt from the keyboard is for us, what git has begun it finishes
        detached: true,
        stdio: ['pipe', 'pipe', 'pipe'],
      })
      const out: Buffer[] = []
      const err: Buffer[] = []
      const end = setTimeout(() => child.kill('SIGKILL'), patience)
      child.stdout.on('data', (piece: Buffer) => out.push(piece))
      child.stderr.on('data', (piece: Buffer) => err.push(piece))
      child.on('error', (cause) => {
        clearTimeout(end)
        reject(
          new Stop(78, "ledger: 'git' needs git, which cannot be started here. Install git, or set ledger: 'file'", { cause }),
        )
      })
      child.on('close', (code) => {
        clearTimeout(end)
        resolve({ code: code ?? -1, out: Buffer.concat(out), err: Buffer.concat(err).toString() })
      })
      // one that ended without reading says why by its exit code
      child.stdin.on('error', () => undefined)
      child.stdin.end(input)
    })

/** What git said, in one line and without what stands before the @ of an address. */
export const words = (ran: Ran): string =>
  `${ran.err}\n${ran.out.toString()}`
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^(fatal|error|remote|ssh|!)|denied|rejected/iu.test(line))
    .join('; ')
    .replaceAll(/\/\/[^@\s/]*@/gu, '//')
    .replaceAll(/\p{Cc}/gu, ' ')
    .slice(0, 500)
