/** Which requests a fault meets: of those matching method and path, the nth, all after the first few, or every so many. */
export interface FaultOn {
  readonly method?: string
  /** A regular expression the path with its query is searched for. */
  readonly path?: string
  readonly nth?: number
  readonly after?: number
  readonly every?: number
}

/** An answer given instead of the real one, without doing anything. */
export interface FaultAnswer {
  readonly status: number
  readonly code?: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as it is instead of an error list. */
  readonly raw?: string
}

/** What goes wrong: an answer, the connection dropped before or after the work is done, or a wait. */
export type FaultDo = FaultAnswer | 'drop-before' | 'drop-after' | { readonly delayMs: number }

/** One planted fault; `times` is how often it strikes at most. */
export interface Fault {
  readonly on: FaultOn
  readonly do: FaultDo
  readonly times?: number
}

/** Says for each request what goes wrong, counting as it goes. */
export function faultCounter(faults: readonly Fault[]): (method: string, path: string) => FaultDo[] {
  const seen = faults.map((fault) => ({
    fault,
    path: fault.on.path === undefined ? undefined : new RegExp(fault.on.path),
    matched: 0,
    struck: 0,
  }))
  return (method, path) =>
    seen.flatMap((each) => {
      const { on, times } = each.fault
      if (on.method !== undefined && on.method.toUpperCase() !== method) return []
      if (each.path !== undefined && !each.path.test(path)) return []
      each.matched += 1
      if (!strikes(on, each.matched) || (times !== undefined && each.struck >= times)) return []
      each.struck += 1
      return [each.fault.do]
    })
}

function strikes(on: FaultOn, matched: number): boolean {
  if (on.nth !== undefined) return matched === on.nth
  if (on.after !== undefined && matched <= on.after) return false
  return on.every === undefined || matched % on.every === 0
}
