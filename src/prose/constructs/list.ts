import type { Element, ElementContent } from 'hast'
import type { Block } from '../block.ts'
import type { At, Construct, Reader } from '../construct.ts'
import { attribute } from '../element.ts'

const isItem = (node: ElementContent): node is Element => node.type === 'element' && node.tagName === 'li'

const read = <H>(element: Element, at: At<H>, reader: Reader<H>): Block<H>[] => {
  const start = attribute(element, 'start')
  if (start !== null && start !== '1')
    reader.lost('prose/list-start', element, 'a list that does not begin at 1: it does in Intercom')
  const items: Block<H>[][] = []
  for (const child of element.children) {
    const inside: At<H> = { ...at, inside: at.inside === 'cell' ? 'cell' : 'item' }
    if (isItem(child)) {
      const content = reader.blocks(child.children, inside)
      if (content.length > 0) items.push(content)
      else reader.lost('prose/empty-item', child, 'an empty list item')
      continue
    }
    // a list directly in a list, or text beside the items: part of the item before it
    const stray = reader.blocks([child], inside)
    if (stray.length > 0) items.at(-1)?.push(...stray) ?? items.push(stray)
  }
  if (items.length > 0) return [{ is: 'list', ordered: element.tagName === 'ol', items }]
  reader.error(
    'prose/empty-list',
    element,
    'expected a list with at least one item that says something, got an empty one: Intercom refuses it',
  )
  return []
}

export const list = {
  is: 'list',
  says: 'a list',
  tags: { ul: read, ol: read, menu: read, dir: read },
  html: (block, out) => {
    const tag = block.ordered ? 'ol' : 'ul'
    out.put(`<${tag}>`)
    for (const item of block.items) {
      out.put('<li>')
      out.blocks(item)
      out.put('</li>')
    }
    out.put(`</${tag}>`)
  },
  markdown: (block, write) => [
    {
      type: 'list',
      ordered: block.ordered,
      spread: false,
      children: block.items.map((item) => ({ type: 'listItem' as const, spread: false, children: write.blocks(item) })),
    },
  ],
} as const satisfies Construct<'list'>
