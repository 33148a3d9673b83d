import { diffArrays } from 'diff'

/** Where a sequence differs from the one it came from: what stood there at `from` up to `to`, and what stands there now. */
export interface Hunk {
  readonly from: number
  readonly to: number
  readonly at: number
  readonly until: number
}

/** Above so many changes two sequences have too little in common for a walk through both to be worth its time. */
const mostEdits = 500

/** Where `other` differs from `base`, in order. As many elements in the place of as many are taken one by one. */
export function hunks<T>(base: readonly T[], other: readonly T[], same: (a: T, b: T) => boolean): Hunk[] {
  const [head, tail] = ends(base, other, same)
  const inner = [base.slice(head, base.length - tail), other.slice(head, other.length - tail)] as const
  const changes = diffArrays([...inner[0]], [...inner[1]], { comparator: same, maxEditLength: mostEdits })
  if (changes === undefined) return [{ from: head, to: base.length - tail, at: head, until: other.length - tail }]
  const found: Hunk[] = []
  let [from, at] = [head, head]
  let [to, until] = [head, head]
  const close = (): void => {
    if (to > from || until > at) found.push(...one({ from, to, at, until }))
  }
  for (const { added, removed, count } of changes) {
    if (added) until += count
    else if (removed) to += count
    else {
      close()
      ;[from, at] = [to + count, until + count]
      ;[to, until] = [from, at]
    }
  }
  close()
  return found
}

/** How many elements are the same at the beginning, and after these at the end. */
export function ends<T>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean): [head: number, tail: number] {
  const most = Math.min(a.length, b.length)
  let head = 0
  while (head < most && same(a[head] as T, b[head] as T)) head += 1
  let tail = 0
  while (tail < most - head && same(a[a.length - 1 - tail] as T, b[b.length - 1 - tail] as T)) tail += 1
  return [head, tail]
}

const one = (hunk: Hunk): Hunk[] =>
  hunk.to - hunk.from === hunk.until - hunk.at
    ? Array.from({ length: hunk.to - hunk.from }, (_, n) => ({
        from: hunk.from + n,
        to: hunk.from + n + 1,
        at: hunk.at + n,
        until: hunk.at + n + 1,
      }))
    : [hunk]
