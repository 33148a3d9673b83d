import { directiveLines } from './directive-lines.ts'
import { fromMarkdown, type Draft, type LinkDraft } from './from-markdown.ts'
import { parse } from './syntax.ts'

/**
 * A block of a Markdown text: its lines with the empty ones behind it, and the form in which two spellings of the same block are one. The
 * form is made when it is asked for: most blocks are told apart, or told the same, by their text.
 */
export interface Block {
  readonly text: string
  readonly form: string
}

/** The blocks of a Markdown text, in order; together they are the text again. Line ends must be `\n`. */
export function blocks(markdown: string): Block[] {
  const lines = markdown.split('\n')
  const starts = parse(directiveLines(markdown).text).children.map((node) => (node.position?.start.line ?? 1) - 1)
  const cuts = [...new Set([0, ...starts.slice(1)])].sort((a, b) => a - b)
  return cuts.map((from, n) => {
    const to = cuts[n + 1]
    const text = lines.slice(from, to).join('\n') + (to === undefined ? '' : '\n')
    let form: string | undefined
    return {
      text,
      get form() {
        return (form ??= formOf(text))
      },
    }
  })
}

/** The form in which two spellings of the same Markdown are one text. */
export function formOf(markdown: string): string {
  const { parts } = fromMarkdown(markdown, { as: 'html', takeTitle: false, firstLine: 1 })
  // where a link or an image stands in the file does not matter, nor by which address it reaches what it names
  return JSON.stringify(
    parts.map((part) => (isNamed(part) ? { ...part, href: part.href.replace(/^[^#]*/u, '') } : part)),
    (key, value: unknown) => (key === 'line' ? undefined : value),
  )
}

const isNamed = (part: Draft): part is LinkDraft => typeof part === 'object' && 'names' in part
