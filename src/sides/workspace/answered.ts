import type { Budget, Heard, Window } from './budget.ts'
import { current, guess, longest } from './budget.ts'
import { ahead, hear } from './server-clock.ts'

/** No window is shorter; milliseconds. */
const shortest = 10

/** The budget after an answer, or the end of a request that got none, at `now`. */
export function answered(budget: Budget, heard: Heard, now: number): Budget {
  const took = now - heard.sentAt
  const landed: Budget = {
    ...budget,
    clock: heard.date === null ? budget.clock : hear(budget.clock, heard.date, now, Math.min(took, longest)),
    flying: budget.flying - 1,
    probe: budget.probe !== null && heard.sentAt >= budget.probe ? null : budget.probe,
    latency: heard.status === 0 || took > longest ? budget.latency : mean(budget.latency, took),
    refusals: heard.status === 429 ? budget.refusals + 1 : heard.status === 0 ? budget.refusals : 0,
  }
  const told = tell(landed, heard, now)
  return heard.status === 429 ? refuse(told, heard, now) : told
}

const mean = (before: number | null, took: number): number => (before === null ? took : before * 0.9 + took * 0.1)

/** Takes the headers in: the least remaining within a window, the newest window of all. */
function tell(budget: Budget, heard: Heard, now: number): Budget {
  const { limit, remaining } = heard
  if (limit === null || remaining === null || limit < 1) {
    const silent = heard.status >= 200 && heard.status < 300
    return silent && current(budget, now) === null ? { ...budget, window: null, uncounted: true } : budget
  }
  const known = budget.window
  const reset = heard.reset ?? 0
  const mine = heard.status === 429 ? 0 : 1
  // who was asked after this window was known and speaks of an earlier one has set his clock
  const later = known === null || reset > known.reset || heard.sentAt >= (reset < known.reset ? known.since : known.ends)
  if (!later) {
    if (reset < known.reset) return budget
    const least = Math.min(known.remaining, remaining)
    return { ...budget, window: { ...known, limit, remaining: least, ours: known.ours + mine, heard: now } }
  }
  const step = known !== null && reset > known.reset ? (reset - known.reset) * 1000 : null
  const span = step === null || step > longest ? budget.span : Math.min(step, budget.span ?? step)
  const ends = ending(reset, heard.date, { ...budget, span }, now)
  const window = { limit, remaining, reset, ends, ours: mine, since: now, heard: now }
  return { ...budget, window, span, others: others(known, span, budget.others), uncounted: false, due: now }
}

/** How many requests of a window others send, going by one that is over; of its time after the last answer nothing is known. */
function others(over: Window | null, span: number | null, before: number): number {
  if (over === null || span === null) return before
  const seen = Math.max(0, over.limit - over.remaining - over.ours)
  const share = Math.min(1, Math.max(0, 1 - (over.ends - over.heard) / span))
  return share < 0.25 ? before * (1 - share) + seen : seen / share
}

/** Milliseconds until a reset by the server's own clock; never more than a minute, and not above 0 where it is in the past. */
function until(reset: number, date: number | null, budget: Budget, now: number): number {
  return Math.min(reset * 1000 - (date ?? now + ahead(budget.clock)), longest)
}

/** When a window ends on our clock. A reset in the past, in a far future or in no form at all is not believed. */
function ending(reset: number, date: number | null, budget: Budget, now: number): number {
  const left = until(reset, date, budget, now)
  if (left <= 0) return now + Math.min(budget.span ?? guess, longest)
  const ends = reset * 1000 - ahead(budget.clock)
  return Math.min(Math.max(ends, now + shortest), now + left)
}

/** After a 429 nothing is sent until its window is over, or as long as the answer says, or ever longer where it says nothing to go by. */
function refuse(budget: Budget, heard: Heard, now: number): Budget {
  const window = current(budget, now)
  const said = heard.limit !== null && heard.reset !== null && until(heard.reset, heard.date, budget, now) > 0
  const asked = now + Math.min(heard.retryAfter ?? 0, longest)
  if (said && (window === null || heard.reset < window.reset)) return { ...budget, held: Math.max(budget.held, asked) }
  const backoff = Math.min(longest, guess * 2 ** (budget.refusals - 1)) * (0.5 + heard.jitter / 2)
  const end = Math.max(said && window !== null ? window.ends : now + backoff, asked)
  return { ...budget, window: window && { ...window, remaining: 0 }, held: Math.max(budget.held, end), uncounted: false }
}
