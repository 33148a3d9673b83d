import type { Element, Nodes } from 'hast'
import { fromHtml } from 'hast-util-from-html'

/** What a body says and holds, however it is written. */
export interface Facts {
  /** its text, one space between words */
  readonly words: string
  /** elements people see as blocks: name → how many */
  readonly blocks: Readonly<Record<string, number>>
  readonly links: readonly string[]
  readonly images: readonly string[]
  /** id → the text of what bears it */
  readonly ids: ReadonlyMap<string, string>
}

const blocks = new Set([
  ...[
    'p',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'ul',
    'ol',
    'li',
    'table',
    'tr',
    'td',
    'th',
    'pre',
    'blockquote',
    'hr',
    'img',
    'iframe',
  ],
  ...['video', 'details'],
])
const apart = new Set([...blocks, 'br', 'div', 'section'])

/** The facts of an HTML body, read with a parser that knows nothing of Intercom. */
export function htmlFacts(html: string): Facts {
  const seen = { words: [] as string[], links: [] as string[], images: [] as string[] }
  const counts: Record<string, number> = {}
  const ids = new Map<string, string>()
  const visit = (node: Nodes): void => {
    if (node.type === 'text') seen.words.push(node.value)
    if (node.type === 'element') element(node)
    if ('children' in node) for (const child of node.children) visit(child)
    if (node.type === 'element' && apart.has(node.tagName)) seen.words.push(' ')
  }
  const element = (node: Element): void => {
    const { tagName, properties } = node
    if (apart.has(tagName)) seen.words.push(' ')
    // an empty paragraph is space, not text
    if (blocks.has(tagName) && !(tagName === 'p' && textOf(node).trim() === '')) counts[tagName] = (counts[tagName] ?? 0) + 1
    if (tagName === 'a' && typeof properties['href'] === 'string') seen.links.push(properties['href'])
    if (tagName === 'img' && typeof properties['src'] === 'string') seen.images.push(properties['src'])
    if (typeof properties['id'] === 'string') ids.set(properties['id'], spaced(textOf(node)))
  }
  visit(fromHtml(html, { fragment: true }))
  return { words: spaced(seen.words.join('')), blocks: counts, links: seen.links, images: seen.images, ids }
}

const textOf = (node: Nodes): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textOf).join('') : ''

/** One space between words; the marks that are not seen are no words. */
export const spaced = (text: string): string =>
  text
    .replace(/[\u200B\uFEFF]/gu, '')
    .replace(/[\s\u00A0]+/gu, ' ')
    .trim()
    .normalize('NFC')

const link = /(!?)\[((?:[^\]\\]|\\.)*)\]\(<?([^\s)>]+)>?[^)]*\)/gu

/** The facts of a Markdown text, read line by line. */
export function markdownFacts(markdown: string): Facts {
  const [links, images]: [string[], string[]] = [[], []]
  const counts: Record<string, number> = {}
  const text = markdown
    .replace(link, (_, image: string, label: string, address: string) => {
      ;(image === '' ? links : images).push(address)
      return label
    })
    .replace(/\{#[\w-]+\}/gu, '')
  for (const line of text.split('\n')) {
    const block = /^\s*(#{1,6}|[-*+]|\d+\.|>|\||```)/u.exec(line)?.[1]
    const name = block?.replace(/\d+\./u, '1.').replace(/[*+]/u, '-')
    if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1
  }
  return { words: spaced(text), blocks: counts, links, images, ids: new Map() }
}
