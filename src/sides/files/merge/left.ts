import { fenceAfter } from '../../../prose/fence.ts'
import { wrong, type Said } from '../making.ts'

// a tool that indents what it is given moves them a little; further in they are code
const begins = /^ {0,3}<{7}(?: |$)/u
const before = /^ {0,3}\|{7}(?: |$)/u
const between = /^ {0,3}={7}$/u
const ends = /^ {0,3}>{7}(?: |$)/u

/** Conflict markers nobody decided yet. */
export interface Left {
  /** the line of the first, from 1 */
  readonly line: number
  readonly marker: string
  /** the text as the file's side has it, to know what the file is about */
  readonly mine: string
}

/**
 * The conflict markers in a text, as git and `pull --merge` write them; null where there are none. In code they are content, a line of `=` below
 * a text is a heading, and seven quotes in each other are quotes, as long as none of the other markers stands before.
 */
export function left(text: string): Left | null {
  if (!/^ {0,3}(?:<{7}|\|{7}|>{7})/mu.test(text)) return null
  const mine: string[] = []
  let first: Omit<Left, 'mine'> | null = null
  let fence: string | null = null
  let side: 'none' | 'file' | 'other' = 'none'
  let cut = false
  for (const [n, line] of text.split('\n').entries()) {
    const code: boolean = fence !== null && side === 'none'
    const marker: Marker | null = code ? null : markerIn(line, side, cut)
    if (marker === null) {
      cut ||= !code && between.test(line)
      if (side !== 'other') mine.push(line)
      if (side !== 'other') fence = fenceAfter(line, fence)
      continue
    }
    first ??= { line: n + 1, marker: line }
    side = marker === 'begins' ? 'file' : marker === 'ends' ? 'none' : 'other'
  }
  return first === null ? null : { ...first, mine: mine.join('\n') }
}

/** What is said of conflict markers nobody decided yet. */
export const undecided = ({ line, marker }: Left): Said =>
  wrong(
    'files/conflict',
    line,
    `expected one text, got two that were not merged ("${marker.trim()}"); keep what is right and take the lines of the markers out`,
  )

type Marker = 'begins' | 'other' | 'ends'

function markerIn(line: string, side: 'none' | 'file' | 'other', cut: boolean): Marker | null {
  if (begins.test(line)) return 'begins'
  if (side === 'file' && (before.test(line) || between.test(line))) return 'other'
  if (side === 'other' && between.test(line)) return 'other'
  if (ends.test(line) && (side !== 'none' || cut || / intercom\b/u.test(line))) return 'ends'
  return /^ {0,3}\|{7} before$/u.test(line) ? 'other' : null
}
