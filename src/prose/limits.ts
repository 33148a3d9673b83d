/** Bytes of one body. */
export const largest = 1_000_000
const deepest = 200
const busiest = 2_000

const containers = new RegExp(`^(?:[ \\t]*(?:>|[-*+][ \\t]|\\d{1,9}[.)][ \\t])){${deepest},}`, 'mu')
const fence = /^[ \t>]*(`{3,}|~{3,})/u

/** The first line of a stretch of text with so many marks that reading it would take minutes; null where there is none. */
function busy(markdown: string): number | null {
  // the cost grows with the square of the marks between two blank lines
  if (markdown.length < busiest) return null
  let open: string | null = null
  let marks = 0
  let start = 1
  let line = 0
  for (const text of markdown.split('\n')) {
    line += 1
    const bars = fence.exec(text)?.[1]
    if (bars !== undefined && (open === null || bars.startsWith(open))) open = open === null ? bars : null
    if (open !== null || text.trim() === '') {
      marks = 0
      start = line + 1
      continue
    }
    marks += text.match(/[*_~]+|[[\]`<]/gu)?.length ?? 0
    if (marks > busiest) return start
  }
  return null
}

/** Why a body is not read at all, and its line; null for a body that is. */
export function refusal(markdown: string): { readonly rule: string; readonly line: number; readonly message: string } | null {
  const bytes = markdown.length > largest / 4 ? Buffer.byteLength(markdown) : markdown.length
  if (bytes > largest) {
    const message = `expected a body of at most ${largest} bytes, got ${bytes}: split the article`
    return { rule: 'prose/too-large', line: 1, message }
  }
  const deep = containers.exec(markdown)
  if (deep !== null) {
    const line = markdown.slice(0, deep.index).split('\n').length
    return { rule: 'prose/too-deep', line, message: `expected at most ${deepest} levels of nesting, got more` }
  }
  const line = busy(markdown)
  if (line === null) return null
  const message = `expected at most ${busiest} marks (*, _, ~, [, ], \`, <) between two blank lines, got more: it would take minutes to read`
  return { rule: 'prose/too-busy', line, message }
}
