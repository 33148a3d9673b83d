import { expect, test } from 'vitest'
import { fromBodyMarkdown, fromHtml, fromMarkdown } from '../../src/prose/index.ts'
import { article, wire } from './resolved.ts'

const staircase = Array.from({ length: 700 }, (_, depth) => `${' '.repeat(2 * depth)}- a`).join('\n')

test.each([
  ['a body of 5 MB', 'word '.repeat(1_000_000), 'prose/too-large', 1],
  ['3,000 nested quotes', `a\n\n${'>'.repeat(3_000)} b`, 'prose/too-deep', 3],
  ['700 nested lists', staircase, 'prose/too-deep', 201],
  ['3,000 nested elements', `a\n\n${'<b>\n'.repeat(3_000)}`, 'prose/too-deep', 1],
  ['20,000 marks that never close', `a\n\n${'*a_ '.repeat(20_000)}`, 'prose/too-busy', 3],
  ['20,000 underlined headings', 'a\n=\n'.repeat(20_000), 'prose/too-busy', 3002],
  ['40 directives in each other', ':::callout\n'.repeat(40), 'prose/too-deep', 31],
  ['120 nested lists of one line', `a\n\n${'- '.repeat(120)}b`, 'prose/too-deep', 3],
])('%s is an error with its line, not a hang or a crash', (_, markdown, rule, line) => {
  const written = fromMarkdown(markdown, article)
  expect(written.notes).toContainEqual(expect.objectContaining({ severity: 'error', rule, line }))
})

test('a workspace body too deep to be read is kept whole', () => {
  const deep = `${'<div class="x">'.repeat(100_000)}rye`
  expect(fromHtml(deep, wire)).toEqual([deep])
  const quotes = `${'>'.repeat(3_000)} rye`
  expect(fromBodyMarkdown(quotes, wire)).toEqual([quotes])
})

test('characters that are none do no harm', () => {
  expect(fromMarkdown('a\0b\ud800c\u0007d\ufeffe', article).parts).toEqual(['<p>a\ufffdb\ufffdcde</p>'])
})
