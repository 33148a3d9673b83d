/** The word people most likely meant, out of those there are; undefined when none is close. Case, `_` and `-` count for nothing. */
export function near(word: string, words: Iterable<string>): string | undefined {
  const meant = bare(word)
  if (meant === '') return undefined
  let best: { readonly word: string; readonly far: number } | undefined
  for (const candidate of words) {
    const far = distance(meant, bare(candidate))
    if (far <= Math.max(1, Math.floor(meant.length / 3)) && (best === undefined || far < best.far))
      best = { word: candidate, far }
  }
  return best?.word
}

/** ` (did you mean "…"?)`, or nothing when no word is close. */
export function hint(word: string, words: Iterable<string>): string {
  const found = near(word, words)
  return found === undefined ? '' : ` (did you mean "${found}"?)`
}

const bare = (word: string): string => word.toLowerCase().replace(/[-_\s]/gu, '')

// letters added, dropped, changed, or two neighbours swapped (optimal string alignment)
function distance(a: string, b: string): number {
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const here = [row]
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1]
      const steps = [at(above, column) + 1, at(here, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1)]
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) steps.push(at(before, column - 2) + 1)
      here.push(Math.min(...steps))
    }
    before = above
    above = here
  }
  return at(above, b.length)
}

const at = (row: readonly number[], column: number): number => row[column] ?? Number.POSITIVE_INFINITY
