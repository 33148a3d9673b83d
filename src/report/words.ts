import type { ElementContent, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import { isHeading, isImage, isLink, type LinkPart, type Part } from '../model/index.ts'

/** A body as people read it: one line a sentence, list item, row or heading; links and images by name, no HTML. */
export function words(parts: readonly Part[]): string[] {
  const tree = fromHtml(parts.map(written).join(''), { fragment: true })
  return tree.children.flatMap((node) => lines(node))
}

// holes filled with what a reader knows: keys and digests instead of ids and addresses
function written(part: Part): string {
  if (typeof part === 'string') return part
  if (isHeading(part)) return ''
  if (isLink(part)) return escape(target(part))
  if (isImage(part)) return escape(part.image.replace(/^(sha256:.{8}).*$/u, '$1'))
  return ''
}

const target = (part: LinkPart): string => {
  const anchor = part.anchor?.replace(/#\d+$/u, '') ?? part.fragment
  return `${part.link.key}${anchor === undefined ? '' : `#${anchor}`}`
}

const escape = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;')

type Node = RootContent | ElementContent

function lines(node: Node): string[] {
  if (node.type === 'text') return sentences(node.value)
  if (node.type !== 'element') return []
  const inner = (): string => inline(node.children)
  switch (node.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
    case 'h4':
    case 'h5':
    case 'h6':
      return [`${'#'.repeat(Number(node.tagName[1]))} ${inner()}`]
    case 'ul':
    case 'ol':
      return node.children.flatMap((item, index) => listed(item, node.tagName === 'ol' ? `${Math.floor(index) + 1}. ` : '- '))
    case 'pre':
      return ['```', ...text(node.children).replace(/\n$/u, '').split('\n'), '```']
    case 'table':
      return rows(node.children)
    case 'hr':
      return ['---']
    case 'img':
    case 'iframe':
      return [inline([node])]
    default:
      return node.children.some(isBlock) ? node.children.flatMap((child) => lines(child)) : sentences(inner())
  }
}

const blocks = new Set([
  'p',
  'ul',
  'ol',
  'li',
  'table',
  'pre',
  'div',
  'h1',
  'h2',
  'h3',
  'h4',
  'details',
  'summary',
  'section',
  'hr',
  'iframe',
])
const isBlock = (node: Node): boolean => node.type === 'element' && blocks.has(node.tagName)

function listed(item: Node, mark: string): string[] {
  if (item.type !== 'element') return []
  const found = item.children.some(isBlock) ? item.children.flatMap((child) => lines(child)) : [inline(item.children)]
  return found.map((line, index) => `${index === 0 ? mark : ' '.repeat(mark.length)}${line}`)
}

function rows(nodes: readonly Node[]): string[] {
  return nodes.flatMap((node) => {
    if (node.type !== 'element') return []
    if (node.tagName !== 'tr') return rows(node.children)
    return [`| ${node.children.flatMap((cell) => (cell.type === 'element' ? [inline(cell.children)] : [])).join(' | ')} |`]
  })
}

function inline(nodes: readonly Node[]): string {
  return nodes
    .map((node) => {
      if (node.type === 'text') return node.value
      if (node.type !== 'element') return ''
      const inner = inline(node.children)
      switch (node.tagName) {
        case 'a':
          return `[${inner}](${attribute(node.properties['href'])})`
        case 'img':
          return `[image: ${attribute(node.properties['alt'])}](${attribute(node.properties['src'])})`
        case 'iframe':
          return `video ${attribute(node.properties['src'])}`
        case 'b':
        case 'strong':
          return `**${inner}**`
        case 'i':
        case 'em':
          return `*${inner}*`
        case 'code':
          return `\`${inner}\``
        case 'br':
          return ' '
        default:
          return inner
      }
    })
    .join('')
    .replace(/\s+/gu, ' ')
    .trimEnd()
}

const attribute = (value: unknown): string => (typeof value === 'string' ? value : '')

const text = (nodes: readonly Node[]): string =>
  nodes.map((node) => (node.type === 'text' ? node.value : node.type === 'element' ? text(node.children) : '')).join('')

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' })

// a sentence a line, so that a changed word does not show a whole paragraph twice
const sentences = (paragraph: string): string[] =>
  [...segmenter.segment(paragraph.trim())].map(({ segment }) => segment.trim()).filter((segment) => segment !== '')
