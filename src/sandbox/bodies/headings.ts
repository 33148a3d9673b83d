import type { Element, ElementContent } from 'hast'
import { lines } from './lines.ts'
import type { Heading } from '../shapes.ts'
import { alignment, attribute, el, is, textOf } from './tree.ts'
import type { Turn } from './turn.ts'

const names = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'] as const

/** A heading stays a heading; an image in it stands after it. */
export function heading(node: Element, turn: Turn): ElementContent[] {
  const align = alignment(node)
  const sent = attribute(node, 'id')
  return lines(turn.inline(node.children), align, (children) =>
    el(
      node.tagName,
      { ...(sent === undefined ? {} : { id: sent }), ...(align.length === 0 ? {} : { className: [...align] }) },
      children,
    ),
  )
}

/** Lifts all headings so that the shallowest is h1; below h4 there is none. */
export function promote(nodes: readonly ElementContent[], on: boolean): void {
  const all = headingsIn(nodes)
  const levels = all.map((node) => (names as readonly string[]).indexOf(node.tagName) + 1)
  const lift = on ? Math.min(...levels) - 1 : 0
  all.forEach((node, at) => {
    node.tagName = `h${Math.min(4, (levels[at] ?? 1) - lift)}`
  })
}

/** Gives each heading its id: a sent one where those count, the earlier one of the same text, or a new one. */
export function identify(
  nodes: readonly ElementContent[],
  before: readonly Heading[],
  rules: { keep: boolean; sent: boolean; hex: (digits: number) => string },
): Heading[] {
  const free = new Map<string, string[]>()
  if (rules.keep) for (const { id, text } of before) free.set(text, [...(free.get(text) ?? []), id])
  const taken = new Set<string>()
  return headingsIn(nodes).map((node) => {
    const text = textOf(node)
    const sent = attribute(node, 'id')
    const usable = rules.sent && sent !== undefined && /^h_[0-9a-f]{10}$/.test(sent) && !taken.has(sent) ? sent : undefined
    const id = usable ?? free.get(text)?.shift() ?? `h_${rules.hex(10)}`
    taken.add(id)
    node.properties['id'] = id
    return { id, text }
  })
}

function headingsIn(nodes: readonly ElementContent[]): Element[] {
  return nodes.flatMap((node) => (is(node, ...names) ? [node] : is(node) ? headingsIn(node.children) : []))
}
