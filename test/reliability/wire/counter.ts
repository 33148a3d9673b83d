import { chance } from '../../../src/sandbox/chance.ts'
import type { Sandbox, SandboxOptions } from '../../../src/sandbox/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import type { Writing } from '../../../src/sides/workspace/http.ts'
import { writing } from '../../../src/sides/workspace/http.ts'
import type { WorkspaceOptions } from '../../../src/sides/workspace/index.ts'
import { optionsFor } from '../../sides/workspace/bakery.ts'
import { seed } from '../world/chosen.ts'
import type { Time } from './time.ts'
import { time } from './time.ts'

/** Requests of ten seconds, as the sandbox counted them. */
export interface Window {
  readonly ours: number
  readonly theirs: number
  /** refused, ours and theirs */
  readonly us: number
  readonly them: number
}

/** A sandbox and a clock for both ends of the wire. */
export interface Counter {
  readonly at: Time
  readonly sandbox: Sandbox
  readonly client: (more?: Partial<WorkspaceOptions>) => Writing
  /** so many more folders, each made once, by so many workers; resolves when the last is there */
  readonly make: (line: Writing, count: number, workers: number) => Promise<void>
  /** somebody else who asks so often in ten seconds, evenly, until it is over */
  readonly neighbour: (perWindow: number, until: () => boolean) => Promise<void>
  /** whole windows that began before the last request, the first left out */
  readonly windows: () => readonly Window[]
  /** folders there are, and how many of those that were to be made are not there once */
  readonly made: () => { readonly there: number; readonly wrong: number }
}

const them = 'neighbour'
export const length = 10_000
export const limit = 167

/** Opens a counter: 167 requests per ten seconds, answers after 20 to 80 ms. */
export async function counter(options: SandboxOptions = {}): Promise<Counter> {
  const at = time()
  const sandbox = await startSandbox({
    limit: `${limit}/10s`,
    switches: { latency: { min: 20, max: 80 } },
    ...options,
    now: at.now,
    sleep: at.serve,
  })
  let drawn = 0
  let next = 0
  const random = (): number => chance(seed, 'client', (drawn += 1))
  return {
    at,
    sandbox,
    client: (more = {}) =>
      writing(optionsFor(sandbox, { clock: at, random, timeout: 60_000, pace: { leave: 0.01, mode: 'paced' }, ...more })),
    async make(line, count, workers) {
      const until = next + count
      const worker = async (): Promise<void> => {
        while (next < until) await line.post('/folders', { folder: { name: `Oven ${(next += 1)}` } })
      }
      await Promise.all(Array.from({ length: workers }, worker))
    },
    async neighbour(perWindow, until) {
      const asked: Promise<unknown>[] = []
      const headers = { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview', 'user-agent': them }
      while (!until()) {
        asked.push(fetch(new URL('/tags', sandbox.url), { headers }).then((answer) => answer.text()))
        await at.sleep(length / perWindow)
      }
      await Promise.all(asked)
    },
    windows() {
      const counts = new Map<number, { ours: number; theirs: number; us: number; them: number }>()
      for (const { at: when, status, client } of sandbox.requests()) {
        const place = Math.floor(when / length)
        const count = counts.get(place) ?? { ours: 0, theirs: 0, us: 0, them: 0 }
        if (client === them) count[status === 429 ? 'them' : 'theirs'] += 1
        else count[status === 429 ? 'us' : 'ours'] += 1
        counts.set(place, count)
      }
      return [...counts]
        .sort(([a], [b]) => a - b)
        .slice(1, -1)
        .map(([, count]) => count)
    },
    made() {
      const names = sandbox.control.state().folders.map(({ name }) => name)
      const wanted = Array.from({ length: next }, (_, n) => `Oven ${n + 1}`)
      return { there: names.length, wrong: wanted.filter((name) => names.filter((each) => each === name).length !== 1).length }
    },
  }
}
