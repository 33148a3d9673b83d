import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { carryOut } from '../src/commands/carry-out.ts'
import { draw, type Wishes } from '../src/commands/draw.ts'
import { cacheFile, fileLedger, fileStore, gitStore, type Lock, type Machine } from '../src/ledger/index.ts'
import type { Ledger } from '../src/model/index.ts'
import { files } from '../src/sides/files/index.ts'
import { workspace } from '../src/sides/workspace/index.ts'
import { configFor } from './command.ts'
import { repository, type Repository } from './repository.ts'
import { sandbox, type Apart } from './sandbox.ts'

// What the journal and the lock cost: the same apply with a memory that flushes each intent and is asked before each write, and with one that
// does neither. In turns, so that a busy machine slows both.
const count = Number(process.argv[2] ?? 1000)
const rounds = Number(process.argv[3] ?? 5)

const machine: Machine = {
  host: 'bench',
  pid: process.pid,
  began: () => 'once',
  now: Date.now,
  ticks: () => performance.now(),
  sleep: (ms) => wait(ms),
  unique: () => crypto.randomUUID(),
}

const wishes: Wishes = {
  prune: false,
  drift: 'keep',
  allow: new Set(),
  limits: { deletes: '30%', updates: '50%' },
  only: () => true,
  retryBlocked: false,
  commands: new Set(),
  locale: 'en',
  state: 'draft',
  map: {},
}

/** A memory as it is with everything on, and how it is held. */
interface Held {
  readonly ledger: (workspace: string) => Promise<Ledger>
  readonly lock: Lock | null
  readonly close: () => void
}
type Way = (name: string) => Promise<Held>

const folder = (): string => mkdtempSync(join(tmpdir(), 'content-sync-bench-'))
const remove = (path: string) => (): void => {
  rmSync(path, { recursive: true, force: true })
}

/** Puts and saves as always, but nothing is flushed on the way and nobody asks for the lock. */
const off: Way = () => {
  const path = folder()
  const ledger = (workspace: string): Promise<Ledger> => {
    const memory = fileLedger(path, workspace, () => 'bench')
    return Promise.resolve({ ...memory, durable: () => Promise.resolve() })
  }
  return Promise.resolve({ ledger, lock: null, close: remove(path) })
}

const inFiles: Way = async () => {
  const path = folder()
  const store = fileStore(path, machine)
  const lock = await store.lock()
  return { ledger: (workspace) => store.open(workspace), lock, close: remove(path) }
}

/** On a bare repository here, each push of which takes so many milliseconds more. */
const inGit =
  (delay: number): Way =>
  async () => {
    const path = folder()
    const git = (...args: string[]): void => {
      if (spawnSync('git', ['-C', path, ...args], { stdio: 'inherit' }).status !== 0) throw new Error(`git ${args.join(' ')}`)
    }
    git('init', '--quiet', '--bare', 'remote.git')
    git('init', '--quiet', 'checkout')
    git('-C', 'checkout', 'remote', 'add', 'origin', '../remote.git')
    if (delay > 0)
      writeFileSync(join(path, 'remote.git/hooks/pre-receive'), `#!/bin/sh\nsleep ${delay / 1000}\n`, { mode: 0o755 })
    const root = join(path, 'checkout')
    const store = gitStore({ root, name: 'bench', folder: join(root, '.content-sync/bench'), env: process.env }, machine)
    const lock = await store.lock()
    return { ledger: (workspace) => store.open(workspace), lock, close: remove(path) }
  }

/** What an apply took: seconds, and seconds of this process's own work, in which no disk and nobody else has a part. */
interface Spent {
  readonly wall: number
  readonly work: number
}

/** From the drawn plan to the end of the apply, lock and all. */
async function applied(way: Way, apart: Apart, { root }: Repository): Promise<Spent> {
  const cache = cacheFile(join(root, '.content-sync/cache/workspace.ndjson'))
  const held = await way('bench')
  try {
    const side = workspace({
      baseUrl: apart.url,
      token: apart.token,
      locale: 'en',
      pace: { leave: 0.01, mode: 'paced' },
      cache,
      clock: { now: Date.now, sleep: (ms, signal) => wait(ms, undefined, signal === undefined ? {} : { signal }) },
      random: Math.random,
      timeout: 10_000,
      ...(held.lock === null ? {} : { before: () => held.lock?.check() ?? Promise.resolve() }),
    })
    const repository = files({
      root,
      content: { articles: 'content/articles' },
      settings: 'config',
      locales: { default: 'en', layout: 'suffix' },
      links: 'error',
      cache: cacheFile(join(root, '.content-sync/cache/files.ndjson')),
    })
    const drawing = await draw(repository, side, held.ledger, wishes)
    const began = performance.now()
    const before = process.cpuUsage()
    const outcomes = await carryOut(drawing, side, {
      now: () => side.serverNow(),
      signal: new AbortController().signal,
      said: () => undefined,
    })
    if (outcomes.some(({ status }) => status !== 'applied') || outcomes.length < count) throw new Error('not all were applied')
    await held.lock?.release()
    const { user, system } = process.cpuUsage(before)
    return { wall: (performance.now() - began) / 1000, work: (user + system) / 1e6 }
  } finally {
    held.close()
  }
}

const sorted = (all: readonly number[]): number[] => [...all].sort((a, b) => a - b)
const median = (all: readonly number[]): number => sorted(all)[Math.floor(all.length / 2)] ?? Number.NaN
const percent = (ratio: number): string => `${ratio < 1 ? '' : '+'}${((ratio - 1) * 100).toFixed(1)} %`

/** How much more one way took than the other in the same round: the median of all rounds, and the least and the most. */
function more(all: readonly number[], bare: readonly number[]): string {
  const ratios = sorted(all.flatMap((one, n) => (bare[n] === undefined ? [] : [one / bare[n]])))
  return `${percent(median(ratios))} (${percent(ratios[0] ?? Number.NaN)} to ${percent(ratios.at(-1) ?? Number.NaN)})`
}

const bare = 'journal and lock off'
const ways: Readonly<Record<string, Way>> = {
  [bare]: off,
  'in files': inFiles,
  'in git, a remote on this machine': inGit(0),
  'in git, each push 300 ms more': inGit(300),
}
const wanted = Object.entries(ways).filter(
  ([name]) => process.argv[4] === undefined || name.includes(process.argv[4]) || name === bare,
)

for (const [limit, says] of [
  ['1667/10s', 'at the usual limit of 167 a second'],
  ['1000000/10s', 'as fast as it goes'],
] as const) {
  console.log(`journal and lock: ${count} creates ${says}, ${rounds} rounds in turns (target: files at most 5 % more than off)`)
  const spent = new Map(wanted.map(([name]) => [name, [] as Spent[]]))
  const pages = repository(count, 800, configFor('http://127.0.0.1'))
  try {
    for (let round = -1; round < rounds; round++)
      for (const [name, way] of round % 2 === 0 ? wanted : [...wanted].reverse()) {
        const apart = await sandbox(limit)
        try {
          const took = await applied(way, apart, pages)
          // the round before the first warms up
          if (round >= 0) spent.get(name)?.push(took)
        } finally {
          await apart.stop()
        }
      }
  } finally {
    pages.remove()
  }
  const of = (name: string, what: keyof Spent): number[] => (spent.get(name) ?? []).map((one) => one[what])
  for (const [name] of wanted) {
    const took = (what: keyof Spent): string => `${median(of(name, what)).toFixed(1)} s, ${more(of(name, what), of(bare, what))}`
    console.log(`  ${name.padEnd(34)} ${took('wall')}; own work ${took('work')}`)
  }
}
