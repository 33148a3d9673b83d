/**
 * How far the server's clock is from ours, learned from `Date` headers. They are cut to whole seconds, so one answer is up to a second off; the
 * largest difference seen is the closest. Two spans of a minute are kept, so that a clock which drifts or is set is followed.
 */
export interface ServerClock {
  readonly ahead: number | null
  readonly before: number | null
  readonly since: number
}

const span = 60_000
const whole = 1000

export const unheard: ServerClock = { ahead: null, before: null, since: 0 }

/** The clock after an answer whose `Date` was `date` (ms) came in at `now` (ms, ours), asked for `took` milliseconds before. */
export function hear(clock: ServerClock, date: number, now: number, took: number): ServerClock {
  const seen = date - now
  const first = { ahead: seen, before: null, since: now }
  if (clock.ahead === null) return first
  // no answer is that old: one of the two clocks was set, or this machine slept
  if (seen < ahead(clock) - whole - took) return first
  if (now - clock.since > span) return { ahead: seen, before: clock.ahead, since: now }
  return { ...clock, ahead: Math.max(clock.ahead, seen) }
}

/** Milliseconds to add to our clock to get the server's; never more than it is really ahead. Without any `Date` the clocks are taken as one. */
export function ahead(clock: ServerClock): number {
  if (clock.ahead === null) return 0
  return clock.before === null ? clock.ahead : Math.max(clock.ahead, clock.before)
}
