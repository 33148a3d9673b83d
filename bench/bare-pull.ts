import type { Element, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Root, RootContent as MdastContent } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'

const stringifier = unified().use(remarkGfm).use(remarkStringify).freeze()

type Make = (element: Element, children: MdastContent[]) => unknown
const lines = (children: readonly MdastContent[]): MdastContent[] =>
  children.flatMap((child) => (child.type === 'paragraph' ? child.children : [child]))
const text = (node: RootContent): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(text).join('') : ''

const makes: Readonly<Record<string, Make>> = {
  p: (_, children) => ({ type: 'paragraph', children }),
  ul: (_, children) => ({ type: 'list', ordered: false, spread: false, children }),
  ol: (_, children) => ({ type: 'list', ordered: true, start: 1, spread: false, children }),
  li: (_, children) => ({ type: 'listItem', spread: false, children }),
  table: (_, children) => ({ type: 'table', children }),
  tr: (_, children) => ({ type: 'tableRow', children }),
  td: (_, children) => ({ type: 'tableCell', children: lines(children) }),
  pre: (element) => ({ type: 'code', value: text(element) }),
  hr: () => ({ type: 'thematicBreak' }),
  br: () => ({ type: 'break' }),
  b: (_, children) => ({ type: 'strong', children }),
  i: (_, children) => ({ type: 'emphasis', children }),
  code: (element) => ({ type: 'inlineCode', value: text(element) }),
  a: (element, children) => ({ type: 'link', url: String(element.properties['href']), children }),
  img: (element) => ({ type: 'image', url: String(element.properties['src']), alt: element.properties['alt'] ?? '' }),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((depth): [string, Make] => [`h${depth}`, (_, children) => ({ type: 'heading', depth, children })]),
  ),
}

const walk = (nodes: readonly RootContent[]): MdastContent[] =>
  nodes.flatMap((node): MdastContent[] => {
    if (node.type === 'text') return [{ type: 'text', value: node.value }]
    if (node.type !== 'element') return []
    const children = walk(node.children)
    const make = makes[node.tagName]
    return make === undefined ? children : [make(node, children) as MdastContent]
  })

/** HTML as Markdown with as little between parser and printer as can be: no canonical form, no holes, unknown elements lost. */
export function barePull(html: string): string {
  const root: Root = { type: 'root', children: walk(fromHtml(html, { fragment: true }).children) }
  return stringifier.stringify(root)
}
