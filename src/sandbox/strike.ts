import { chance } from './chance.ts'
import type { FaultDo, FaultOn, Faults } from './faults.ts'

/** A request as faults see it. `refused`: the rate limit turned it away, so that nothing but its headers can still go wrong. */
export interface Target {
  readonly method: string
  readonly path: string
  /** Milliseconds. */
  readonly at: number
  readonly refused: boolean
}

/** One thing that goes wrong with one request; `luck`, from 0 to 1, settles what the fault leaves open. */
export interface Strike {
  readonly what: FaultDo
  readonly luck: number
}

/** Says for each request what goes wrong, counting as it goes. `planted` is when the faults were, in milliseconds. */
export function striking(faults: Faults, planted: number): (target: Target) => readonly Strike[] {
  const { seed, faults: list } = 'seed' in faults ? faults : { seed: 1, faults }
  const seen = list.map((fault) => ({
    fault,
    path: fault.on.path === undefined ? undefined : new RegExp(fault.on.path),
    matched: 0,
    struck: 0,
    met: new Map<string, number>(),
  }))
  return ({ method, path, at, refused }) =>
    seen.flatMap((each, place) => {
      const { on, times, do: what } = each.fault
      if (refused && (typeof what === 'string' || !('headers' in what) || 'status' in what)) return []
      if (on.method !== undefined && on.method.toUpperCase() !== method) return []
      // a notification is met by rules that say so, no others count it
      if (on.method === undefined && method === 'WEBHOOK') return []
      if (each.path !== undefined && !each.path.test(path)) return []
      if (!inSpan(on, at - planted)) return []
      each.matched += 1
      // by request, not by order of arrival: what others do at the same time changes nothing
      const name = `${method} ${path}`
      const nth = (each.met.get(name) ?? 0) + 1
      each.met.set(name, nth)
      const meant =
        counted(on, each.matched) && (on.chance === undefined || chance(seed, 'strikes', place, name, nth) < on.chance)
      if (!meant || (times !== undefined && each.struck >= times)) return []
      each.struck += 1
      return [{ what, luck: chance(seed, 'luck', place, name, nth) }]
    })
}

const inSpan = (on: FaultOn, since: number): boolean => since >= (on.from ?? -Infinity) && since < (on.until ?? Infinity)

function counted(on: FaultOn, matched: number): boolean {
  if (on.nth !== undefined) return matched === on.nth
  if (on.after !== undefined && matched <= on.after) return false
  return on.every === undefined || matched % on.every === 0
}
