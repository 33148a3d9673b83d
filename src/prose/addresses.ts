import type { Root } from 'mdast'
import { visit } from 'unist-util-visit'
import { directiveLines } from './directive-lines.ts'
import { fileDestination, inlineAttribute } from './address.ts'
import { parse, placeOf } from './syntax.ts'

/** An address as a Markdown text writes it: of a link, or of an image. `title` is what stands in quotes behind it. */
export interface Address {
  readonly of: 'link' | 'image'
  readonly address: string
  readonly title: string | null
}

/** What an address is to become; `title` undefined leaves the one there is, null takes it away. */
export interface Readdressed {
  readonly address: string
  readonly title?: string | null
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/**
 * A Markdown text with the addresses of its links and images changed where `change` says so; every other byte stays. Addresses in raw HTML and
 * in the attributes of directives are among them, without titles. Line ends must be `\n`.
 */
export function readdress(markdown: string, change: (address: Address) => Readdressed | null): string {
  const { text } = directiveLines(markdown)
  const tree = parse(text)
  const edits = [...inLinks(tree, text, change), ...inTags(tree, text, markdown, change)]
  const lines = lineStarts(markdown)
  const places = lineStarts(text).map((start, at) => ({ start, own: lines[at] ?? markdown.length }))
  const own = (offset: number): number => {
    const line = places.findLast(({ start }) => start <= offset)
    return line === undefined ? offset : line.own + (offset - line.start)
  }
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((now, { start, end, text }) => now.slice(0, own(start)) + text + now.slice(own(end)), markdown)
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

const offsets = (node: { position?: Root['position'] }): [number, number] => [
  node.position?.start.offset ?? 0,
  node.position?.end.offset ?? 0,
]

function inLinks(tree: Root, text: string, change: (address: Address) => Readdressed | null): Edit[] {
  const edits: Edit[] = []
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'image' && node.type !== 'definition') return
    const place = placeOf(node)
    if (place === undefined) return
    const of = node.type === 'image' ? 'image' : 'link'
    const now = change({ of, address: node.url, title: node.title ?? null })
    if (now === null) return
    const address = now.address === node.url ? text.slice(place.start, place.end) : fileDestination(now.address)
    const title = now.title === undefined ? text.slice(place.end, place.titleEnd) : now.title === null ? '' : ` "${now.title}"`
    edits.push({ start: place.start, end: place.titleEnd, text: address + title })
  })
  return edits
}

const attributes = /(\s(href|src)=)("[^"]*"|'[^']*')/gu

function inTags(tree: Root, text: string, markdown: string, change: (address: Address) => Readdressed | null): Edit[] {
  const edits: Edit[] = []
  const lines = markdown.split('\n')
  const read = (from: number, source: string): void => {
    for (const match of source.matchAll(attributes)) {
      const [, head = '', name, value = ''] = match
      const address = value.slice(1, -1).replaceAll('&amp;', '&')
      const now = change({ of: name === 'src' ? 'image' : 'link', address, title: null })
      if (now === null || now.address === address) continue
      const start = from + match.index + head.length
      edits.push({ start, end: start + value.length, text: `"${inlineAttribute(now.address)}"` })
    }
  }
  visit(tree, (node) => {
    const [start, end] = offsets(node)
    if (node.type === 'html') read(start, text.slice(start, end))
    if (node.type !== 'containerDirective' && node.type !== 'leafDirective') return
    // its first line alone, as the text has it
    const line = (node.position?.start.line ?? 1) - 1
    read(lineStarts(text)[line] ?? start, lines[line] ?? '')
  })
  return edits
}
