import { expect, it } from 'vitest'
import { fromMarkdown } from '../../src/prose/index.ts'

const parts = (markdown: string) => fromMarkdown(markdown, { as: 'html', takeTitle: false, firstLine: 1 }).parts

it('a name in braces after a heading is an anchor and not text people read', () => {
  expect(parts('## Return an item{#request-a-return}\n')).toEqual([
    '<h1',
    { heading: 'Return an item#0', slug: 'return-an-item', ids: ['request-a-return'] },
    '>Return an item</h1>',
  ])
})

it('the name also leaves a heading that becomes the title', () => {
  expect(fromMarkdown('# Fees { #fees }\n\nText', { as: 'html', takeTitle: true, firstLine: 1 }).title).toBe('Fees')
})

it('braces that are code, or stand elsewhere, stay text', () => {
  expect(parts('## Device `{#n}`\n')).toContainEqual('>Device <code>{#n}</code></h1>')
  expect(parts('## {#a} first\n')).toContainEqual('>{#a} first</h1>')
  expect(parts('Text {#b}\n')).toEqual(['<p>Text {#b}</p>'])
})
