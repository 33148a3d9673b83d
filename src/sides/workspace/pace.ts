import type { Pace } from './options.ts'
import type { ServerClock } from './server-clock.ts'
import { ahead, hear, unheard } from './server-clock.ts'

/** The newest rate-limit window an answer spoke of. `reset` as it was said (epoch seconds), `ends` the same on our clock in ms. */
export interface Window {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
  readonly ends: number
}

/** What is known of the budget. A value: `sent` and `answered` give the next one. Times are ms on our clock. */
export interface Budget {
  readonly window: Window | null
  /** an answer without rate headers came: nobody counts, nothing is held back */
  readonly uncounted: boolean
  readonly flying: number
  /** when the one request that explores a new window was sent */
  readonly probe: number | null
  /** when the next paced request is due */
  readonly due: number
  /** nothing is sent before */
  readonly held: number
  /** 429s in a row */
  readonly refusals: number
  /** the length of a window, as far as it showed */
  readonly span: number | null
  /** how long an answer takes, as a moving average */
  readonly latency: number | null
  readonly clock: ServerClock
}

/** What an answer said of the budget; a header that was absent or no number is null. `retryAfter` in ms. */
export interface Heard {
  readonly status: number
  readonly sentAt: number
  readonly limit: number | null
  readonly remaining: number | null
  readonly reset: number | null
  readonly date: number | null
  readonly retryAfter: number | null
  /** from 0 to 1 */
  readonly jitter: number
}

export const longest = 60_000
const shortest = 10
const catchUp = 20
const guess = 1000

export const opening: Budget = {
  window: null,
  uncounted: false,
  flying: 0,
  probe: null,
  due: 0,
  held: 0,
  refusals: 0,
  span: null,
  latency: null,
  clock: unheard,
}

/** Requests of this window that may still be sent. */
function room(window: Window, budget: Budget, pace: Pace): number {
  const margin = Math.min(Math.ceil(window.limit * pace.leave), window.limit - 1)
  return window.remaining - budget.flying - margin
}

const current = (budget: Budget, now: number): Window | null =>
  budget.window !== null && now < budget.window.ends ? budget.window : null

/** How long to wait before one more request may be sent: 0 is now, Infinity is until an answer comes in. */
export function permit(budget: Budget, pace: Pace, now: number): number {
  if (now < budget.held) return budget.held - now
  const window = current(budget, now)
  if (window === null) return budget.probe === null || budget.uncounted ? 0 : Infinity
  if (room(window, budget, pace) <= 0) return window.ends - now
  return pace.mode === 'burst' ? 0 : Math.max(0, budget.due - now)
}

/** The budget after a request left at `now`. */
export function sent(budget: Budget, pace: Pace, now: number): Budget {
  const window = current(budget, now)
  const flying = budget.flying + 1
  if (window === null) return { ...budget, flying, probe: budget.probe ?? now }
  const left = window.ends - now
  // what is sent in the last moment arrives in the next window, and this one ends unused
  const useful = Math.max(left - (budget.latency ?? 0), left / 2)
  const interval = useful / Math.max(1, room(window, budget, pace))
  return { ...budget, flying, due: Math.max(budget.due, now - catchUp) + interval }
}

/** The budget after an answer, or the end of a request that got none, at `now`. */
export function answered(budget: Budget, heard: Heard, now: number): Budget {
  const clock = heard.date === null ? budget.clock : hear(budget.clock, heard.date, now)
  const took = now - heard.sentAt
  const landed: Budget = {
    ...budget,
    clock,
    flying: budget.flying - 1,
    probe: budget.probe !== null && heard.sentAt >= budget.probe ? null : budget.probe,
    latency: heard.status === 0 ? budget.latency : budget.latency === null ? took : budget.latency * 0.9 + took * 0.1,
    refusals: heard.status === 429 ? budget.refusals + 1 : heard.status === 0 ? budget.refusals : 0,
  }
  const told = tell(landed, heard, now)
  return heard.status === 429 ? refuse(told, heard, now) : told
}

/** Takes the headers in: the least remaining within a window, the newest window of all. */
function tell(budget: Budget, heard: Heard, now: number): Budget {
  const { limit, remaining } = heard
  if (limit === null || remaining === null || limit < 1) {
    const silent = heard.status >= 200 && heard.status < 300
    return silent && current(budget, now) === null ? { ...budget, window: null, uncounted: true } : budget
  }
  const known = budget.window
  const reset = heard.reset ?? 0
  const later = known === null || reset > known.reset || heard.sentAt >= known.ends
  if (!later) {
    if (reset < known.reset) return budget
    return { ...budget, window: { ...known, limit, remaining: Math.min(known.remaining, remaining) } }
  }
  const step = known !== null && reset > known.reset ? (reset - known.reset) * 1000 : null
  const span = step === null || step > longest ? budget.span : Math.min(step, budget.span ?? step)
  const window = { limit, remaining, reset, ends: ending(reset, heard.date, { ...budget, span }, now) }
  return { ...budget, window, span, uncounted: false, due: now }
}

/** When a window ends on our clock. A reset in the past, in a far future or in no form at all is not believed. */
function ending(reset: number, date: number | null, budget: Budget, now: number): number {
  const left = reset * 1000 - (date ?? now)
  if (left <= 0) return now + Math.min(budget.span ?? guess, longest)
  const ends = reset * 1000 - ahead(budget.clock)
  return Math.min(Math.max(ends, now + shortest), now + Math.min(left, longest))
}

/** After a 429 nothing is sent until the window is over, or as long as the answer says, or ever longer where it says nothing. */
function refuse(budget: Budget, heard: Heard, now: number): Budget {
  const window = current(budget, now)
  const blind = heard.limit === null || window === null
  const backoff = Math.min(longest, guess * 2 ** (budget.refusals - 1)) * (0.5 + heard.jitter / 2)
  const until = Math.max(blind ? now + backoff : window.ends, now + Math.min(heard.retryAfter ?? 0, longest))
  return { ...budget, window: window && { ...window, remaining: 0 }, held: Math.max(budget.held, until), uncounted: false }
}

const first = 10
const most = 100

/** How many requests should be under way at once: rate × latency with a fifth to spare (Little), from 10 to 100. */
export function width(budget: Budget): number {
  const { window, latency } = budget
  if (window === null || latency === null) return first
  const perMs = window.limit / (budget.span ?? guess * 10)
  return Math.min(most, Math.max(first, Math.ceil(perMs * latency * 1.2)))
}
