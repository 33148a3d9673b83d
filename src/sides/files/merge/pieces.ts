import { ends, hunks, type Hunk } from './hunks.ts'

/** What both sides made of the same place. */
export interface Clash<T> {
  readonly file: readonly T[]
  readonly before: readonly T[]
  readonly intercom: readonly T[]
}

/** A piece of a merged sequence: settled, or a clash. */
export type Piece<T> = { readonly settled: readonly T[] } | Clash<T>

/** Whether a piece is not settled. */
export const isClash = <T>(piece: Piece<T>): piece is Clash<T> => 'before' in piece

export interface How<T> {
  readonly same: (a: T, b: T) => boolean
  /** changes side by side, nothing between them that both left alone, are a clash, too */
  readonly apart: boolean
}

/** A stretch of the sequence both came from, with what each side did to it. */
interface Stretch {
  from: number
  to: number
  readonly file: Hunk[]
  readonly intercom: Hunk[]
}

/**
 * Three-way merge of sequences: what one side changed is taken, what both changed alike is taken once and spelled as in the file, what both
 * changed differently is a clash. Where both put something into the same place nobody knows the order: a clash.
 */
export function pieces<T>(file: readonly T[], before: readonly T[], intercom: readonly T[], how: How<T>): Piece<T>[] {
  const found: Piece<T>[] = []
  let [at, inFile, inIntercom] = [0, 0, 0]
  const upTo = (from: number): void => {
    if (from > at) found.push({ settled: file.slice(inFile, inFile + from - at) })
    ;[at, inFile, inIntercom] = [from, inFile + from - at, inIntercom + from - at]
  }
  for (const stretch of stretches(hunks(before, file, how.same), hunks(before, intercom, how.same), how.apart)) {
    upTo(stretch.from)
    const sizes = [grown(stretch, stretch.file), grown(stretch, stretch.intercom)] as const
    const [ours, theirs] = [file.slice(inFile, inFile + sizes[0]), intercom.slice(inIntercom, inIntercom + sizes[1])]
    if (stretch.intercom.length === 0) found.push({ settled: ours })
    else if (stretch.file.length === 0) found.push({ settled: theirs })
    else found.push(...fought(ours, before.slice(stretch.from, stretch.to), theirs, how))
    ;[at, inFile, inIntercom] = [stretch.to, inFile + sizes[0], inIntercom + sizes[1]]
  }
  upTo(before.length)
  return found.filter((piece) => isClash(piece) || piece.settled.length > 0)
}

const grown = ({ from, to }: Stretch, hunks: readonly Hunk[]): number =>
  to - from + hunks.reduce((sum, hunk) => sum + (hunk.until - hunk.at) - (hunk.to - hunk.from), 0)

function stretches(file: readonly Hunk[], intercom: readonly Hunk[], apart: boolean): Stretch[] {
  const all = [
    ...file.map((hunk) => ({ hunk, by: 'file' as const })),
    ...intercom.map((hunk) => ({ hunk, by: 'intercom' as const })),
  ].sort((a, b) => a.hunk.from - b.hunk.from || a.hunk.to - b.hunk.to)
  const found: Stretch[] = []
  for (const { hunk, by } of all) {
    const last = found.at(-1)
    if (last !== undefined && meets(last, hunk, by, apart)) {
      last.to = Math.max(last.to, hunk.to)
      last[by].push(hunk)
    } else found.push({ from: hunk.from, to: hunk.to, file: [], intercom: [], [by]: [hunk] })
  }
  return found
}

function meets(last: Stretch, hunk: Hunk, by: 'file' | 'intercom', apart: boolean): boolean {
  if (hunk.from < last.to) return true
  const others = last[by === 'file' ? 'intercom' : 'file']
  if (hunk.from > last.to || others.length === 0) return false
  // they touch; what stands where is sure unless one puts something new to where the other does
  return apart || (others.some(adds) && adds(hunk) && (last.from === last.to || hunk.from === hunk.to))
}

const adds = ({ from, to, at, until }: Hunk): boolean => until - at > to - from

/** What both changed: the same, or a clash of what is left of it without the same at both ends. */
function fought<T>(file: readonly T[], before: readonly T[], intercom: readonly T[], { same }: How<T>): Piece<T>[] {
  const [head, tail] = ends(file, intercom, same)
  if (head === file.length && head === intercom.length) return [{ settled: file }]
  return [
    { settled: file.slice(0, head) },
    { file: file.slice(head, file.length - tail), before, intercom: intercom.slice(head, intercom.length - tail) },
    { settled: file.slice(file.length - tail) },
  ]
}
