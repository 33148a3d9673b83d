import type { Element, ElementContent, Properties, RootContent } from 'hast'

/** An element with a tag name, properties and children. */
export const el = (tagName: string, properties: Properties, children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
})

/** Whether a node is an element, of one of these names when there are any. */
export function is<N extends string>(node: RootContent | undefined, ...names: readonly N[]): node is Element & { tagName: N } {
  return node?.type === 'element' && (names.length === 0 || (names as readonly string[]).includes(node.tagName))
}

/** The text below a node, as it stands. */
export function textOf(node: RootContent): string {
  if (node.type === 'text') return node.value
  return node.type === 'element' ? node.children.map(textOf).join('') : ''
}

/** The classes of an element. */
export function classes(node: Element): string[] {
  const found = node.properties['className']
  return Array.isArray(found) ? found.map(String) : []
}

/** The attribute of an element as text, if it has one. */
export function attribute(node: Element, name: string): string | undefined {
  const found = node.properties[name]
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined
}

/** The alignment class of an element, however it was asked for. */
export function alignment(node: Element): string[] {
  const named = classes(node).find((name) => /^intercom-align-(left|center|right)$/.test(name))
  if (named !== undefined) return [named]
  const asked = attribute(node, 'align') ?? /text-align:\s*(left|center|right)/.exec(attribute(node, 'style') ?? '')?.[1]
  return asked !== undefined && /^(left|center|right)$/.test(asked) ? [`intercom-align-${asked}`] : []
}

/** Whether there is anything to see below these nodes: a word, an image or a video. */
export const visible = (nodes: readonly RootContent[]): boolean =>
  nodes.some((node) =>
    node.type === 'text' ? node.value.trim() !== '' : is(node) && (is(node, 'img', 'iframe') || visible(node.children)),
  )

/** A paragraph the way the service writes it. */
export const paragraph = (children: ElementContent[], align: readonly string[] = []): Element =>
  el('p', { className: ['no-margin', ...align] }, children)
