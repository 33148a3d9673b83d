import type { Clock } from './options.ts'

/** A timer may end a moment early; what is missing beyond this was taken away by somebody who set the clock. */
const early = 100

/** A clock that goes on where the one below is set back. Where that one leaps ahead, or the machine slept, it leaps too. */
export function steady(clock: Clock): Clock {
  let last = clock.now()
  let behind = 0
  const now = (): number => {
    const seen = clock.now() + behind
    if (seen < last) behind += last - seen
    last = Math.max(last, seen)
    return last
  }
  return {
    now,
    async sleep(ms, signal) {
      const until = now() + ms
      await clock.sleep(ms, signal)
      const missing = until - now()
      if (missing <= early) return
      behind += missing
      last = until
    },
  }
}
