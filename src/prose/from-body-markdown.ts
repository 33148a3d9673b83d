import type { ElementContent } from 'hast'
import type { Part } from '../model/index.ts'
import { partsOf, whole, type Wire } from './from-html.ts'
import { directiveLines } from './directive-lines.ts'
import { refusal } from './limits.ts'
import { elements, parse } from './syntax.ts'

/** An element with boxes for quotes: Markdown has them, and Intercom takes them for paragraphs (INTERCOM.md §3). */
const unquoted = (node: ElementContent): ElementContent =>
  node.type === 'element'
    ? { ...node, tagName: node.tagName === 'blockquote' ? 'div' : node.tagName, children: node.children.map(unquoted) }
    : node

/** A workspace's `body_markdown` in the canonical form: without heading ids, zero-width spaces and trailing blanks. */
export function fromBodyMarkdown(markdown: string, wire: Wire): Part[] {
  const plain = whole(markdown)
    .replace(/\u200B/gu, '')
    .replace(/[ \t]*\{#h_[\da-f]+\}[ \t]*$/gmu, '')
  const { text, tooDeep } = directiveLines(plain)
  // what cannot be read is kept whole
  if (plain === '') return []
  if (refusal(plain) !== null || tooDeep !== null) return [plain]
  try {
    return partsOf(elements(parse(text)).map(unquoted), wire)
  } catch (error) {
    if (error instanceof RangeError) return [plain]
    throw error
  }
}
