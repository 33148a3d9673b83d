import type { Element, ElementContent, Root } from 'hast'
import rehypeRaw from 'rehype-raw'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { refuseEndless } from '../bodies/refuse.ts'
import { is } from '../bodies/tree.ts'
import { directives } from './directives.ts'

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).freeze()

/** Intercom's Markdown as a tree of HTML, directives and heading ids included. */
export function readMarkdown(markdown: string): Root {
  refuseEndless(markdown)
  const tree = reader.runSync(reader.parse(directives(markdown)))
  namedHeadings(tree.children.filter((node): node is ElementContent => node.type !== 'doctype'))
  return tree
}

function namedHeadings(nodes: readonly ElementContent[]): void {
  for (const node of nodes) {
    if (is(node, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6')) named(node)
    else if (is(node)) namedHeadings(node.children)
  }
}

function named(node: Element): void {
  const last = node.children.at(-1)
  const found = last?.type === 'text' ? /\s*\{#(h_[0-9a-f]{10})\}\s*$/.exec(last.value) : null
  if (last?.type !== 'text' || found === null) return
  last.value = last.value.slice(0, found.index)
  node.properties['id'] = found[1]
}
