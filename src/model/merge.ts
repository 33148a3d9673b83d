import { diffArrays } from 'diff'

/** A piece of a merged text: settled lines, or what both sides made of the same lines. */
export type Piece =
  | { readonly lines: readonly string[] }
  | { readonly ours: readonly string[]; readonly base: readonly string[]; readonly theirs: readonly string[] }

/** Above so many changed lines texts have too little in common for a walk through both to be worth its time. */
const mostEdits = 2000

/** For each line of `base` its place in `other`, -1 where it is not there any more. */
function places(base: readonly string[], other: readonly string[]): readonly number[] {
  const found = base.map(() => -1)
  const changes = diffArrays([...base], [...other], { maxEditLength: mostEdits })
  let [from, to] = [0, 0]
  // texts without anything in common: nothing is in its place
  for (const { added, removed, count } of changes ?? []) {
    if (added) to += count
    else if (removed) from += count
    else for (let n = 0; n < count; n += 1) found[from++] = to++
  }
  return found
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((line, n) => line === b[n])

function decided(ours: readonly string[], base: readonly string[], theirs: readonly string[]): Piece {
  if (same(ours, theirs) || same(theirs, base)) return { lines: ours }
  return same(ours, base) ? { lines: theirs } : { ours, base, theirs }
}

/** Three-way merge of texts by lines: what one side changed is taken, what both changed to different lines stands side by side. */
export function merge(ours: readonly string[], base: readonly string[], theirs: readonly string[]): Piece[] {
  const [inOurs, inTheirs] = [places(base, ours), places(base, theirs)]
  const pieces: Piece[] = []
  let settled: string[] | null = null
  const put = (piece: Piece): void => {
    if (!('lines' in piece)) {
      pieces.push(piece)
      settled = null
    } else if (settled !== null) for (const line of piece.lines) settled.push(line)
    else if (piece.lines.length > 0) {
      settled = [...piece.lines]
      pieces.push({ lines: settled })
    }
  }
  let [o, b, t] = [0, 0, 0]
  for (let n = 0; n <= base.length; n += 1) {
    const end = n === base.length
    const [toOurs, toTheirs] = end ? [ours.length, theirs.length] : [inOurs[n] ?? -1, inTheirs[n] ?? -1]
    if (toOurs < 0 || toTheirs < 0) continue
    // up to a line all three have
    put(decided(ours.slice(o, toOurs), base.slice(b, n), theirs.slice(t, toTheirs)))
    if (!end) put({ lines: [base[n] as string] })
    ;[o, b, t] = [toOurs + 1, n + 1, toTheirs + 1]
  }
  return pieces
}

/** Whether something of a merge is not settled. */
export const fought = (pieces: readonly Piece[]): boolean => pieces.some((piece) => !('lines' in piece))

/** A merge as text lines; what is not settled stands between markers, as `git merge` with diff3 style writes it. */
export const marked = (pieces: readonly Piece[], ours: string, base: string, theirs: string): string[] =>
  pieces.flatMap((piece) =>
    'lines' in piece
      ? piece.lines
      : [`<<<<<<< ${ours}`, ...piece.ours, `||||||| ${base}`, ...piece.base, '=======', ...piece.theirs, `>>>>>>> ${theirs}`],
  )
