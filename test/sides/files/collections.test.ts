import { expect, test } from 'vitest'
import { fieldsOf, keysOf, page, read, said, the } from './repository.ts'

const shelf = (key: string) => ({ kind: 'collection', key })

test('folders with content below them are collections, nested as on disk', async () => {
  const world = await read({
    'content/articles/getting-started/oven/first-loaf.md': page('First loaf'),
    'content/articles/Our Shop/hours.md': page('Hours'),
    'content/articles/img/oven.txt': 'no content',
    'content/articles/welcome.md': page('Welcome'),
  })
  expect(said(world)).toEqual([])
  expect(keysOf(world, 'collection')).toEqual(['Our Shop', 'getting-started', 'getting-started/oven'])
  expect(fieldsOf(world, 'collection', 'getting-started')).toEqual({ name: 'Getting started', parent: null })
  expect(fieldsOf(world, 'collection', 'getting-started/oven')).toEqual({ name: 'Oven', parent: shelf('getting-started') })
  expect(fieldsOf(world, 'collection', 'Our Shop')['name']).toBe('Our Shop')
  expect(fieldsOf(world, 'article', 'getting-started/oven/first-loaf')['collections']).toEqual([shelf('getting-started/oven')])
  expect(Object.keys(fieldsOf(world, 'article', 'welcome'))).not.toContain('collections')
})

test('_collection.yaml names its folder in every locale and gives it a key that survives a rename', async () => {
  const world = await read({
    'content/articles/billing/_collection.yaml':
      'name:\n  en: Bills\n  fr: Factures\ndescription: What you pay\ndescription.fr: Ce que vous payez\nkey: money\n',
    'content/articles/billing/fees/low.md': page('Low fees'),
  })
  expect(said(world)).toEqual([])
  expect(fieldsOf(world, 'collection', 'money')).toEqual({
    name: 'Bills',
    'name@fr': 'Factures',
    description: 'What you pay',
    'description@fr': 'Ce que vous payez',
    parent: null,
  })
  expect(fieldsOf(world, 'collection', 'billing/fees')['parent']).toEqual(shelf('money'))
})

test('_collection.fr.yaml gives the names of one locale', async () => {
  const world = await read({
    'content/articles/billing/_collection.yaml': 'name: Bills\n',
    'content/articles/billing/_collection.fr.yml': 'name: Factures\n',
    'content/articles/billing/fees.md': page('Fees'),
  })
  expect(fieldsOf(world, 'collection', 'billing')).toEqual({ name: 'Bills', 'name@fr': 'Factures', parent: null })
})

test('collections: in front matter replaces the folder; [] files the article nowhere', async () => {
  const world = await read({
    'content/articles/bread/rye.md': page('Rye', 'collections: [shop, bread]\n'),
    'content/articles/bread/spelt.md': page('Spelt', 'collections: []\n'),
    'content/articles/bread/wheat.md': page('Wheat', 'collection: shop\n'),
    'content/articles/shop/hours.md': page('Hours'),
  })
  expect(fieldsOf(world, 'article', 'bread/rye')['collections']).toEqual([shelf('shop'), shelf('bread')])
  expect(fieldsOf(world, 'article', 'bread/spelt')['collections']).toEqual([])
  expect(fieldsOf(world, 'article', 'bread/wheat')['collections']).toEqual([shelf('shop')])
})

test('a folder can be named by its path even where it has a key of its own', async () => {
  const world = await read({
    'content/articles/billing/_collection.yaml': 'key: money\n',
    'content/articles/billing/fees.md': page('Fees'),
    'content/articles/a.md': page('A', 'collections: billing\n'),
    'content/articles/b.md': page('B', 'collections: money\n'),
  })
  expect(said(world)).toEqual([])
  for (const key of ['a', 'b']) expect(fieldsOf(world, 'article', key)['collections']).toEqual([shelf('money')])
})

test('an unknown collection is an error with the one that was meant', async () => {
  const world = await read({
    'content/articles/a.md': page('A', 'state: draft\ncollections: [shpo]\n'),
    'content/articles/shop/hours.md': page('Hours'),
  })
  expect(said(world)).toEqual([
    'content/articles/a.md:4 error collection "shpo" is no directory with content, and is not in collections.yaml (did you mean "shop"?)',
  ])
  expect(the(world, 'article', 'a').broken).toBe(true)
})

test('a fourth level is an error, because Intercom has three', async () => {
  const world = await read({ 'content/articles/a/b/c/d/e.md': page('Deep') })
  expect(said(world)).toEqual([
    'content/articles/a/b/c/d/e.md:1 error "a/b/c/d" is a collection 4 levels deep; Intercom nests 3. Move its files up',
  ])
  expect(the(world, 'collection', 'a/b/c/d').broken).toBe(true)
  expect(the(world, 'collection', 'a/b/c').broken).toBeUndefined()
})

test('an entry of collections.yaml with the key of a folder names that folder', async () => {
  const world = await read({
    'config/collections.yaml': '- name: {en: Bills, fr: Factures}\n  key: billing\n- name: Empty shelf\n',
    'content/articles/billing/fees.md': page('Fees'),
  })
  expect(said(world)).toEqual([])
  expect(keysOf(world, 'collection')).toEqual(['Empty shelf', 'billing'])
  expect(fieldsOf(world, 'collection', 'billing')).toMatchObject({ name: 'Bills', 'name@fr': 'Factures' })
})

test('a word nobody knows in _collection.yaml is an error with its line', async () => {
  const world = await read({
    'content/articles/billing/_collection.yaml': 'name: Bills\ndescripton: x\n',
    'content/articles/billing/fees.md': page('Fees'),
  })
  expect(said(world)).toEqual([
    'content/articles/billing/_collection.yaml:2 error descripton: expected one of name, description, key (did you mean "description"?)',
  ])
  expect(the(world, 'collection', 'billing').broken).toBe(true)
  expect(the(world, 'article', 'billing/fees').broken).toBeUndefined()
})

test('two folders with one name in one place cannot be told apart in Intercom', async () => {
  const world = await read({
    'content/articles/bread/_collection.yaml': 'name: Bread\n',
    'content/articles/breads/_collection.yaml': 'name: bread\n',
    'content/articles/bread/a.md': page('A'),
    'content/articles/breads/b.md': page('B'),
  })
  expect(said(world)).toEqual([
    'content/articles/breads/_collection.yaml:1 error name "bread" is the same in the same place as content/articles/bread/_collection.yaml:1; keep one, or tell them apart (another name, or a key: of its own)',
  ])
})
