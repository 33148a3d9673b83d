/** Letters an issue, a pull request or a comment takes (GitHub, 2026-11). */
export const room = 65_536

/** Pieces that did not fit before the rest is not tried any more. */
const patience = 5

/**
 * A document that fits: head and foot whole, of `rows` and of `details` as many as there is room for, the rows first, and said how many are not shown. Details
 * are made as long as there is room.
 */
export function fitted(
  head: readonly string[],
  rows: readonly string[],
  details: readonly (() => string)[],
  foot: readonly string[],
  says: (hidden: number) => string,
): string {
  const length = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + 1, 0)
  let left = room - length([...head, ...foot, '', '', says(rows.length + details.length)])
  const taken = (pieces: readonly (() => string)[]): readonly string[] => {
    const shown: string[] = []
    let missed = 0
    for (const piece of pieces) {
      if (missed >= patience) break
      const text = piece()
      if (text.length + 1 > left) missed += 1
      else {
        left -= text.length + 1
        shown.push(text)
      }
    }
    return shown
  }
  const shownRows = taken(rows.map((row) => () => row))
  const shownDetails = taken(details)
  const hidden = Math.max(rows.length - shownRows.length, details.length - shownDetails.length)
  return [
    ...head,
    ...shownRows,
    ...(shownRows.length > 0 ? [''] : []),
    ...shownDetails,
    ...(hidden > 0 ? [says(hidden)] : []),
    ...foot,
    '',
  ].join('\n')
}
