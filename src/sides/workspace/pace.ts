import type { Budget, Window } from './budget.ts'
import { current, guess } from './budget.ts'
import type { Pace } from './options.ts'

/** What a paced request may make up of the time lost by one that came late; milliseconds. */
const catchUp = 20

/** Requests of this window that may still be sent. */
function room(window: Window, budget: Budget, pace: Pace): number {
  const margin = Math.min(Math.ceil(window.limit * pace.leave), window.limit - 1)
  return window.remaining - budget.flying - margin
}

/** The least share of what is left that is ours, whoever else is there. */
const least = 0.1

/** How many of the requests that may still be sent are ours: all but those others still want, going by what they sent in the window before. */
function ours(window: Window, budget: Budget, pace: Pace, now: number): number {
  const free = room(window, budget, pace)
  if (budget.span === null) return free
  const came = Math.max(0, window.limit - window.remaining - window.ours - budget.flying)
  const theirs = Math.max(0, Math.min(budget.others - came, (budget.others * (window.ends - now)) / budget.span))
  return Math.max(free - theirs, free * least)
}

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
  const interval = useful / Math.max(1, ours(window, budget, pace, now))
  return { ...budget, flying, due: Math.max(budget.due, now - catchUp) + interval }
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
