import { fenceAfter } from './fence.ts'

/** Bytes of one body. */
export const largest = 1_000_000
/** Levels of quotes and lists. */
const deepest = 200
/** The square of the marks between two blank lines, summed: about a second of reading. */
const busiest = 20_000_000
/** Headings underlined with = or -: reading them costs their square too. */
const underlines = 1_500

const containers = new RegExp(`^(?:[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])){${deepest},}`, 'mu')
const indented = new RegExp(`^(?: {2}|\\t){${deepest},}(?:[-*+>]|\\d{1,9}[.)])[ \\t]`, 'mu')
const underline = /^ {0,3}(?:=+|-+)[ \t\r]*$/u

/** Why a body is not read at all, and its line. */
export interface Refusal {
  readonly rule: string
  readonly line: number
  readonly message: string
}

const marksIn = (text: string): number => text.match(/[*_~]+|[[\]`<]/gu)?.length ?? 0

/** The first line of the stretch of text that makes reading too slow; null where none does. */
function busy(markdown: string): Refusal | null {
  let open: string | null = null
  let [line, start, marks, cost, underlined] = [0, 1, 0, 0, 0]
  let before = ''
  for (const text of markdown.split('\n')) {
    line += 1
    open = fenceAfter(text, open)
    if (open !== null || text.trim() === '') {
      cost += marks * marks
      marks = 0
      start = line + 1
    } else {
      marks += marksIn(text)
      if (before !== '' && underline.test(text)) underlined += 1
    }
    before = text.trim()
    if (cost + marks * marks > busiest) {
      const message = `expected fewer marks (*, _, ~, [, ], \`, <) between two blank lines, got ${marks} by here: it would take minutes to read`
      return { rule: 'prose/too-busy', line: start, message }
    }
    if (underlined > underlines) {
      const message = `expected at most ${underlines} lines of = or - below text, got more: it would take minutes to read`
      return { rule: 'prose/too-busy', line, message }
    }
  }
  return null
}

/** What reading a text costs, in the unit of `busiest`. */
export function effort(markdown: string): number {
  let open: string | null = null
  let [marks, cost] = [0, 0]
  for (const text of markdown.split('\n')) {
    open = fenceAfter(text, open)
    marks = open !== null || text.trim() === '' ? 0 : marks + marksIn(text)
    // (n + m)² is n² and what m adds to it
    if (marks > 0) cost += marksIn(text) * (2 * marks - marksIn(text))
  }
  return cost
}

/** Why a body is not read at all; null for a body that is. */
export function refusal(markdown: string): Refusal | null {
  const bytes = markdown.length > largest / 4 ? Buffer.byteLength(markdown) : markdown.length
  if (bytes > largest) {
    const message = `expected a body of at most ${largest} bytes, got ${bytes}: split the article`
    return { rule: 'prose/too-large', line: 1, message }
  }
  const deep = containers.exec(markdown) ?? indented.exec(markdown)
  if (deep !== null) {
    const line = markdown.slice(0, deep.index).split('\n').length
    return { rule: 'prose/too-deep', line, message: `expected at most ${deepest} levels of nesting, got more` }
  }
  // below this nothing can be slow
  return markdown.length < 3_000 ? null : busy(markdown)
}
