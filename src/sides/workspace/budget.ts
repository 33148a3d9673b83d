import type { ServerClock } from './server-clock.ts'
import { unheard } from './server-clock.ts'

/** The newest rate-limit window an answer spoke of. `reset` as it was said (epoch seconds), `ends` the same on our clock in ms. */
export interface Window {
  readonly limit: number
  readonly remaining: number
  readonly reset: number
  readonly ends: number
  /** requests of ours that were counted in it, as far as their answers came */
  readonly ours: number
  /** when an answer first spoke of it, and when last */
  readonly since: number
  readonly heard: number
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
  /** how many requests of a window others are expected to send */
  readonly others: number
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

/** No wait is longer, whatever a header says; milliseconds. */
export const longest = 60_000

/** How long a window is taken to be where nothing tells; milliseconds. */
export const guess = 1000

/** What is known before the first answer. */
export const opening: Budget = {
  window: null,
  uncounted: false,
  flying: 0,
  probe: null,
  due: 0,
  held: 0,
  refusals: 0,
  span: null,
  others: 0,
  latency: null,
  clock: unheard,
}

/** The window a moment lies in, as far as it is known. */
export const current = (budget: Budget, now: number): Window | null =>
  budget.window !== null && now < budget.window.ends ? budget.window : null
