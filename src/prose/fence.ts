const mark = /^(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(`{3,}|~{3,})([^]*)$/u

/** The fence of the code block a line stands in, after that line: `open` is the one before it; null outside of code. */
export function fenceAfter(line: string, open: string | null): string | null {
  const [, bars, rest = ''] = mark.exec(line) ?? []
  if (bars === undefined) return open
  if (open !== null) return bars.startsWith(open) && rest.trim() === '' ? null : open
  return bars.startsWith('`') && rest.includes('`') ? null : bars
}
