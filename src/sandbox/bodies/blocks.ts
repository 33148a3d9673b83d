import type { Element, ElementContent } from 'hast'
import { callout } from './callouts.ts'
import { code } from './code.ts'
import { collapsible } from './collapsibles.ts'
import { isForeign, still } from './foreign.ts'
import { heading } from './headings.ts'
import { list } from './lists.ts'
import { paragraphs } from './lines.ts'
import { table } from './tables.ts'
import { alignment, classes, el, is, paragraph } from './tree.ts'
import type { Turn } from './turn.ts'
import { video } from './videos.ts'

type Construct = (node: Element, turn: Turn) => ElementContent[]

const line: Construct = (node, turn) => {
  const found = paragraphs(turn.inline(node.children), alignment(node))
  return found.length > 0 ? found : [paragraph([], alignment(node))]
}
const unwrapped: Construct = (node, turn) => turn.blocks(node.children)
const dropped: Construct = () => []

const division: Construct = (node, turn) => {
  if (classes(node).includes('intercom-interblocks-callout')) return callout(node, turn)
  const align = alignment(node)
  return turn.blocks(
    node.children.map((child) => (align.length > 0 && isBlock(child) ? aligned(child, align) : child)),
    align,
  )
}

const aligned = (node: Element, align: readonly string[]): Element =>
  alignment(node).length > 0 ? node : { ...node, properties: { ...node.properties, className: [...classes(node), ...align] } }

/** Which construct rewrites which block element; an element that is in neither list stands in a line. */
const constructs: Readonly<Record<string, Construct>> = {
  p: line,
  h1: heading,
  h2: heading,
  h3: heading,
  h4: heading,
  h5: heading,
  h6: heading,
  ul: list,
  ol: list,
  table,
  pre: code,
  details: collapsible,
  iframe: video,
  hr: () => [el('hr', {}, [])],
  div: division,
  script: dropped,
  style: dropped,
  template: dropped,
}
const boxes =
  'address article aside blockquote body center dd dl dt fieldset figcaption figure footer form header html li main menu nav section summary tbody td tfoot th thead tr caption colgroup'
for (const name of boxes.split(' ')) Object.assign(constructs, { [name]: unwrapped })

const inLine = new Set('u s del strike sub sup mark ins small big q font abbr time cite kbd samp var'.split(' '))

const isBlock = (node: ElementContent): node is Element => is(node) && node.tagName in constructs

/** Rewrites siblings into blocks: lines become paragraphs, and whitespace between two blocks an empty one. */
export function blocks(nodes: readonly ElementContent[], turn: Turn, align: readonly string[] = []): ElementContent[] {
  const out: ElementContent[] = []
  let open: ElementContent[] = []
  let afterBlock = false
  const flush = (beforeBlock: boolean): void => {
    const blank = open.every((node) => node.type !== 'element' && (node.type !== 'text' || /^[ \t\r\n\f]*$/.test(node.value)))
    if (!blank) out.push(...paragraphs(turn.inline(open), align))
    else if (turn.gaps && afterBlock && beforeBlock && open.some((node) => node.type === 'text')) out.push(paragraph([]))
    open = []
  }
  for (const node of nodes) {
    const apart = turn.foreign && is(node) && isForeign(node) && !inLine.has(node.tagName)
    if (!apart && !isBlock(node)) {
      open.push(node)
      continue
    }
    flush(true)
    if (apart) out.push(still(node))
    else if (isBlock(node)) out.push(...(constructs[node.tagName]?.(node, turn) ?? []))
    afterBlock = true
  }
  flush(false)
  return out
}
