import type { Element, ElementContent } from 'hast'
import { attribute, el, paragraph } from './tree.ts'
import type { Turn } from './turn.ts'

const grey = { background: '#e8e8e880', border: '#73737633' }

/** A callout keeps its two colours, in lower case and in this order; without colours it is grey. */
export function callout(node: Element, turn: Turn): ElementContent[] {
  const style = attribute(node, 'style') ?? ''
  const background = colour(style, 'background(?:-color)?') ?? grey.background
  const border = colour(style, 'border(?:-color)?') ?? grey.border
  const children = turn.blocks(node.children)
  return [
    el(
      'div',
      { className: ['intercom-interblocks-callout'], style: `background-color: ${background}; border-color: ${border};` },
      children.length > 0 ? children : [paragraph([])],
    ),
  ]
}

const colour = (style: string, property: string): string | undefined =>
  new RegExp(`(?:^|;|\\s)${property}\\s*:\\s*(#[0-9a-f]{3,8})\\b`, 'i').exec(style)?.[1]?.toLowerCase()
