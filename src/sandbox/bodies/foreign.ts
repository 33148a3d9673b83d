import type { Element, ElementContent } from 'hast'
import { attribute, classes, is } from './tree.ts'

const known = new Set(
  (
    'p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tfoot tr td th caption pre code details summary hr div br img a b strong i em span ' +
    'script style template noscript head title object embed'
  ).split(' '),
)
const ours = /^intercom-(?!container$|align-|h2b-|interblocks-callout$|interblocks-table-container$)/

/** Whether an element is none the description names: a block of a newer editor, a frame of another host, a table with looks of its own. */
export function isForeign(node: Element): boolean {
  if (is(node, 'iframe')) return !/\b(youtube|youtu\.be|vimeo|wistia|loom|vidyard|streamio)\b/.test(attribute(node, 'src') ?? '')
  if (is(node, 'td', 'th')) return ['colSpan', 'rowSpan', 'style'].some((name) => node.properties[name] !== undefined)
  if (is(node, 'table', 'thead', 'tbody', 'tfoot', 'tr')) return node.children.some((child) => is(child) && isForeign(child))
  return !known.has(node.tagName) || classes(node).some((name) => ours.test(name))
}

/** The same element without what a browser would run. */
export function still(node: Element): Element {
  const properties = Object.fromEntries(Object.entries(node.properties).filter(([name]) => !/^on/i.test(name)))
  const children = node.children.flatMap((child): ElementContent[] =>
    is(child, 'script', 'style') ? [] : is(child) ? [still(child)] : [child],
  )
  return { ...node, properties, children }
}
