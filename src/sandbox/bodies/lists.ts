import type { Element, ElementContent } from 'hast'
import { attribute, el, is, visible } from './tree.ts'
import type { Turn } from './turn.ts'

/** A list keeps its non-empty items, each with paragraphs inside; what stands between items joins the item before. */
export function list(node: Element, turn: Turn): ElementContent[] {
  const items: ElementContent[][] = []
  for (const child of node.children) {
    if (is(child, 'li')) items.push([...child.children])
    else if (visible([child])) {
      const last = items.at(-1)
      if (last === undefined) items.push([child])
      else last.push(child)
    }
  }
  const start = attribute(node, 'start')
  const kept = items.filter((item) => visible(item)).map((item) => el('li', {}, turn.blocks(item)))
  return [el(node.tagName, node.tagName === 'ol' && start !== undefined && start !== '1' ? { start } : {}, kept)]
}
