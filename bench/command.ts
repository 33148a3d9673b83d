import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a run of the built command took. */
export interface Took {
  readonly exit: number
  readonly seconds: number
  /** seconds of CPU, user and system */
  readonly cpu: number
  /** the most memory the process had, in MB */
  readonly peak: number
  readonly stdout: string
  /** its last line: what it said it requested */
  readonly requests: string
}

// the process tells its own peak when it ends; nothing else is loaded into it
const told = `import { writeFileSync } from 'node:fs'
process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())))`

/** Runs the built command in a folder, with a token in its environment. */
export async function command(root: string, token: string, ...args: readonly string[]): Promise<Took> {
  const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url))
  const usage = join(root, '..', `${process.pid}.usage.json`)
  const started = performance.now()
  const child = spawn(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(told)}`, cli, ...args], {
    cwd: root,
    env: { ...process.env, INTERCOM_ACCESS_TOKEN: token, BENCH_USAGE: usage, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (piece: Buffer) => out.push(piece))
  child.stderr.on('data', (piece: Buffer) => err.push(piece))
  const [exit] = (await once(child, 'close')) as [number]
  const seconds = (performance.now() - started) / 1000
  const { maxRSS, userCPUTime, systemCPUTime } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage
  const said = Buffer.concat(err).toString().trim()
  if (exit !== 0) console.error(`${Buffer.concat(out).toString().slice(-2000)}${said}`)
  return {
    exit,
    seconds,
    cpu: (userCPUTime + systemCPUTime) / 1e6,
    peak: maxRSS / 1024,
    stdout: Buffer.concat(out).toString(),
    requests: said.split('\n').at(-1) ?? '',
  }
}

/** A config for articles in `content/articles` and a workspace at an address. */
export const configFor = (url: string, more: object = {}): object => ({
  workspace: 'bench',
  workspaces: { bench: { baseUrl: url } },
  ...more,
})
