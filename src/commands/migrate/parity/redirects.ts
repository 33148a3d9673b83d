import type { Seen } from './seen.ts'

const cell = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Where each page was and where it is now, one a line: `from,to`. */
export function redirects(
  before: ReadonlyMap<string, Seen>,
  after: ReadonlyMap<string, Seen>,
  pairs: ReadonlyMap<string, string>,
): string {
  const rows = [...before].flatMap(([name, { kind, url }]) => {
    const there = after.get(`${kind}:${pairs.get(name) ?? ''}`)
    return url === null || there?.url == null ? [] : [`${cell(url)},${cell(there.url)}`]
  })
  return ['from,to', ...rows.sort(), ''].join('\n')
}
