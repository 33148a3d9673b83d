import { subscribe } from 'node:diagnostics_channel'
import { setImmediate as turn } from 'node:timers/promises'

/** Time on both ends of a real wire that passes only when nothing is under way and everybody waits: the earliest sleeper wakes next. */
export interface Time {
  /** milliseconds, by the server's clock */
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
  /** a wait of the server's, while somebody's request is open */
  readonly serve: (ms: number) => Promise<void>
  /** lets time pass until the work is done */
  run<T>(work: Promise<T>): Promise<T>
}

// what Node's own fetch has sent and not yet heard the end of, in this whole process
const open = new Set<unknown>()
const requestOf = (message: unknown): unknown => (message as { readonly request: unknown }).request
subscribe('undici:request:create', (message) => open.add(requestOf(message)))
for (const end of ['trailers', 'error']) subscribe(`undici:request:${end}`, (message) => open.delete(requestOf(message)))

// a fetch begins, and its end is heard, some turns of the loop after it is said
const turns = 4

interface Sleeper {
  readonly at: number
  readonly serving: boolean
  readonly wake: () => void
}

export function time(start = 1_790_000_000_300): Time {
  let now = start
  const sleepers: Sleeper[] = []
  const sleep = (ms: number, serving: boolean, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const sleeper = { at: now + ms, serving, wake: resolve }
      sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        const place = sleepers.indexOf(sleeper)
        if (place >= 0) sleepers.splice(place, 1)
        reject(new DOMException('aborted', 'AbortError'))
      })
    })
  const quiet = async (): Promise<void> => {
    for (let still = 0; still < turns; still += 1) {
      await turn()
      if (open.size > sleepers.filter(({ serving }) => serving).length) still = -1
    }
  }
  return {
    now: () => now,
    sleep: (ms, signal) => sleep(ms, false, signal),
    serve: (ms) => sleep(ms, true),
    async run(work) {
      const state = { done: false }
      const watched = work.finally(() => {
        state.done = true
      })
      watched.catch(() => undefined)
      for (;;) {
        await quiet()
        if (state.done) return watched
        sleepers.sort((a, b) => a.at - b.at)
        const next = sleepers.shift()
        if (next === undefined) continue
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}
