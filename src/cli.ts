#!/usr/bin/env node
import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { createInterface } from 'node:readline/promises'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import type { Door, Screen } from './commands/door.ts'
import { run } from './commands/run.ts'
import { redact } from './report/redact.ts'

// where there is much memory the heap may grow to four times what is in use before it is cleared: a runner of CI may have less to give
setFlagsFromString('--heap-growing-percent=50')

const { env, stdin, stdout, stderr } = process
const secrets = new Set(
  Object.entries(env).flatMap(([name, value]) => (/^INTERCOM_(ACCESS_TOKEN|CLIENT_SECRET)/u.test(name) ? [value ?? ''] : [])),
)
const interrupt = new AbortController()
let lastLine: () => string | undefined = () => undefined
const attended = stdin.isTTY && stderr.isTTY && !isSet('CI')

const door: Door = {
  cwd: process.cwd(),
  env,
  out: screen(stdout),
  err: screen(stderr),
  ask: attended ? ask : null,
  stop: interrupt.signal,
  now: Date.now,
  sleep: (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }),
  random: Math.random,
  unique: randomUUID,
  machine: { host: hostname(), pid: process.pid, began, ticks: () => performance.now() },
  hide: (secret) => secrets.add(secret),
  redacted: (text) => redact(text, secrets),
  atEnd: (line) => (lastLine = line),
}

process.on('SIGINT', interrupted)
process.on('SIGTERM', interrupted)
// a reader that went away, as in `content-sync plan | head`, is no mistake of ours
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await run(process.argv.slice(2), version(), door)
const line = lastLine()
if (line !== undefined) door.err.write(`${line}\n`)
// idle connections of the client must not keep a finished run alive
stdout.write('', () => process.exit())

function screen(stream: NodeJS.WriteStream): Screen {
  return {
    write: (text) => stream.write(redact(text, secrets)),
    tty: stream.isTTY && !isSet('CI'),
    // a terminal may not know its width
    columns: stream.isTTY && stream.columns > 0 ? stream.columns : 100,
    colour: coloured(stream),
  }
}

function coloured(stream: NodeJS.WriteStream): boolean {
  if (process.argv.includes('--no-color')) return false
  if (isSet('FORCE_COLOR')) return env['FORCE_COLOR'] !== '0'
  return !isSet('NO_COLOR') && stream.isTTY && env['TERM'] !== 'dumb'
}

function isSet(name: string): boolean {
  return env[name] !== undefined && env[name] !== ''
}

function interrupted(): void {
  if (interrupt.signal.aborted) process.exit(130)
  interrupt.abort()
}

async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: stdin, output: stderr })
  // an open prompt takes ctrl-c for itself, and never answers once its input has ended
  lines.on('SIGINT', interrupted)
  const ended = new Promise<string>((resolve) =>
    lines.once('close', () => {
      resolve('')
    }),
  )
  try {
    return await Promise.race([lines.question(question, { signal: interrupt.signal }), ended])
  } finally {
    lines.close()
  }
}

/** When a process began as Linux counts it; null where the system does not say; undefined for none. */
function began(pid: number): string | null | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // not ours to signal, and there all the same
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return null
  // the name in brackets may hold anything; the 22nd field is the start time
  const fields = readFileSync(file, 'utf8').split(') ').at(-1)?.split(' ')
  return fields?.[19] ?? null
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
  return `${version} (node ${process.version})`
}
