import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Part } from '../../src/model/index.ts'
import { fromHtml, fromMarkdown, toHtml, toMarkdown } from '../../src/prose/index.ts'
import { files, looked } from './files.ts'
import { shard, seeded } from './markdown.ts'
import { article, fill, resolved, wire } from './resolved.ts'

// PROSE_FUZZ raises the count (a million: about a quarter of an hour of one core)
const runs = Number(process.env['PROSE_FUZZ'] ?? 20_000)

const sizeOf = (parts: readonly Part[]): number => JSON.stringify(parts).length

const nameless = (parts: readonly Part[]): Part[] =>
  parts.map((part) => (typeof part === 'object' && 'heading' in part ? { heading: part.heading } : part))

/** Whatever is written stays within a fixed multiple of what it was made of: no input makes work out of nothing. */
function carried(parts: readonly Part[], from: number): void {
  const { markdown, blocks } = toMarkdown(parts, files)
  expect(sizeOf(parts)).toBeLessThan(100 * from + 500)
  expect(markdown.length).toBeLessThan(10 * sizeOf(parts) + 500)
  if (blocks.some((block) => block.fate === 'lossy')) return
  expect(looked(fromMarkdown(markdown, article).parts), markdown).toEqual(nameless(parts))
}

test(`${runs} small heaps of marks are read, written and read again without a crash, a loss or a flood`, () => {
  fc.assert(
    fc.property(shard, fc.boolean(), (source, asHtml) => {
      const parts = asHtml ? fromHtml(source, wire) : resolved(fromMarkdown(source, article).parts)
      // an item out of its list and the like: a browser reads its own writing of them as something else
      fc.pre(!asHtml || isDeepStrictEqual(fromHtml(toHtml(parts, fill), wire), nameless(parts)))
      carried(parts, source.length)
    }),
    seeded(runs),
  )
}, 7_200_000)

test.each([
  ['an address in <> that begins with a sign', '&lt;*@a>'],
  ['one whose begin is marked', '<p>&lt;<b>#</b>@a&gt;</p>'],
  ['one in the text of an image', '<img src="a.png" alt="&lt;#@a>">'],
])('what was once another text stays: %s', (_, source) => {
  const parts = fromHtml(source, wire)
  expect(looked(fromMarkdown(toMarkdown(parts, files).markdown, article).parts)).toEqual(parts)
})

const tower = (levels: number): string => `${'<div class="x">'.repeat(levels)}rye`

test.each([
  ['500 nested elements', tower(500)],
  ['2,000 nested elements', tower(2_000)],
  ['100,000 nested elements', tower(100_000)],
  ['a body that stays over a megabyte', '<p>rye bread</p>'.repeat(350_000)],
])('%s of a workspace are named and not half written', (_, html) => {
  const { markdown, blocks } = toMarkdown(fromHtml(html, wire), files)
  expect(markdown).toBe('')
  expect(blocks).toHaveLength(1)
  expect(blocks[0]).toMatchObject({
    fate: 'lossy',
    says: expect.stringMatching(/^expected .*, got .*only stay in Intercom$/u) as string,
  })
})

test.each([
  ['300 nested elements', tower(300)],
  ['90 nested lists', `${'<ul><li>a'.repeat(90)}${'</li></ul>'.repeat(90)}`],
  ['60 callouts in each other', `${'<div class="intercom-interblocks-callout">a'.repeat(60)}${'</div>'.repeat(60)}`],
  ['unclosed elements', '<ul><li>a<b>b<table><tr><td>c<details><summary>d<p>e<x-y>f'],
  ['a paragraph of 30,000 marks', `<p>${'*a_ `'.repeat(10_000)}</p>`],
  ['3,000 line breaks', `<p>a${'<br>'.repeat(3_000)}b</p>`],
  ['5,000 words that are links', `<p>${'<a href="https://a.example/">a</a> b '.repeat(5_000)}</p>`],
  ['50,000 underscores', `<p>${'_'.repeat(50_000)}</p>`],
  ['a table of 1,500 rows', `<table>${'<tr><td><b>a</b></td><td><ul><li>b</li></ul></td></tr>'.repeat(1_500)}</table>`],
  ['code of 5,000 fences', `<pre>${'```\n'.repeat(5_000)}</pre>`],
])('%s come back as what they were', (_, html) => {
  const parts = fromHtml(html, wire)
  const { markdown, blocks } = toMarkdown(parts, files)
  expect(blocks.filter((block) => block.fate === 'lossy')).toEqual([])
  expect(looked(fromMarkdown(markdown, article).parts)).toEqual(parts)
})
