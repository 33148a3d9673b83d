import type { Element, ElementContent } from 'hast'
import { attribute, classes, el } from './tree.ts'
import type { Turn } from './turn.ts'

const schemes = /^(https?:|mailto:|tel:|#|\/|[^:]*$)/i

/** Decorates a link as the service does: a class on links into the help center, a new window for all others. */
export function link(node: Element, children: ElementContent[], turn: Turn): ElementContent[] {
  const href = attribute(node, 'href')
  if (href === undefined || !schemes.test(href.trim())) return children
  if (classes(node).includes('intercom-h2b-button')) return [el('a', { href, className: ['intercom-h2b-button'] }, children)]
  if (href.startsWith('#')) return [el('a', { href }, children)]
  if (turn.ours(href)) return [el('a', { href, className: ['intercom-content-link'] }, children)]
  return [el('a', { href, rel: ['nofollow', 'noopener', 'noreferrer'], target: '_blank' }, children)]
}
