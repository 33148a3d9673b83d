import type { Element } from 'hast'
import type { Html } from 'mdast'
import { attribute } from './element.ts'
import { inlineAttribute } from './address.ts'

const tag = 'intercom-markdown'

/** Markdown of Intercom's own, carried through its tree as an element nobody knows. */
export const carriedMarkdown = (source: string): Html => ({
  type: 'html',
  value: `<${tag} data-source="${inlineAttribute(source)}"></${tag}>`,
})

/** The Markdown an element carries; null for any other element. */
export const markdownIn = (element: Element): string | null => (element.tagName === tag ? attribute(element, 'dataSource') : null)
