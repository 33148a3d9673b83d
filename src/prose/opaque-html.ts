import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { classes } from './element.ts'

/** Where a value leads to: text, or what stands for it in the result. */
export interface Wiring<H> {
  href(href: string, element: Element): string | H
  src(src: string, element: Element): string | H
}

const unseen = new Set(['iframe', 'noembed', 'noframes'])

const undressed = (element: Element): Element['properties'] => {
  const kept = Object.entries(element.properties).filter(
    ([name]) => /^[\w:.-]+$/u.test(name) && !['id', 'target', 'rel', 'className', 'href', 'src', 'dataIntercom'].includes(name),
  )
  const named = classes(element).filter((name) => name !== 'no-margin' && name !== 'intercom-content-link')
  return Object.fromEntries(
    [...kept, ...(named.length > 0 ? [['className', named] as const] : [])].sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}

/** An element nobody knows as HTML in one spelling, cut at what differs from workspace to workspace. */
export function opaqueHtml<H>(element: Element, wiring: Wiring<H>): (string | H)[] {
  const holes: H[] = []
  // U+E000 is private: `clean` leaves it in text, so it is doubled there and stands for holes alone otherwise
  const put = (value: string | H): string => (typeof value === 'string' ? value : `\uE000${holes.push(value) - 1}\uE001`)
  const copy = (node: ElementContent): ElementContent => {
    if (node.type === 'text') return { type: 'text', value: node.value.replace(/[\uE000\uE001]/gu, '\uFFFD') }
    if (node.type !== 'element') return node
    const { href, src } = node.properties
    return {
      type: 'element',
      tagName: node.tagName,
      properties: {
        ...undressed(node),
        ...(typeof href === 'string' ? { href: put(wiring.href(href, node)) } : {}),
        ...(typeof src === 'string' ? { src: put(wiring.src(src, node)) } : {}),
      },
      // text no browser shows, and which has no escapes
      children: unseen.has(node.tagName) ? [] : node.children.map(copy),
    }
  }
  const text = toHtml(copy(element))
  return text.split(/\uE000(\d+)\uE001/u).flatMap((piece, index): (string | H)[] => {
    if (index % 2 === 0) return piece === '' ? [] : [piece]
    const hole = holes[Number(piece)]
    return hole === undefined ? [] : [hole]
  })
}
