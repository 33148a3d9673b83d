import type { Tally } from '../sides/workspace/index.ts'

/** The last line of a run that spoke to a workspace: what was sent, by route; undefined when nothing was. */
export function requestsLine({ reads, writes, routes }: Tally): string | undefined {
  if (reads + writes === 0) return undefined
  const list = Object.entries(routes)
    .sort(([a, many], [b, few]) => few - many || (a < b ? -1 : 1))
    .map(([route, count]) => `${route} × ${count}`)
  return `requests: ${reads} reads, ${writes} writes (${list.join(', ')})`
}
