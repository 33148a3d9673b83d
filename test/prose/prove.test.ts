import { expect, test } from 'vitest'
import { fateOf, fromHtml, prove, toMarkdown } from '../../src/prose/index.ts'
import { wire } from './resolved.ts'

const parts = fromHtml(
  '<h1 id="h_0123456789">Rye</h1><p>See <a href="https://bakery.example/help/fees">the fees</a>.</p><img src="https://images.example/a.png"><ul><li>Salt</li></ul>',
  wire,
)

test('a text that reads back as it was is lossless, wherever its links lead', () => {
  expect(prove(parts, 'html').map(({ line, kind, fate }) => [line, kind, fate])).toEqual([
    [1, 'heading', 'lossless'],
    [3, 'paragraph', 'lossless'],
    [5, 'image', 'lossless'],
    [7, 'list', 'lossless'],
  ])
})

test.each([
  ['a word', 'fees]', 'fee]', 3],
  ['where a link leads', '](file-0)', '](file-1)', 3],
  ['a list', '- Salt', 'Salt', 7],
  ['all that follows', '\n\n- Salt', '', 7],
])('a writer that loses %s is found out, and the block is named', (_, from, to, line) => {
  const blocks = prove(parts, 'html', (given, fill) => {
    const written = toMarkdown(given, fill)
    expect(written.markdown).toContain(from)
    return { ...written, markdown: written.markdown.replace(from, to) }
  })
  expect(blocks.filter(({ fate }) => fate !== 'lossless')).toMatchObject([{ line, says: 'read again it is not what it was' }])
  expect(fateOf(blocks)).toBe('lossy')
})

test('a snippet is proved as a snippet: what its file cannot hold is lossy', () => {
  expect(fateOf(prove(fromHtml('<p>Open <b>daily</b></p><ul><li>Rye</li></ul>', wire), 'markdown'))).toBe('lossless')
  expect(prove(parts, 'markdown').filter(({ fate }) => fate === 'lossy')).toMatchObject([
    { kind: 'image', says: "a snippet's file cannot hold an image" },
  ])
})
