/** What a request finds in its window. */
export interface Budget {
  readonly allowed: boolean
  readonly limit: number
  readonly remaining: number
  /** Unix seconds at which the next window starts, rounded up. */
  readonly reset: number
  readonly message: string
}

/** A fixed window, aligned to the clock, as in `1667/10s` or `166/1s`. */
export function rateWindow(limit: string): (now: number) => Budget {
  const [, count, length, unit] = /^(\d+)\/(\d+)(ms|s|m)$/.exec(limit) ?? []
  if (count === undefined || length === undefined || unit === undefined)
    throw new Error(`limit: expected like 1667/10s, got "${limit}"`)
  const most = Number(count)
  const span = Number(length) * { ms: 1, s: 1000, m: 60_000 }[unit as 'ms' | 's' | 'm']
  if (most < 1 || span < 1) throw new Error(`limit: expected at least one request in at least 1ms, got "${limit}"`)
  const words = { ms: 'milliseconds', s: 'seconds', m: 'minutes' }[unit as 'ms' | 's' | 'm']
  const message = `Exceeded rate limit of ${most} in ${length}_${words}`
  let window = Number.NaN
  let used = 0
  return (now) => {
    const current = Math.floor(now / span)
    if (current !== window) [window, used] = [current, 0]
    const allowed = used < most
    if (allowed) used += 1
    return { allowed, limit: most, remaining: most - used, reset: Math.ceil(((current + 1) * span) / 1000), message }
  }
}
