import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { readFileSync } from 'node:fs'
import type { Door, Screen } from '../../../src/commands/door.ts'

// A process of its own that runs the built command as often as it is asked to, which costs less than a process for each run. It takes lines of JSON
// on stdin (the folder and the arguments) and answers each with one line. LEASE: milliseconds a lock lasts; SKEW: milliseconds its wall clock is wrong.

const { run } = (await import(
  new URL('../../../dist/commands/run.js', import.meta.url).href
)) as typeof import('../../../src/commands/run.ts')

const lease = process.env['LEASE']
const skew = Number(process.env['SKEW'] ?? 0)

function began(pid: number): string | null | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? null
  } catch {
    return undefined
  }
}

interface Asked {
  readonly cwd: string
  readonly args: readonly string[]
}

async function ran({ cwd, args }: Asked): Promise<{ code: number; out: string; err: string }> {
  const said = { out: '', err: '' }
  const screen = (name: 'out' | 'err'): Screen => ({
    write: (text) => {
      said[name] += text
    },
    tty: false,
    columns: 100,
    colour: false,
  })
  const door: Door = {
    cwd,
    env: process.env,
    out: screen('out'),
    err: screen('err'),
    ask: null,
    stop: new AbortController().signal,
    now: () => Date.now() + skew,
    sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
    random: Math.random,
    unique: randomUUID,
    machine: { host: hostname(), pid: process.pid, began, ticks: () => performance.now() },
    ...(lease === undefined ? {} : { lease: Number(lease) }),
    hide: () => undefined,
    redacted: (text) => text,
    atEnd: () => undefined,
  }
  return { code: await run(args, '0.0.0', door), ...said }
}

process.stdout.write('"ready"\n')
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await ran(JSON.parse(line) as Asked))}\n`)
