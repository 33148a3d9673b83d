import { inline } from './inline.ts'
import { wordsOf } from './seen.ts'
import type { Line, Source } from './source.ts'
import { headed, met, settle } from './source.ts'

// a line that begins with one of these is HTML up to the next empty line
const blocks = new Set(
  (
    'address article aside blockquote caption center col colgroup dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 ' +
    'h5 h6 header hr iframe legend li main nav ol p section summary table tbody td tfoot th thead tr track ul'
  ).split(' '),
)
/** Reads a file. `notes` are read last, in the order they are referred to. */
export function readMarkdown(file: string): Source {
  const text = file.replace(/^\uFEFF/u, '').replace(/\r\n?/gu, '\n')
  const front = /^---\n([^]*?)\n---[ \t]*(?:\n|$)/u.exec(text)
  const first = front === null ? 1 : front[0].split('\n').length
  const title = /^title:[ \t]*(.*?)[ \t]*$/mu.exec(front?.[1] ?? '')?.[1] ?? null
  const { body, notes } = takeNotes(text.slice(front?.[0].length ?? 0).split('\n'), first)
  const seen: Source = { title: unquoted(title), words: [], links: [], images: [], anchors: new Map(), waiting: [] }
  const marks: string[] = []
  scan(body, seen, marks)
  for (const mark of marks) scan(notes.get(mark) ?? [], seen, marks)
  settle(seen)
  return seen
}

const unquoted = (title: string | null): string | null => {
  const [, quoted, single] = /^(?:"(.*)"|'(.*)')$/u.exec(title ?? '') ?? []
  return (quoted?.replace(/\\(["\\])/gu, '$1') ?? single?.replace(/''/gu, "'") ?? title)?.trim() ?? null
}

// a note begins with its mark and goes on while lines are indented
function takeNotes(lines: readonly string[], first: number): { body: Line[]; notes: Map<string, Line[]> } {
  const body: Line[] = []
  const notes = new Map<string, Line[]>()
  let open: Line[] | null = null
  for (const [at, text] of lines.entries()) {
    const line = first + at
    const [, mark, rest] = /^\[\^([^\]]+)\]:[ \t]*(.*)$/u.exec(text) ?? []
    if (mark !== undefined && rest !== undefined) {
      open = [{ text: rest, line }]
      notes.set(mark, open)
    } else if (open !== null && text.startsWith('    ')) open.push({ text: text.trimStart(), line })
    else {
      if (text.trim() !== '') open = null
      body.push({ text, line })
    }
  }
  return { body, notes }
}

function scan(lines: readonly Line[], seen: Source, marks: string[]): void {
  let fence: string | null = null
  let flow: Line[] = []
  let html = false
  const flush = (): void => {
    inline(flow, seen, marks, html)
    flow = []
    html = false
  }
  for (const one of lines) {
    const { text, line } = one
    const [, bars] = /^(?:[ \t]|>|[-*+] |\d+[.)] )*(`{3,}|~{3,})[^`]*$/u.exec(text) ?? []
    if (fence !== null) {
      if (bars?.startsWith(fence) === true) fence = null
      else seen.words.push(...met(wordsOf(text.replace(/^[ \t]*(?:>[ \t]?)+/u, '')), line))
      continue
    }
    if (bars !== undefined) {
      flush()
      fence = bars
      continue
    }
    if (heading.test(text) || (html && text.trim() === '')) flush()
    const begins = /^ {0,3}<\/?([a-z][a-z\d]*)(?=[\s/>])/iu.exec(text)?.[1]?.toLowerCase()
    if (!html && begins !== undefined && blocks.has(begins)) {
      flush()
      html = true
    }
    if (html) {
      flow.push(one)
      continue
    }
    flow.push({ text: bare(text, seen), line })
  }
  flush()
}

const heading = /^[ \t>]*#{1,6}[ \t]+(.*?)[ \t]*#*$/u

// signs that begin a line and are no text: quotes, list numbers, boxes to tick, the mark of a callout, the name of a heading
function bare(text: string, seen: Source): string {
  const start = text
    .replace(/^(?:[ \t]|>|[-*+][ \t]|\d{1,9}[.)](?=[ \t]|$))*/u, (signs) => signs.replace(/\d+[.)]/gu, ''))
    .replace(/^([ \t>]*[-*+][ \t]+)\[[ xX]\](?=[ \t])/u, '$1')
    .replace(/^([ \t>]*)\[!\w+\][ \t]*$/u, '$1')
  const [, title] = heading.exec(start) ?? []
  if (title === undefined) return start
  const [, words = title, name] = /^(.*?)[ \t]*\{[ \t]*#([^\s{}]+)[ \t]*\}$/u.exec(title) ?? []
  headed(words.replace(/!?\[([^\]]*)\]\([^)]*\)/gu, '$1'), name === undefined ? [] : [name], seen)
  return words
}
