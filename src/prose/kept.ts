import type { Element, ElementContent } from 'hast'
import { toHtml } from 'hast-util-to-html'
import { needsMark } from './address.ts'
import { harmless, isRunning } from './harmless.ts'
import { fenced } from './spelling.ts'

/** What a hole is while Markdown is written: an address of the file's own, one that runs code, an element nobody knows (null: all of it ran). */
export type Held =
  | { readonly address: string }
  | { readonly refused: string }
  | { readonly element: Element | null; readonly lost: readonly string[] }

/** What stands after the language of a code block that is no code but HTML of Intercom, kept as it is. */
const keptWord = 'intercom'

/** HTML no Markdown says, as a code block: nothing in it means anything to a reader of Markdown, and it comes back as it is. */
export const keptBlock = (html: string): string =>
  fenced(`html ${keptWord}`, html.replace(/\r/gu, '&#13;').replace(/\uFEFF/gu, '&#xFEFF;'))

/** Whether a code block is HTML of Intercom. */
export const isKept = (language: string | null | undefined, meta: string | null | undefined): boolean =>
  language === 'html' && meta?.split(' ')[0] === keptWord

/** An element nobody knows as a file carries it: free of what runs, its holes filled, a mark where an address would be taken for a file's own. */
export function heldElement(element: Element, hole: (address: string) => string | null): Held {
  const lost: string[] = []
  const filled = (node: Element): Element => {
    const properties = { ...node.properties }
    for (const name of ['href', 'src']) {
      const value = properties[name]
      if (typeof value !== 'string') continue
      const address = hole(value)
      if (address !== null) properties[name] = address
      else if (needsMark(value)) properties['dataIntercom'] = ''
    }
    return {
      ...node,
      properties,
      children: node.children.map((child): ElementContent => (child.type === 'element' ? filled(child) : child)),
    }
  }
  const clean = harmless(element, (what) => lost.push(what))
  return { element: clean === null ? null : filled(clean), lost }
}

/** An element as HTML. */
export const htmlOf = (element: Element): string => toHtml(element)

/** An address of a workspace that is no hole: itself, or nothing where it would run code. */
export const heldAddress = (address: string): string | Held => (isRunning(address, 'href') ? { refused: address } : address)
