import type { Element, ElementContent } from 'hast'
import { classes, el, is, paragraph } from './tree.ts'
import type { Turn } from './turn.ts'

/** A collapsible section is its summary and one div with everything else. */
export function collapsible(node: Element, turn: Turn): ElementContent[] {
  const summary = node.children.find((child) => is(child, 'summary'))
  const rest = node.children
    .filter((child) => child !== summary)
    .flatMap((child) => (is(child, 'div') && classes(child).includes('collapsible-section-content') ? child.children : [child]))
  const content = turn.blocks(rest)
  return [
    el('details', {}, [
      el('summary', {}, is(summary) ? textual(turn.inline(summary.children)) : []),
      el('div', { className: ['collapsible-section-content'] }, content.length > 0 ? content : [paragraph([])]),
    ]),
  ]
}

const textual = (nodes: readonly ElementContent[]): ElementContent[] => nodes.filter((node) => !is(node, 'img', 'br'))
