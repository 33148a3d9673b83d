import type { ElementContent } from 'hast'
import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import type { Part } from '../model/index.ts'
import { carriedMarkdown } from './carried-markdown.ts'
import { directiveLines } from './directive-lines.ts'
import { partsOf, whole, type Wire } from './from-html.ts'
import { refusal } from './limits.ts'
import { elements, isSayable, parse } from './syntax.ts'

/** An element with boxes for quotes: Markdown has them, and Intercom takes them for paragraphs (INTERCOM.md §3). */
const unquoted = (node: ElementContent): ElementContent =>
  node.type === 'element'
    ? { ...node, tagName: node.tagName === 'blockquote' ? 'div' : node.tagName, children: node.children.map(unquoted) }
    : node

/** A tree in which blocks with a directive only Intercom knows are carried as the lines they were written in. */
function carrying(tree: Root, lines: readonly string[]): Root {
  const isOurs = (block: Root['children'][number]): boolean => {
    let ours = true
    visit(block, (node) => {
      if ((node.type === 'containerDirective' || node.type === 'leafDirective') && !isSayable(node)) ours = false
    })
    return ours
  }
  const children = tree.children.map((block) => {
    if (isOurs(block) || block.position === undefined) return block
    const { start, end } = block.position
    // a leaf may have its closing line below it
    const closed = block.type === 'leafDirective' && /^[ \t]*:{3,}[ \t]*$/u.test(lines[end.line] ?? '') ? 1 : 0
    return carriedMarkdown(lines.slice(start.line - 1, end.line + closed).join('\n'))
  })
  return { ...tree, children }
}

/**
 * A workspace's `body_markdown` in the canonical form: without heading ids, zero-width spaces and trailing blanks. Directives nobody knows are
 * kept as they are.
 */
export function fromBodyMarkdown(markdown: string, wire: Wire): Part[] {
  const plain = whole(markdown)
    .replace(/\u200B/gu, '')
    .replace(/[ \t]*\{#h_[\da-f]+\}[ \t]*$/gmu, '')
  const { text, tooDeep } = directiveLines(plain)
  // what cannot be read is kept whole
  if (plain === '') return []
  if (refusal(plain) !== null || tooDeep !== null) return [plain]
  try {
    return partsOf(elements(carrying(parse(text), plain.split(/\r?\n/u))).map(unquoted), wire)
  } catch (error) {
    if (error instanceof RangeError) return [plain]
    throw error
  }
}
