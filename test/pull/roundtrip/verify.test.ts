import { afterEach, beforeEach, expect, test } from 'vitest'
import type { VerifyDocument } from '../../../src/report/json/schemas.ts'
import { misfits } from '../../report/published.ts'
import { counter, type Counter } from './counter.ts'

let shop: Counter
beforeEach(async () => {
  shop = await counter({}, { switches: { foreignElements: 'kept' } })
})
afterEach(() => shop.close())

const document = async (args = ''): Promise<VerifyDocument> => {
  const { out } = await shop.run(`pull --verify -f json ${args}`)
  expect(misfits('verify', out)).toEqual([])
  return JSON.parse(out) as VerifyDocument
}

test('each text is called what a pull would make of it, with the block that is to blame and its line', async () => {
  await shop.article('Bread', '<h1>Flour</h1><p>Take <b>500 g</b>.</p><ul><li><p>Rye</p></li></ul>', {
    translated_content: { fr: { title: 'Pain', body: '<p>Farine</p>', author_id: 1002, state: 'draft' } },
  })
  await shop.article('Cake', '<p>Sugar</p><marquee>Butter</marquee>')
  const pie = await shop.article('Pie', '<p>Apples</p>')
  shop.sandbox.control.plant(Number(pie), '<p>Apples</p><p>Crust</p><x-oven onclick="burn()">Hot</x-oven>')
  await shop.web('POST', '/content_snippets', { title: 'Hours', body_markdown: 'Open **daily**.', locale: 'en' })
  const { texts, counts } = await document()
  expect(texts.map(({ kind, key, locale, title, fate }) => [kind, key, locale, title, fate])).toEqual([
    ['article', '@1001', 'en', 'Bread', 'lossless'],
    ['article', '@1001', 'fr', 'Pain', 'lossless'],
    ['article', '@1002', 'en', 'Cake', 'opaque'],
    ['article', '@1003', 'en', 'Pie', 'lossy'],
    ['snippet', '@1001', 'en', 'Hours', 'lossless'],
  ])
  expect(counts).toEqual({ lossless: 3, opaque: 1, lossy: 1 })
  expect(texts[3]?.blocks).toEqual([{ line: 5, kind: 'opaque', fate: 'lossy', says: 'not carried: onClick of <x-oven>' }])
  await shop.run('pull --verify --detailed-exitcode', 2)
})

test('people read a table of what is not lossless, and nothing is written anywhere', async () => {
  await shop.article('Bread', '<p>Flour</p>')
  await shop.article('Cake', '<p>Sugar</p><marquee>Butter</marquee>')
  shop.sandbox.control.clearLog()
  const { out, err } = await shop.run('pull --verify --detailed-exitcode')
  expect(out).toBe(
    [
      'text    kind     key    locale  title',
      'opaque  article  @1002  en      Cake',
      '  line 3: opaque: no Markdown says <marquee>: kept as HTML',
      '',
      'bakery: 2 texts: 1 lossless, 1 opaque (kept as HTML), 0 lossy',
      '',
    ].join('\n'),
  )
  expect(err).toContain('0 writes')
  expect(shop.sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  expect([...shop.files().keys()]).toEqual([])
})

test('--only leaves the others out, and what is in files goes by its key', async () => {
  await shop.article('Bread', '<p>Flour</p>')
  await shop.article('Cake', '<p>Sugar</p>')
  await shop.run('pull --yes')
  expect((await document('--only article:bread')).texts.map(({ key }) => key)).toEqual(['bread'])
})
