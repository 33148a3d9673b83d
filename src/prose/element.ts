import type { Element, ElementContent, Nodes } from 'hast'
import type { Align } from './block.ts'

/** An attribute as text; null where it is absent. */
export function attribute(element: Element, name: string): string | null {
  const value = element.properties[name]
  if (value === undefined || value === null || value === false) return null
  if (value === true) return ''
  return Array.isArray(value) ? value.join(' ') : String(value)
}

/** The classes of an element. */
export const classes = (element: Element): readonly string[] => attribute(element, 'className')?.split(/\s+/u) ?? []

/** The declarations of a style attribute, names in lower case. */
export function styles(element: Element): ReadonlyMap<string, string> {
  const style = attribute(element, 'style')
  if (style === null) return new Map()
  return new Map(
    style.split(';').flatMap((declaration) => {
      const colon = declaration.indexOf(':')
      return colon < 0 ? [] : [[declaration.slice(0, colon).trim().toLowerCase(), declaration.slice(colon + 1).trim()] as const]
    }),
  )
}

const sides: Readonly<Record<string, Align>> = { center: 'center', right: 'right', left: 'none', justify: 'none' }

/** The alignment an element asks for by Intercom's class, by `align` or by `text-align`; null where it asks for none. */
export function alignment(element: Element): Align | null {
  if (element.tagName === 'center') return 'center'
  for (const name of classes(element)) {
    const side = name.startsWith('intercom-align-') ? sides[name.slice('intercom-align-'.length)] : undefined
    if (side !== undefined) return side
  }
  const asked = attribute(element, 'align') ?? styles(element).get('text-align')
  return asked === undefined ? null : (sides[asked.toLowerCase()] ?? null)
}

/** The class attribute of an aligned block, empty where it is not aligned. */
export const alignClass = (align: Align): string => (align === 'none' ? '' : ` class="intercom-align-${align}"`)

/** The text an element holds, line breaks as they are. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && node.tagName === 'br') return '\n'
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** The first element of a tag below these nodes. */
export function find(nodes: readonly ElementContent[], tag: string): Element | null {
  for (const node of nodes) {
    if (node.type !== 'element') continue
    const found = node.tagName === tag ? node : find(node.children, tag)
    if (found !== null) return found
  }
  return null
}

/** A new element, standing where `line` says nothing: callers give it the position of its source. */
export const element = (tagName: string, properties: Element['properties'], children: ElementContent[]): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
})
