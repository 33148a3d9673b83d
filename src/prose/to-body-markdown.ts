import { fromHtml as elementsOf } from 'hast-util-from-html'
import type { PhrasingContent, Root } from 'mdast'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import type { Part } from '../model/index.ts'
import type { Block, Of, Run } from './block.ts'
import type { Construct, ToSnippet } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { markdownIn } from './carried-markdown.ts'
import { blockHtml } from './block-html.ts'
import { heldElement, type Held } from './kept.ts'
import { read } from './read.ts'
import { toHtml, type Fill } from './to-html.ts'
import type { Carried, Markdown } from './to-markdown.ts'

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

function phrase(run: Run<Held>): PhrasingContent {
  if (run.is === 'break') return { type: 'break' }
  const { bold, italic, code, link } = run.marks
  let node: PhrasingContent = code ? { type: 'inlineCode', value: run.text } : { type: 'text', value: run.text }
  if (italic) node = { type: 'emphasis', children: [node] }
  if (bold) node = { type: 'strong', children: [node] }
  return link === null ? node : { type: 'link', url: link.href, children: [node] }
}

const write: ToSnippet<Held> = {
  blocks: (blocks) => blocks.flatMap(one),
  runs: (runs) => runs.map(phrase),
}

/** The lines of Markdown a block was written in, where only Intercom knows what they mean. */
function sourceOf(block: Block<Held>): string | null {
  const [piece] = block.is === 'opaque' ? block.pieces : []
  return piece === undefined || typeof piece === 'string' || !('element' in piece) || piece.element === null
    ? null
    : markdownIn(piece.element)
}

function one<K extends Block<Held>['is']>(block: Of<K, Held> & { is: K }): ReturnType<ToSnippet<Held>['blocks']> {
  const construct: Construct<K> = constructs[block.is]
  const source = sourceOf(block)
  if (source !== null) return [{ type: 'html', value: source }]
  return strange(block) === null && construct.snippet !== undefined
    ? construct.snippet(block, write)
    : [{ type: 'html', value: htmlOf(block) }]
}

/** A block as the HTML it came as. */
export const htmlOf = (block: Block<Held>): string =>
  blockHtml(block, { address: (value) => (typeof value === 'string' ? value : ''), mark: () => '', meet: () => undefined })

/** Why a snippet's Markdown has no form for a block; null where it has one. */
export function strange(block: Block<Held>): string | null {
  const construct = constructs[block.is]
  const { says } = construct
  if (!('snippet' in construct)) return says
  if ((block.is === 'paragraph' || block.is === 'heading') && block.align !== 'none') return `${says} that is aligned`
  if ('runs' in block && block.runs.some((run) => run.is === 'atom')) return `${says} with an element nobody knows`
  if (block.is !== 'list') return null
  const isLine = ([only, ...more]: readonly Block<Held>[]): boolean =>
    only?.is === 'paragraph' && more.length === 0 && strange(only) === null
  return block.items.every(isLine) ? null : `${says} of more than lines of text`
}

/** The blocks of a snippet. */
export function blocksOf(parts: readonly Part[], fill: Fill): Block<Held>[] {
  const html = toHtml(parts, { ...fill, heading: () => null })
  const { children } = elementsOf(html, { fragment: true })
  return read<Held>(
    children.filter((node) => node.type === 'element' || node.type === 'text'),
    {
      exact: false,
      small: false,
      link: (_element, href) => href,
      image: (_element, src) => src,
      opaque: (element) => [heldElement(element, () => null)],
      error: () => undefined,
      lost: () => undefined,
    },
  )
}

const printed = (blocks: readonly Block<Held>[]): string => {
  const tree: Root = { type: 'root', children: write.blocks(blocks) }
  return stringifier.stringify(tree)
}

/**
 * Parts of a snippet as Markdown that is sent as it is: paragraphs, headings, flat lists, code, rules, links, bold, italic. What else the
 * workspace put into one goes back as the HTML it came as.
 */
export const toBodyMarkdown = (parts: readonly Part[], fill: Fill): string => printed(blocksOf(parts, fill))

/** Parts of a snippet as the text of a file; no text at all where `blocks` tells of one that a snippet's file cannot hold. */
export function toSnippet(parts: readonly Part[], fill: Omit<Fill, 'heading'>): Markdown {
  const blocks = blocksOf(parts, { ...fill, heading: () => null })
  let line = 1
  const carried = blocks.map((block): Carried => {
    const says = strange(block)
    const at = line
    line += printed([block]).split('\n').length
    return {
      line: at,
      kind: block.is,
      ...(says === null ? { fate: 'lossless' } : { fate: 'lossy', says: `a snippet's file cannot hold ${says}` }),
    }
  })
  return { markdown: carried.every(({ fate }) => fate === 'lossless') ? printed(blocks) : '', blocks: carried }
}
