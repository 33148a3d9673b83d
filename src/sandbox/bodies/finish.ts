import type { ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { printMarkdown } from '../markdown/print.ts'
import type { Heading, Written } from '../shapes.ts'
import { helpCenter, type Workspace } from '../workspace.ts'
import { blocks } from './blocks.ts'
import { identify, promote } from './headings.ts'
import { inline } from './inline.ts'
import type { Prepared, Turn } from './turn.ts'

/** Rewrites a prepared body as the service stores it; `before` are the headings of the body it replaces. */
export function finish(prepared: Prepared, before: readonly Heading[], workspace: Workspace): Written {
  const { nodes, headings } = rewritten(prepared, before, workspace)
  const html = toHtml({ type: 'root', children: nodes }).replace(/\u00a0/g, '&nbsp;')
  return { html, markdown: printMarkdown(nodes), headings }
}

/** The blocks a prepared body becomes, with the ids of their headings. */
export function rewritten(
  prepared: Prepared,
  before: readonly Heading[],
  workspace: Workspace,
): { nodes: ElementContent[]; headings: Heading[] } {
  const { switches } = workspace
  const home = `https://intercom.help/${helpCenter(workspace).identifier}`
  const turn: Turn = {
    blocks: (children, align) => blocks(children, turn, align),
    inline: (children) => inline(children, turn),
    image: (src) => {
      const path = prepared.images.get(src)
      if (path === undefined) throw new Error(`image was not taken over: ${src}`)
      return path
    },
    ours: (href) => href === home || href.startsWith(`${home}/`),
    gaps: prepared.gaps,
    foreign: switches.foreignElements === 'kept',
  }
  const nodes = turn.blocks(prepared.tree.children.filter((node): node is ElementContent => node.type !== 'doctype'))
  promote(nodes, switches.headingPromotion)
  const rules = { keep: switches.headingIds === 'kept', sent: switches.sentHeadingIds === 'kept', hex: workspace.hex }
  return { nodes, headings: identify(nodes, before, rules) }
}
