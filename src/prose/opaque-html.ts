import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { classes } from './element.ts'

/** Where a value leads to: text, or what stands for it in the result. */
export interface Wiring<H> {
  href(href: string, element: Element): string | H
  src(src: string, element: Element): string | H
}

const unseen = new Set(['iframe', 'noembed', 'noframes'])

/** What Intercom adds to elements by itself, and may add anew with each write. */
const added = (name: string, value: unknown, element: Element): boolean =>
  (element.tagName === 'a' && (name === 'target' || name === 'rel')) ||
  (name === 'id' && /^h_[\da-f]{10}$/u.test(String(value))) ||
  name === 'dataIntercom' ||
  !/^[\w:.-]+$/u.test(name)

function undressed(element: Element, address: (name: 'href' | 'src', value: string) => string): Element['properties'] {
  const properties = Object.entries(element.properties).flatMap(([name, value]): [string, Element['properties'][string]][] => {
    if (added(name, value, element)) return []
    if ((name === 'href' || name === 'src') && typeof value === 'string') return [[name, address(name, value)]]
    if (name !== 'className') return [[name, value]]
    const named = classes(element).filter((one) => one !== 'intercom-content-link')
    return named.length > 0 ? [[name, named]] : []
  })
  return Object.fromEntries(properties)
}

/** An element nobody knows as HTML in one spelling, cut at what differs from workspace to workspace. */
export function opaqueHtml<H>(element: Element, wiring: Wiring<H>): (string | H)[] {
  const holes: H[] = []
  // U+E000 is private: `clean` leaves it in text, so it is doubled there and stands for holes alone otherwise
  const put = (value: string | H): string => (typeof value === 'string' ? value : `\uE000${holes.push(value) - 1}\uE001`)
  const copy = (node: ElementContent): ElementContent => {
    if (node.type === 'text') return { type: 'text', value: node.value.replace(/[\uE000\uE001]/gu, '\uFFFD') }
    if (node.type !== 'element') return node
    return {
      type: 'element',
      tagName: node.tagName,
      properties: undressed(node, (name, value) => put(wiring[name](value, node))),
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
