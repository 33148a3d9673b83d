import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Door } from '../../src/commands/door.ts'
import { run } from '../../src/commands/run.ts'
import { redact } from '../../src/report/index.ts'

/** What a run said and how it ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A repository in a temporary folder, and the command to run in it. */
export interface Desk {
  readonly root: string
  write(path: string, text: string): void
  run(
    args: string,
    given?: { env?: Record<string, string>; answer?: string; stop?: AbortSignal; heard?: (text: string) => void },
  ): Promise<Ended>
  clean(): void
}

let names = 0

/** A desk with a config and the given files; `.git` marks its root. */
export function desk(files: Readonly<Record<string, string>> = {}): Desk {
  const root = mkdtempSync(join(tmpdir(), 'content-sync-'))
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  mkdirSync(join(root, '.git'))
  for (const [path, text] of Object.entries(files)) write(path, text)
  return {
    root,
    write,
    run: async (args, { env = {}, answer, stop = new AbortController().signal, heard } = {}) => {
      const said = { out: '', err: '' }
      const secrets = new Set<string>()
      let last: () => string | undefined = () => undefined
      const screen = (name: 'out' | 'err'): Door['out'] => ({
        write: (text) => {
          said[name] += redact(text, secrets)
          heard?.(redact(text, secrets))
        },
        tty: false,
        columns: 100,
        colour: false,
      })
      const code = await run(
        args.split(' ').filter((word) => word !== ''),
        '0.0.0',
        {
          cwd: root,
          env,
          out: screen('out'),
          err: screen('err'),
          ask: answer === undefined ? null : () => Promise.resolve(answer),
          stop,
          now: Date.now,
          sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
          random: () => 0.5,
          unique: () => `run-${(names += 1)}`,
          machine: { host: 'oven', pid: process.pid, began: () => null, ticks: () => performance.now() },
          hide: (secret) => secrets.add(secret),
          redacted: (text) => redact(text, secrets),
          atEnd: (line) => (last = line),
        },
      )
      const line = last()
      return { code, out: said.out, err: said.err + (line === undefined ? '' : `${line}\n`) }
    },
    clean: () => {
      rmSync(root, { recursive: true, force: true })
    },
  }
}
