import type { Element, ElementContent } from 'hast'
import { alignment, el, is, paragraph } from './tree.ts'
import type { Turn } from './turn.ts'

/** A table loses its header and gains a container; a caption becomes a paragraph before it. */
export function table(node: Element, turn: Turn): ElementContent[] {
  const captions = node.children.filter((child) => is(child, 'caption')).flatMap((caption) => turn.blocks(caption.children))
  const rows = node.children
    .flatMap((child) => (is(child, 'thead', 'tbody', 'tfoot') ? child.children : [child]))
    .filter((row) => is(row, 'tr'))
  const body = rows.map((row) =>
    el('tr', {}, is(row) ? row.children.filter((each) => is(each, 'td', 'th')).map((each) => cell(each, turn)) : []),
  )
  const inner = el('table', { role: 'presentation' }, [el('tbody', {}, body)])
  return [...captions, el('div', { className: ['intercom-interblocks-table-container'] }, [inner])]
}

function cell(node: ElementContent, turn: Turn): Element {
  if (!is(node)) throw new Error('a cell is an element')
  const align = alignment(node)
  const children = turn.blocks(node.children.map((child) => child))
  const filled = children.length > 0 ? children : [paragraph([])]
  return el(
    'td',
    {},
    align.length === 0 ? filled : filled.map((child) => (is(child, 'p') ? paragraph(child.children, align) : child)),
  )
}
