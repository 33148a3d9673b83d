import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressesOf, linkIn, pageAt } from '../../../src/sides/workspace/addresses.ts'
import { sameRegion } from '../../../src/sides/workspace/base-url.ts'
import { hostedAt, imageIn, unsigned } from '../../../src/sides/workspace/hosted.ts'

const bakery = addressesOf({ url: 'https://help.bakery.test', domain: 'help.bakery.test', identifier: 'bakery' })
const article = (key: string, more: object = {}) => ({ link: { kind: 'article', key }, ...more })

test.each([
  ['https://help.bakery.test/en/articles/12-sourdough', article('@12', { locale: 'en' })],
  ['https://help.bakery.test/articles/12', article('@12')],
  [
    'https://intercom.help/bakery/pt-BR/articles/12-pao#h_0d8a2f2ea4',
    article('@12', { locale: 'pt-BR', fragment: 'h_0d8a2f2ea4' }),
  ],
  ['http://HELP.bakery.test/en/collections/3-bread/', { link: { kind: 'collection', key: '@3' }, locale: 'en' }],
  ['/en/articles/12-sourdough', article('@12', { locale: 'en' })],
  ['https://intercom.help/butcher/en/articles/12', null],
  ['https://help.bakery.test/en/articles/12?utm=x', null],
  ['https://help.bakery.test/en/articles', null],
  ['https://help.bakery.test/en', null],
  ['https://elsewhere.test/en/articles/12', null],
  ['mailto:bread@bakery.test', null],
  ['#top', null],
  ['12', null],
])('%s leads to %j', (href, link) => {
  expect(linkIn(href, bakery)).toEqual(link)
})

test('an address we write is read as what it leads to, and a link to nothing as a plain link', () => {
  const ids = fc.integer({ min: 1, max: 2 ** 53 - 1 }).map(String)
  const fragments = fc.option(fc.string({ minLength: 1, unit: 'grapheme' }), { nil: undefined })
  const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }
  fc.assert(
    fc.property(ids, fragments, fc.constantFrom('en', 'fr', 'pt-BR', 'zh-CN'), (id, fragment, locale) => {
      const href = pageAt(bakery, locale, '/articles/', id, fragment)
      expect(linkIn(href, bakery)).toEqual(article(`@${id}`, { locale, ...(fragment === undefined ? {} : { fragment }) }))
      expect(linkIn(pageAt(bakery, locale, '/articles/', undefined, fragment), bakery)).toBeNull()
    }),
    seed,
  )
})

test.each([
  ['https://downloads.intercomcdn.com/i/o/1/ab/uuid?expires=1&signature=2&req=3', 'cdn:/i/o/1/ab/uuid'],
  ['https://static.intercomcdn.com/i/o/1/ab', 'cdn://static.intercomcdn.com/i/o/1/ab'],
  ['https://downloads.intercomcdn.eu/i/o/1/ab/cake.png?signature=2', 'cdn://downloads.intercomcdn.eu/i/o/1/ab/cake.png'],
  ['https://images.example.test/a.png?v=2', 'https://images.example.test/a.png?v=2'],
  ['https://intercomcdn.com.evil.test/a.png?v=2', 'https://intercomcdn.com.evil.test/a.png?v=2'],
  ['data:image/png;base64,AAAA', null],
  ['cat.png', null],
])('the image %s is %s', (src, image) => {
  expect(imageIn(src)).toBe(image)
  if (image?.startsWith('cdn:') === true) expect(hostedAt(image)).toBe(src.replace(/\?.*/, ''))
})

test.each(['com', 'eu'])('a new signature makes no new body (.%s)', (end) => {
  const body = (signature: string) =>
    `<p>a?b <img src="https://downloads.intercomcdn.${end}/i/o/1?expires=9&amp;signature=${signature}&amp;req=x"> ![x](https://downloads.intercomcdn.${end}/i/o/2?signature=${signature}) q?</p>`
  expect(unsigned(body('one'))).toBe(unsigned(body('two')))
  expect(unsigned(body('one'))).toContain(`i/o/1"> ![x](https://downloads.intercomcdn.${end}/i/o/2) q?`)
})

test('a workspace in another region stops the run and says what to set', () => {
  expect(() => {
    sameRegion(new URL('https://api.intercom.io'), 'EU')
  }).toThrow(expect.objectContaining({ exit: 77, message: expect.stringContaining("region: 'eu'") as string }))
  sameRegion(new URL('https://api.eu.intercom.io'), 'EU')
  sameRegion(new URL('http://127.0.0.1:1'), 'AU')
})
