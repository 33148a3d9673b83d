import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import PQueue from 'p-queue'
import { noNames } from '../src/model/index.ts'
import type { Pace } from '../src/sides/workspace/index.ts'
import { workspace } from '../src/sides/workspace/index.ts'

const limit = 167
const windows = 8

export interface Case {
  readonly name: string
  readonly pace: Pace
  /** milliseconds an answer takes */
  readonly latency: readonly [min: number, max: number]
  /** requests a second that somebody else wants */
  readonly neighbour: number
}

interface Result {
  readonly used: number
  /** of what the neighbour left, what we took */
  readonly rest: number
  readonly refused: number
  readonly seconds: number
  readonly neighbourRefused: number
}

/** Alone and beside a neighbour, with a near and a far server; the first is the one the goal is set for. */
export const all: readonly Case[] = [
  { name: 'paced, leave 1 %', pace: { leave: 0.01, mode: 'paced' }, latency: [0, 0], neighbour: 0 },
  { name: 'paced, leave 1 %, 20-80 ms', pace: { leave: 0.01, mode: 'paced' }, latency: [20, 80], neighbour: 0 },
  { name: 'burst, leave 1 %', pace: { leave: 0.01, mode: 'burst' }, latency: [0, 0], neighbour: 0 },
  { name: 'burst, leave 1 %, 20-80 ms', pace: { leave: 0.01, mode: 'burst' }, latency: [20, 80], neighbour: 0 },
  { name: 'paced, a neighbour wants 30 %', pace: { leave: 0.01, mode: 'paced' }, latency: [20, 80], neighbour: 50 },
]

/** A sandbox in a process of its own, from the built package. */
async function sandbox(): Promise<{ url: string; token: string; stop: () => void }> {
  const serve = fileURLToPath(new URL('../dist/sandbox/serve.js', import.meta.url))
  const child = spawn(process.execPath, [serve, '--limit', `${limit}/1s`], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const { url, token } = JSON.parse(line.toString()) as { url: string; token: string }
  return { url, token, stop: () => child.kill() }
}

/** Applies articles through the pace for eight full windows and counts, on the sandbox's side, what arrived. */
async function measure(one: Case): Promise<Result> {
  const { url, token, stop } = await sandbox()
  try {
    const [min, max] = one.latency
    await fetch(new URL('/_sandbox/switches', url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ latency: { min, max } }),
    })
    const side = workspace({
      baseUrl: url,
      token,
      locale: 'en',
      pace: one.pace,
      cache: { get: () => undefined, set: () => undefined },
      clock: {
        now: () => performance.timeOrigin + performance.now(),
        sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }),
      },
      random: Math.random,
      timeout: 10_000,
    })
    const author = (await side.list('author'))[0]
    if (author === undefined) throw new Error('the sandbox has no teammate')
    const names = noNames()
    const rate = Math.max(limit - one.neighbour, 1)
    const queue = new PQueue({ concurrency: side.width() })
    const state = { busy: true }
    const other = nag(url, token, one.neighbour, state)
    const started = performance.now()
    for (let n = 0; n < rate * (windows + 2); n++) {
      const fields = { title: `Loaf ${n}`, author: { kind: 'author', key: author.key }, body: { parts: [`<p>Bread ${n}</p>`] } }
      void queue.add(async () => {
        queue.concurrency = side.width()
        await side.write({ verb: 'create', to: { kind: 'article', key: `loaf-${n}`, fields }, base: fields }, names)
      })
    }
    await queue.onIdle()
    const seconds = (performance.now() - started) / 1000
    state.busy = false
    const refusals = await other
    return { ...(await share(url)), refused: side.tally().throttled, seconds, neighbourRefused: refusals }
  } finally {
    stop()
  }
}

/** Somebody else on the same budget, at an even rate whatever the timers do; resolves with the share of their requests that was refused. */
async function nag(url: string, token: string, rate: number, state: { readonly busy: boolean }): Promise<number> {
  if (rate === 0) return 0
  const asked: Promise<number>[] = []
  const began = performance.now()
  while (state.busy) {
    while (asked.length < ((performance.now() - began) / 1000) * rate) {
      const headers = { authorization: `Bearer ${token}`, 'intercom-version': 'Preview', 'user-agent': neighbour }
      asked.push(
        fetch(new URL('/tags', url), { headers }).then(async (answer) => {
          await answer.text()
          return answer.status
        }),
      )
    }
    await wait(5)
  }
  const statuses = await Promise.all(asked)
  return statuses.filter((status) => status === 429).length / statuses.length
}

const neighbour = 'neighbour'

/** Accepted requests in the full windows: everybody's as a share of the limit, and ours as a share of what the neighbour left. */
async function share(url: string): Promise<Pick<Result, 'used' | 'rest'>> {
  type Logged = { readonly at: number; readonly status: number; readonly client: string | null }
  const log = (await (await fetch(new URL('/_sandbox/log', url))).json()) as readonly Logged[]
  const counts = new Map<number, { ours: number; theirs: number }>()
  for (const { at, status, client } of log) {
    if (status === 429) continue
    const window = Math.floor(at / 1000)
    const count = counts.get(window) ?? { ours: 0, theirs: 0 }
    count[client === neighbour ? 'theirs' : 'ours'] += 1
    counts.set(window, count)
  }
  const full = [...counts].sort(([a], [b]) => a - b).slice(1, 1 + windows)
  const sum = (of: 'ours' | 'theirs'): number => full.reduce((sum, [, count]) => sum + count[of], 0)
  const all = full.length * limit
  return { used: (sum('ours') + sum('theirs')) / all, rest: sum('ours') / (all - sum('theirs')) }
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`

/** Prints what share of the allowed rate is reached over eight full windows, how often we were refused, and what a neighbour notices of us. */
export async function pace(cases: readonly Case[] = all): Promise<void> {
  console.log(`pace: ${windows} full windows of ${limit} per second, creates, sandbox in its own process`)
  for (const one of cases) {
    const { used, rest, refused, seconds, neighbourRefused } = await measure(one)
    const sent = Math.max(limit - one.neighbour, 1) * (windows + 2)
    const beside = one.neighbour === 0 ? '' : `, ${percent(rest)} of the rest, neighbour refused ${percent(neighbourRefused)}`
    console.log(
      `  ${one.name.padEnd(30)} used ${percent(used)}, ${((refused / sent) * 1000).toFixed(1)} 429s per 1,000, ${seconds.toFixed(1)} s${beside}`,
    )
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await pace()
