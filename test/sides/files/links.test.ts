import { expect, test } from 'vitest'
import type { LinkPart, Prose } from '../../../src/model/index.ts'
import { isLink } from '../../../src/model/index.ts'
import type { FilesWorld } from '../../../src/sides/files/index.ts'
import type { Some, Tree } from './repository.ts'
import { fieldsOf, page, read, said, the } from './repository.ts'

const linksOf = (world: FilesWorld, key: string, field = 'body'): LinkPart[] =>
  (fieldsOf(world, 'article', key)[field] as Prose).parts.filter(isLink)

const shop: Tree = {
  'content/articles/bread/rye loaf.md': page('Rye', '', '## How long it keeps\n\nDays.\n\n## Fees\n\n## Fees\n'),
  'content/articles/bread/rye loaf.fr.md': page('Seigle', '', '## Combien de temps\n\nJours.\n'),
  'content/articles/shop/hours.md': page('Hours'),
  'content/snippets/hours.md': page('Hours'),
  'content/articles/list.txt': 'x',
}
const from = (link: string, options: Some = {}): Promise<FilesWorld> =>
  read({ ...shop, 'content/articles/shop/a.md': page('A', '', `[it](${link})\n`) }, options)

const rye = { link: { kind: 'article', key: 'bread/rye loaf' }, locale: 'en' }

test.each([
  ['<../bread/rye loaf.md>', rye],
  ['../bread/rye%20loaf.md', rye],
  ['../bread/rye%20loaf', rye],
  ['./../bread/./rye%20loaf.md?raw=1', rye],
  ['/bread/rye%20loaf.md', rye],
  ['/articles/bread/rye%20loaf', rye],
  ['/content/articles/bread/rye%20loaf.md', rye],
  ['../bread/rye%20loaf.md#', rye],
  ['../bread/rye%20loaf.md#how-long-it-keeps', { ...rye, anchor: 'How long it keeps#0' }],
  ['../bread/rye%20loaf.md#How-Long-it-keeps', { ...rye, anchor: 'How long it keeps#0' }],
  ['../bread/rye%20loaf.md#fees-1', { ...rye, anchor: 'Fees#1' }],
  ['../bread/rye%20loaf.fr.md', { ...rye, locale: 'fr' }],
  ['hours.md', { link: { kind: 'article', key: 'shop/hours' }, locale: 'en' }],
  ['../bread', { link: { kind: 'collection', key: 'bread' }, locale: 'en' }],
  ['../bread/', { link: { kind: 'collection', key: 'bread' }, locale: 'en' }],
])('%s leads to what it names', async (link, part) => {
  const world = await from(link)
  expect(said(world)).toEqual([])
  expect(linksOf(world, 'shop/a')).toEqual([part])
})

test('a link out of a French page leads to French where there is some', async () => {
  const world = await read({
    ...shop,
    'content/articles/shop/a.md': page('A'),
    'content/articles/shop/a.fr.md': page('A', '', '[r](<../bread/rye loaf.md#combien-de-temps>) [h](hours.md)\n'),
  })
  expect(said(world)).toEqual([])
  expect(linksOf(world, 'shop/a', 'body@fr')).toEqual([
    { ...rye, locale: 'fr', anchor: 'Combien de temps#0' },
    { link: { kind: 'article', key: 'shop/hours' }, locale: 'en' },
  ])
})

test('#anchor leads into the page itself', async () => {
  const world = await read({ 'content/articles/a.md': page('A', '', '[down](#fees)\n\n## Fees\n') })
  expect(linksOf(world, 'a')).toEqual([{ link: { kind: 'article', key: 'a' }, locale: 'en', anchor: 'Fees#0' }])
})

test('absolute links are text', async () => {
  const world = await from('https://bakery.test/?a=1&b=2')
  expect(fieldsOf(world, 'article', 'shop/a')['body']).toEqual({
    parts: ['<p><a href="https://bakery.test/?a=1&amp;b=2">it</a></p>'],
  })
})

test('an anchor nobody has leads to the top, with a warning', async () => {
  const world = await from('hours.md#nowhere')
  expect(said(world)).toEqual([
    'content/articles/shop/a.md:4 warning link to #nowhere: no heading of article "shop/hours" (en) has that anchor; it leads to the top',
  ])
  expect(linksOf(world, 'shop/a')).toEqual([{ link: { kind: 'article', key: 'shop/hours' }, locale: 'en' }])
})

test.each([
  ['huors.md', 'link "huors.md" leads nowhere: there is no content/articles/shop/huors.md (did you mean "hours.md"?)'],
  ['../hours.md', 'link "../hours.md" leads nowhere: there is no content/articles/hours.md (did you mean "hours.md"?)'],
  ['../../../../etc/passwd', 'link "../../../../etc/passwd" leads nowhere: there is no ../etc/passwd'],
  ['/de/hc/1', 'link "/de/hc/1" leads nowhere: there is no /de/hc/1'],
  [
    '../list.txt',
    'link "../list.txt" leads to content/articles/list.txt, which is not content; link to an article or an absolute URL',
  ],
  ['../../snippets/hours.md', 'link "../../snippets/hours.md" leads to a snippet, which has no page; link to an article'],
])('%s leads nowhere: said with its line, as strictly as the config asks, and kept as written', async (link, message) => {
  const strict = await from(link)
  expect(said(strict)).toEqual([`content/articles/shop/a.md:4 error ${message}`])
  expect(the(strict, 'article', 'shop/a').broken).toBe(true)
  const lenient = await from(link, { links: 'warn' })
  expect(said(lenient)).toEqual([`content/articles/shop/a.md:4 warning ${message}`])
  expect(the(lenient, 'article', 'shop/a').broken).toBeUndefined()
  expect(fieldsOf(lenient, 'article', 'shop/a')['body']).toEqual({ parts: [`<p><a href="${link}">it</a></p>`] })
  expect(said(await from(link, { links: 'off' }))).toEqual([])
})

test('a link to a page that is ignored is said', async () => {
  const world = await read({
    'content/articles/_draft.md': page('Draft'),
    'content/articles/a.md': page('A', '', '[it](_draft.md)\n'),
  })
  expect(said(world)).toEqual([
    'content/articles/a.md:4 error link "_draft.md" leads to content/articles/_draft.md, which is not content; link to an article or an absolute URL',
  ])
})

test('links in circles and to oneself are found', async () => {
  const world = await read({
    'content/articles/a.md': page('A', '', '[b](b.md#two)\n\n## One\n'),
    'content/articles/b.md': page('B', '', '[a](a.md#one) [b](b.md)\n\n## Two\n'),
  })
  expect(said(world)).toEqual([])
  expect(linksOf(world, 'a')).toEqual([{ link: { kind: 'article', key: 'b' }, locale: 'en', anchor: 'Two#0' }])
  expect(linksOf(world, 'b').map(({ link }) => link.key)).toEqual(['a', 'b'])
})

test('a link follows a key: and not the path', async () => {
  const world = await read({
    'content/articles/a.md': page('A', '', '[b](b.md)\n'),
    'content/articles/b.md': page('B', 'key: bee\n'),
  })
  expect(linksOf(world, 'a')[0]?.link.key).toBe('bee')
})

test('snippets link to articles', async () => {
  const world = await read({
    'content/snippets/s.md': page('S', '', '[h](../articles/h.md)\n'),
    'content/articles/h.md': page('H'),
  })
  expect(said(world)).toEqual([])
  expect((fieldsOf(world, 'snippet', 's@en')['body'] as Prose).parts.filter(isLink)).toEqual([
    { link: { kind: 'article', key: 'h' }, locale: 'en' },
  ])
})
