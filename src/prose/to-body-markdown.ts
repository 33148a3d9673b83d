import { fromHtml as elementsOf } from 'hast-util-from-html'
import type { PhrasingContent, Root } from 'mdast'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import type { Part } from '../model/index.ts'
import type { Block, Of, Run } from './block.ts'
import type { Construct, ToSnippet } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { read } from './read.ts'
import { toHtml, type Fill } from './to-html.ts'

const stringifier = unified()
  .use(remarkStringify, {
    bullet: '-',
    emphasis: '_',
    strong: '*',
    fences: true,
    rule: '-',
    listItemIndent: 'one',
    resourceLink: true,
    // a reader of GFM would strike through what stands between two of them
    unsafe: [{ character: '~', inConstruct: 'phrasing' }],
  })
  .freeze()

function phrase(run: Run<never>): PhrasingContent {
  if (run.is === 'break') return { type: 'break' }
  const { bold, italic, code, link } = run.marks
  let node: PhrasingContent = code ? { type: 'inlineCode', value: run.text } : { type: 'text', value: run.text }
  if (italic) node = { type: 'emphasis', children: [node] }
  if (bold) node = { type: 'strong', children: [node] }
  return link === null ? node : { type: 'link', url: link.href, children: [node] }
}

const write: ToSnippet = {
  blocks: (blocks) => blocks.flatMap(one),
  runs: (runs) => runs.map(phrase),
}

function one<K extends Block<never>['is']>(block: Of<K, never> & { is: K }): ReturnType<ToSnippet['blocks']> {
  const construct: Construct<K> = constructs[block.is]
  if (construct.snippet === undefined)
    throw new Error(`${construct.says} in a snippet: expected to be refused when its file was read`)
  return construct.snippet(block, write)
}

/** Parts of a snippet as Markdown that is sent as it is: paragraphs, headings, flat lists, code, rules, links, bold, italic. */
export function toBodyMarkdown(parts: readonly Part[], fill: Fill): string {
  const html = toHtml(parts, { ...fill, heading: () => null })
  const { children } = elementsOf(html, { fragment: true })
  const blocks = read<never>(
    children.filter((node) => node.type === 'element' || node.type === 'text'),
    {
      exact: false,
      small: false,
      link: (_element, href) => href,
      image: (_element, src) => src,
      opaque: () => [],
      error: () => undefined,
      lost: () => undefined,
    },
  )
  const tree: Root = { type: 'root', children: write.blocks(blocks) }
  return stringifier.stringify(tree)
}
