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

export const unheard: ServerClock = { ahead: null, before: null, since: 0 }

/** The clock after an answer whose `Date` was `date` (ms) came in at `now` (ms, ours). */
export function hear(clock: ServerClock, date: number, now: number): ServerClock {
  const seen = date - now
  if (clock.ahead === null) return { ahead: seen, before: null, since: now }
  if (now - clock.since > span) return { ahead: seen, before: clock.ahead, since: now }
  return { ...clock, ahead: Math.max(clock.ahead, seen) }
}

/** Milliseconds to add to our clock to get the server's; never more than it is really ahead. Without any `Date` the clocks are taken as one. */
export function ahead(clock: ServerClock): number {
  if (clock.ahead === null) return 0
  return clock.before === null ? clock.ahead : Math.max(clock.ahead, clock.before)
}
