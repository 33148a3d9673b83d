import type { ElementContent, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Seen } from './seen.ts'
import { wordsOf } from './seen.ts'

export interface Article extends Seen {
  /** id → words of the heading that has it */
  readonly headings: ReadonlyMap<string, string>
}

/** The HTML of an article as a browser would read it. A video is a link to it. */
export function readHtml(html: string): Article {
  const headings = new Map<string, string>()
  const seen: Article = { words: [], links: [], images: [], headings }
  const meet = (to: { what: string; line: number }[], what: string): void => {
    to.push({ what, line: 0 })
  }
  const walk = (node: RootContent): void => {
    if (node.type === 'text') for (const word of wordsOf(node.value)) meet(seen.words, word)
    if (node.type !== 'element') return
    const { tagName, properties, children } = node
    const { src, alt, href, id } = properties
    if (tagName === 'img' && typeof src === 'string')
      seen.images.push({ what: src, alt: typeof alt === 'string' ? alt : '', line: 0 })
    if (tagName === 'iframe' && typeof src === 'string') meet(seen.links, src)
    children.forEach(walk)
    // in the source the target stands behind the text, so here too
    if (tagName === 'a' && typeof href === 'string') meet(seen.links, href)
    if (/^h\d$/u.test(tagName) && typeof id === 'string') headings.set(id, textOf(children).join(' '))
  }
  fromHtml(html, { fragment: true }).children.forEach(walk)
  return seen
}

const textOf = (nodes: readonly ElementContent[]): string[] =>
  nodes.flatMap((node) => (node.type === 'text' ? wordsOf(node.value) : node.type === 'element' ? textOf(node.children) : []))
