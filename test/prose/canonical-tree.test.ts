import fc from 'fast-check'
import type { Nodes } from 'hast'
import { fromHtml as parsed } from 'hast-util-from-html'
import { expect, test } from 'vitest'
import { canonicalTree } from '../../src/prose/canonical-tree.ts'
import { fromHtml, fromMarkdown, toHtml } from '../../src/prose/index.ts'
import { html } from './html.ts'
import { markdown, rubble, seeded, shard } from './markdown.ts'
import { article, fill, realBodies, resolved, wire } from './resolved.ts'

const runs = Number(process.env['PROSE_RUNS'] ?? 250)

/** A tree without the places its nodes stood at. */
const unplaced = (node: Nodes): unknown =>
  node.type === 'element'
    ? { type: node.type, tagName: node.tagName, properties: { ...node.properties }, children: node.children.map(unplaced) }
    : 'value' in node
      ? { type: node.type, value: node.value }
      : node.type

/** Reads HTML as a browser would, or not at all. Answers whether it did. */
function held(source: string): boolean {
  const tree = canonicalTree(source)
  if (tree === null) return false
  expect(tree.map(unplaced), source).toEqual(parsed(source, { fragment: true }).children.map(unplaced))
  return true
}

test('what is sent of a file is read as a parser of HTML reads it, and nearly all of it without one', () => {
  let [read, all] = [0, 0]
  const count = (source: string): void => {
    all += 1
    if (held(source)) read += 1
  }
  fc.assert(
    fc.property(markdown, (source) => {
      count(toHtml(resolved(fromMarkdown(source, article).parts), fill))
    }),
    seeded(runs),
  )
  for (const { body } of realBodies() ?? []) count(toHtml(resolved(fromMarkdown(body, article).parts), fill))
  expect(read / all).toBeGreaterThan(0.9)
})

test('any HTML is read as a parser of HTML reads it, or left to one', () => {
  fc.assert(
    fc.property(fc.oneof(html, rubble, shard), (source) => {
      held(source)
      held(toHtml(fromHtml(source, wire), fill))
    }),
    seeded(4 * runs),
  )
})

const piece = fc.constantFrom(
  ...'<p> </p> <h1> </h1> <ul> </ul> <li> </li> <table> <tbody> <tr> <td> </td> </tr> </tbody> </table> <pre> </pre> <code> </code> <b> </b> <i> </i> <br> <hr> <div> </div> <details> <summary> </summary> </details> <img> <iframe> </iframe>'.split(
    ' ',
  ),
  ...['<a href="x">', '</a>', '<img src="a&amp;b">', '<ol start="03">', '</ol>', '<div class="a  b">', '<p class="">'],
  ...['rye', '&lt;', '&copy;', '\n', ' ', '\0', '\r', '\uFEFF', '<!-- -->', '<P>', '<p/>', '<p >', '<li', '>'],
)

test('tags in any order are read as a parser of HTML reads them, or left to one', () => {
  let read = 0
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      if (held(pieces.join(''))) read += 1
    }),
    seeded(40 * runs),
  )
  expect(read).toBeGreaterThan(0)
})
