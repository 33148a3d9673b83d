import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** One request as the sandbox counted it; `at` in milliseconds. */
export interface Logged {
  readonly method: string
  readonly path: string
  readonly route: string | null
  readonly status: number
  readonly at: number
}

/** A sandbox in a process of its own, from the built package. */
export interface Apart {
  readonly url: string
  readonly token: string
  log(): Promise<readonly Logged[]>
  clearLog(): Promise<void>
  /** milliseconds an answer takes at least and at most */
  latency(min: number, max: number): Promise<void>
  stop(): Promise<void>
}

/** Starts a sandbox with a rate limit as in `167/1s`; with `data` it holds what is in that folder. */
export async function sandbox(limit: string, data?: string): Promise<Apart> {
  const serve = fileURLToPath(new URL('../dist/sandbox/serve.js', import.meta.url))
  const args = [serve, '--limit', limit, ...(data === undefined ? [] : ['--data', data])]
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url, token } = JSON.parse(line.toString()) as { url: string; token: string }
  const log = new URL('/_sandbox/log', url)
  return {
    url,
    token,
    log: async () => (await (await fetch(log)).json()) as readonly Logged[],
    clearLog: async () => {
      await fetch(log, { method: 'DELETE' })
    },
    latency: async (min, max) => {
      await fetch(new URL('/_sandbox/switches', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ latency: { min, max } }),
      })
    },
    stop: async () => {
      child.kill()
      await once(child, 'exit')
    },
  }
}
