import type { Clock } from '../../../src/sides/workspace/index.ts'

/** Time that passes only when everybody waits: the earliest sleeper wakes next. */
export function virtualClock(start = 1_700_000_000_300): Clock & { run<T>(work: Promise<T>): Promise<T>; waits: number[] } {
  let now = start
  const waits: number[] = []
  const sleepers: { readonly at: number; readonly wake: () => void }[] = []
  const settle = () => new Promise((resolve) => setImmediate(resolve))

  return {
    waits,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        waits.push(ms)
        const sleeper = { at: now + ms, wake: resolve }
        sleepers.push(sleeper)
        signal?.addEventListener('abort', () => {
          const place = sleepers.indexOf(sleeper)
          if (place >= 0) sleepers.splice(place, 1)
          reject(new DOMException('aborted', 'AbortError'))
        })
      }),
    async run(work) {
      const state = { done: false }
      const watched = work.finally(() => {
        state.done = true
      })
      watched.catch(() => undefined)
      for (;;) {
        await settle()
        if (state.done) return watched
        sleepers.sort((a, b) => b.at - a.at)
        const next = sleepers.pop()
        if (next === undefined) {
          // nobody sleeps: the work waits for something outside this clock
          await settle()
          continue
        }
        now = Math.max(now, next.at)
        next.wake()
      }
    },
  }
}
