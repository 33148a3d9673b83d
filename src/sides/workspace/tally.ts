import type { Tally } from './options.ts'

/** Counts requests as they are sent. */
export interface Counter {
  sent(method: string, path: string): void
  retried(): void
  throttled(): void
  tally(): Tally
}

const routeOf = (method: string, path: string): string =>
  `${method} ${path.replace(/\?.*$/, '').replace(/\/[^/]*\d[^/]*/g, '/{id}')}`

/** A counter at nought. */
export function counter(): Counter {
  const counts = { reads: 0, writes: 0, retried: 0, throttled: 0 }
  const routes = new Map<string, number>()
  return {
    sent(method, path) {
      if (method === 'GET') counts.reads += 1
      else counts.writes += 1
      const route = routeOf(method, path)
      routes.set(route, (routes.get(route) ?? 0) + 1)
    },
    retried: () => void (counts.retried += 1),
    throttled: () => void (counts.throttled += 1),
    tally: () => ({ ...counts, routes: Object.fromEntries([...routes].sort(([a], [b]) => (a < b ? -1 : 1))) }),
  }
}
