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

const tags = 'p p p a a a a b h1 ul ol li table tbody tr td pre code b i a div details summary iframe x-y span'.split(' ')
const looks = [
  '',
  '',
  '',
  ' href="a&amp;b"',
  ' start="03"',
  ' class="a  b"',
  ' class=""',
  ' href="a" href="b"',
  ' CLASS="a"',
  ' id="a"',
  ' href',
  ' width="3px"',
]
const words = [
  'rye',
  '&lt;',
  '&copy;',
  'a & b',
  '\n',
  ' ',
  '\0',
  '\r',
  '\uFEFF',
  '<!-- -->',
  '<br>',
  '<br/>',
  '<hr>',
  '<img src="a">',
  '<P>',
]
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    { weight: 1, arbitrary: fc.constantFrom(...words) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...tags), fc.constantFrom(...looks), fc.array(tie('node'), { maxLength: 2 }))
        .map(([tag, look, children]) => `<${tag}${look}>${children.join('')}</${tag}>`),
    },
  ),
}))

test('tags in tags of any sort are read as a parser of HTML reads them, or left to one', () => {
  let read = 0
  fc.assert(
    fc.property(node, (source) => {
      if (held(source)) read += 1
    }),
    seeded(20 * runs),
  )
  expect(read).toBeGreaterThan(runs)
})
