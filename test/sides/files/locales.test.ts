import { expect, test } from 'vitest'
import { fieldsOf, keysOf, page, read, said, the } from './repository.ts'

const directory = { locales: { default: 'en', layout: 'directory' as const } }

test('refunds.fr.md is the French of refunds.md, one article', async () => {
  const world = await read({
    'content/articles/refunds.md': page('Refunds', 'state: published\n'),
    'content/articles/refunds.fr.md': page(
      'Remboursements',
      'description: Argent\nstate: draft\nauthor: ana@b.test\n',
      'Pain.\n',
    ),
    'content/articles/refunds.pt-BR.md': page('Reembolsos'),
  })
  expect(said(world)).toEqual([])
  expect(keysOf(world, 'article')).toEqual(['refunds'])
  expect(fieldsOf(world, 'article', 'refunds')).toEqual({
    title: 'Refunds',
    state: 'published',
    body: { parts: ['<p>Bread.</p>'] },
    'title@fr': 'Remboursements',
    'description@fr': 'Argent',
    'state@fr': 'draft',
    'author@fr': { kind: 'author', key: 'ana@b.test' },
    'body@fr': { parts: ['<p>Pain.</p>'] },
    'title@pt-BR': 'Reembolsos',
    'body@pt-BR': { parts: ['<p>Bread.</p>'] },
  })
})

test('guide.v2.md is no translation, and a suffix in the default locale is the default', async () => {
  const world = await read({
    'content/articles/guide.v2.md': page('Guide 2'),
    'content/articles/oven.en.md': page('Oven'),
  })
  expect(keysOf(world, 'article')).toEqual(['guide.v2', 'oven'])
  expect(Object.keys(fieldsOf(world, 'article', 'oven'))).toEqual(['title', 'body'])
})

test('the same path in fr/ and at the top or in en/ is one article, and folders of both are one collection', async () => {
  const world = await read(
    {
      'content/articles/billing/fees.md': page('Fees'),
      'content/articles/fr/billing/fees.md': page('Frais'),
      'content/articles/fr/billing/_collection.yaml': 'name: Factures\n',
      'content/articles/en/hours.md': page('Hours'),
      'content/articles/fr/hours.md': page('Heures'),
      'content/articles/guide.fr.md': page('Not French here'),
    },
    directory,
  )
  expect(said(world)).toEqual([])
  expect(keysOf(world, 'article')).toEqual(['billing/fees', 'guide.fr', 'hours'])
  expect(fieldsOf(world, 'article', 'billing/fees')['title@fr']).toBe('Frais')
  expect(keysOf(world, 'collection')).toEqual(['billing'])
  expect(fieldsOf(world, 'collection', 'billing')).toMatchObject({ name: 'Billing', 'name@fr': 'Factures' })
})

test('a root may hold {locale}', async () => {
  const world = await read(
    { 'docs/en/help/fees.md': page('Fees'), 'docs/fr/help/fees.md': page('Frais'), 'docs/other/help/x.md': page('X') },
    { ...directory, content: { articles: 'docs/{locale}/help' } },
  )
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'article', 'fees')).toMatchObject({ title: 'Fees', 'title@fr': 'Frais' })
  expect(keysOf(world, 'article')).toEqual(['fees'])
})

test('a translation without its default file is an error and never seen as a new article', async () => {
  const world = await read({ 'content/articles/refunds.fr.md': page('Remboursements') })
  expect(said(world)).toEqual([
    'content/articles/refunds.fr.md:1 error a translation (fr) of article "refunds" needs its file in en; add it, or write locale: where it is another one',
  ])
  expect(the(world, 'article', 'refunds').broken).toBe(true)
})

test('what is not per locale is a warning in a translation and not applied', async () => {
  const world = await read({
    'content/articles/refunds.md': page('Refunds'),
    'content/articles/refunds.fr.md': page('Remboursements', 'tags: [Argent]\ncollections: []\n'),
  })
  expect(said(world)).toEqual([
    'content/articles/refunds.fr.md:3 warning tags: is not per locale; say it in the file of the default locale',
    'content/articles/refunds.fr.md:4 warning collections: is not per locale; say it in the file of the default locale',
  ])
  expect(Object.keys(fieldsOf(world, 'article', 'refunds'))).toEqual(['title', 'body', 'title@fr', 'body@fr'])
})

test('key: and locale: join a file of another name to its article', async () => {
  const world = await read({
    'content/articles/refunds.md': page('Refunds', 'key: money-back\n'),
    'content/articles/refunds.de.md': page('Erstattung'),
    'content/articles/remboursements.md': page('Remboursements', 'key: money-back\nlocale: fr\n'),
  })
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'article', 'money-back')).toMatchObject({
    title: 'Refunds',
    'title@de': 'Erstattung',
    'title@fr': 'Remboursements',
  })
})

test('locale: that contradicts the file name is an error', async () => {
  const world = await read({
    'content/articles/refunds.md': page('Refunds'),
    'content/articles/refunds.fr.md': page('Remboursements', 'locale: de\n'),
  })
  expect(said(world)).toEqual([
    `content/articles/refunds.fr.md:3 error locale: says de, but the file's name says fr; keep one of them`,
  ])
})

test('an error in a translation keeps the whole article out of the plan', async () => {
  const world = await read({
    'content/articles/refunds.md': page('Refunds'),
    'content/articles/refunds.fr.md': page('Remboursements', 'state: live\n'),
  })
  expect(the(world, 'article', 'refunds').broken).toBe(true)
})

test('a snippet holds one locale, so its key carries it', async () => {
  const world = await read({
    'content/snippets/hours.md': page('Hours', 'fin: {copilot: true}\n', 'Open at *six*.\n'),
    'content/snippets/hours.fr.md': page('Heures', 'collections: [x]\n'),
    'content/snippets/shop/where.md': page('Wo', 'locale: de\n'),
  })
  expect(said(world)).toEqual([])
  expect(keysOf(world, 'snippet')).toEqual(['hours@en', 'hours@fr', 'shop/where@de'])
  expect(fieldsOf(world, 'snippet', 'hours@en')).toEqual({
    title: 'Hours',
    copilot: true,
    locale: 'en',
    body: { parts: ['<p>Open at <i>six</i>.</p>'] },
  })
  expect(fieldsOf(world, 'snippet', 'shop/where@de')['locale']).toBe('de')
  expect(keysOf(world, 'collection')).toEqual([])
})

test('a snippet without text is an error', async () => {
  const world = await read({ 'content/snippets/hours.md': page('Hours', '', '') })
  expect(said(world)).toEqual(['content/snippets/hours.md:1 error expected a text, got an empty one'])
})
