import type { Moved } from './moved.ts'

const cell = (text: string): string => (/[",\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Where each page was and where it is now, a line an old address: `from,to,locale`. */
export function csv(pages: readonly Moved[]): string {
  const rows = pages.flatMap(({ from, to, locale }) => from.map((old) => [old, to, locale].map(cell).join(',')))
  return ['from,to,locale', ...[...new Set(rows)].sort(), ''].join('\n')
}
