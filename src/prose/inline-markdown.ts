import type { Run } from './block.ts'
import { inlineAttribute } from './address.ts'
import { starsMark, underscoresMark, type Edges } from './attention.ts'
import type { Pen, Where } from './construct.ts'
import { defines, escapeHeadingEnd, escapeLineStart, escapeMarkdown, type Around } from './escape-markdown.ts'
import { longestTicks } from './spelling.ts'
import { inlineTokens, type Span, type Token } from './inline-tokens.ts'

/** How inline content ends up beside a token, as Markdown sees it: its first or last character. */
function edge(token: Token<unknown> | undefined, side: 'first' | 'last', where: Where): string {
  if (token === undefined) return ' '
  if (token.is === 'break') return where === 'line' || where === 'item' ? ' ' : '<'
  if (token.is !== 'text' || token.marks.code) return '*'
  return side === 'first' ? token.text.charAt(0) : token.text.charAt(token.text.length - 1)
}

function spellLink<H>(span: Span<H>, pen: Pen<H>): readonly [string, string] {
  const target = span.target
  if (target === null) throw new Error('a link leads somewhere')
  const to = pen.destination(target.value)
  const address = pen.address(target.value)
  if (address === '') return ['', '']
  if (to === null) return [`<a href="${inlineAttribute(address)}"${pen.mark(target.value)}>`, '</a>']
  if (span.alone === target.href && target.value === target.href && /^[a-z][a-z\d+.-]+:[^\s<>]+$/iu.test(target.href))
    return ['<', '>']
  return ['[', `](${to})`]
}

function spellMark(span: Span<unknown>, edges: Edges): readonly [string, string] {
  if (span.layer === 'bold') return starsMark(edges) ? ['**', '**'] : ['<b>', '</b>']
  if (underscoresMark(edges)) return ['_', '_']
  const apart = !span.inBold && [edges.before, edges.first, edges.last, edges.after].every((sign) => sign !== '*')
  return apart && starsMark(edges) ? ['*', '*'] : ['<i>', '</i>']
}

function spell<H>(tokens: readonly Token<H>[], where: Where, pen: Pen<H>): void {
  const opened: number[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.is === 'open') opened.push(at)
    if (token.is !== 'close') continue
    const from = opened.pop()
    if (from === undefined) throw new Error('a mark ends that never began')
    const { span } = token
    span.spelled =
      span.layer === 'link'
        ? spellLink(span, pen)
        : spellMark(span, {
            before: edge(tokens[from - 1], 'last', where),
            first: edge(tokens[from + 1], 'first', where),
            last: edge(tokens[at - 1], 'last', where),
            after: edge(tokens[at + 1], 'first', where),
          })
  }
}

function code(text: string, inCell: boolean): string | null {
  // in a cell a backslash before a bar is none of the code's
  if (inCell && text.includes('|') && text.includes('\\')) return null
  const fence = '`'.repeat(longestTicks(text) + 1)
  const padded = /^`|`$/u.test(text) || (/^ .* $/su.test(text) && text.trim() !== '')
  const inner = padded ? ` ${text} ` : text
  return fence + (inCell ? inner.replace(/\|/gu, '\\|') : inner) + fence
}

/** Which marks of Markdown stand in a text often enough to pair. */
function pairsIn(runs: readonly Run<unknown>[], text: string): ReadonlySet<string> {
  const marked = runs.filter((run) => run.is !== 'break').map(({ marks }) => marks)
  const stars = marked.some(({ bold, italic }) => bold || italic)
  const ticks = marked.some((marks) => marks.code)
  const more = runs.some((run) => run.is === 'atom')
  const twice = (mark: string): boolean => more || text.indexOf(mark) !== text.lastIndexOf(mark)
  return new Set(['*', '_', '~', '`'].filter((mark) => twice(mark) || (mark === '`' ? ticks : mark !== '~' && stars)))
}

/** Inline content as Markdown; null where no Markdown says it. */
export function inlineMarkdown<H>(runs: readonly Run<H>[], where: Where, pen: Pen<H>): string | null {
  const tokens = inlineTokens(runs)
  spell(tokens, where, pen)
  const lines = where === 'line' || where === 'item'
  const inCell = where === 'cell'
  const text = runs.map((run) => (run.is === 'break' ? ' ' : run.is === 'text' && run.marks.code ? '' : run.text)).join('')
  const around = { inCell, pairs: pairsIn(runs, text), brackets: text.includes(']('), mail: text.includes('@') }
  let out = ''
  let lineStart = lines
  let open: Span<H> | null = null
  for (const [at, token] of tokens.entries()) {
    const next = tokens[at + 1]
    let piece: string | null
    switch (token.is) {
      case 'break':
        out += lines ? '\\\n' : '<br>'
        lineStart = lines
        continue
      case 'open':
        piece = token.span.spelled[0]
        if (token.span.layer === 'link') open = token.span
        break
      case 'close':
        piece = token.span.spelled[1]
        if (token.span === open) open = null
        break
      case 'atom':
        piece = token.marks.code
          ? null
          : pen.atom(token.pieces, { ...around, inLink: open?.spelled[0] === '[', beforeLink: false })
        break
      case 'text':
        piece = token.marks.code ? code(token.text, inCell) : words(token.text, at === 0 && where === 'item')
        break
    }
    if (piece === null) return null
    out += piece
    lineStart = false

    function words(said: string, task: boolean): string {
      if (open?.spelled[0] === '<') return said
      const [, box, rest] = task ? (/^([☐☑]) (?=\S)(.*)$/su.exec(said) ?? []) : []
      if (box !== undefined && rest !== undefined) return `[${box === '☑' ? 'x' : ' '}] ${escaped(rest)}`
      return lineStart ? escapeLineStart(escaped(said)) : escaped(said)
    }
    function escaped(said: string): string {
      const beforeLink = next?.is === 'open' && next.span.layer === 'link'
      const how: Around = { ...around, inLink: open?.spelled[0] === '[', beforeLink }
      const done = escapeMarkdown(said, how)
      return where === 'heading' && next === undefined ? escapeHeadingEnd(done) : done
    }
  }
  if (!lines || !defines(out)) return out
  return tokens[0]?.is === 'text' ? `\\${out}` : null
}
