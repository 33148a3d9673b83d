import type { Element, Root, RootContent } from 'hast'
import { invalid } from '../refusal.ts'
import { is, visible } from './tree.ts'

const deepest = 200

// the parser is recursive and has to be kept from text that is nested without end
const parseable = 1000
const closedByThemselves = /^(area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr|p|li|tr|td|th|dt|dd|option)$/i

/** Throws the 400 for HTML or Markdown that is nested too deeply to be parsed. */
export function refuseEndless(text: string): void {
  let depth = 0
  for (const [, close, tag] of text.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    if (closedByThemselves.test(String(tag))) continue
    depth = Math.max(0, depth + (close === '/' ? -1 : 1))
    if (depth > parseable) throw tooDeep()
  }
  if (/^(?:[ \t]*>){200}/m.test(text)) throw tooDeep()
}

const tooDeep = (): Error => invalid(`body is nested more than ${deepest} levels deep`, 'body')

/** Throws the 400 for what Intercom does not take: lists and tables with nothing in them, tables in tables or lists, data: images. */
export function refuse(tree: Root): void {
  const open: { node: RootContent; depth: number; list: boolean; table: boolean }[] = tree.children.map((node) => ({
    node,
    depth: 1,
    list: false,
    table: false,
  }))
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { node, depth, list, table } = at
    if (!is(node)) continue
    if (depth > deepest) throw tooDeep()
    if (is(node, 'table')) refuseTable(node, list, table)
    if (is(node, 'ul', 'ol') && !node.children.some((child) => is(child, 'li') && visible(child.children))) {
      throw invalid('body contains a list without a non-empty item', 'body')
    }
    if (is(node, 'img') && /^\s*data:/i.test(String(node.properties['src'])))
      throw invalid('body contains an image that cannot be fetched: data:', 'body')
    const inside = { depth: depth + 1, list: list || is(node, 'li'), table: table || is(node, 'table') }
    for (const child of node.children) open.push({ node: child, ...inside })
  }
}

function refuseTable(node: Element, list: boolean, table: boolean): void {
  if (table) throw invalid('body contains a nested table', 'body')
  if (list) throw invalid('body contains a table inside a list item', 'body')
  const rows = node.children
    .flatMap((child) => (is(child, 'thead', 'tbody', 'tfoot') ? child.children : [child]))
    .filter((row) => is(row, 'tr'))
  if (!rows.some((row) => is(row) && row.children.some((cell) => is(cell, 'td', 'th'))))
    throw invalid('body contains a table without a row or a cell', 'body')
}
