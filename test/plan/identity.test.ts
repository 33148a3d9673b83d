import { describe, expect, test } from 'vitest'
import type { Fields } from '../../src/model/index.ts'
import { live, planned, refs, remembered, text, told, want } from './values.ts'

const bread: Fields = { title: 'Bread', body: text('Flour, water, salt') }
const cake: Fields = { title: 'Cake', body: text('Eggs and sugar') }
const known = [remembered('article', 'bread', '1', bread), remembered('article', 'cake', '2', cake)]
const there = [live('article', '1', bread), live('article', '2', cake)]
const all = { prune: true, allow: new Set(['deletes'] as const) }

describe('a file under another name is the same article (R33)', () => {
  test('a rename alone sends nothing', () => {
    expect(told(planned([want('article', 'loaf', bread), want('article', 'cake', cake)], there, known, all))).toEqual([
      'adopt article:loaf from bread',
    ])
  })

  test('renamed and rewritten: told by its title', () => {
    const files = [want('article', 'loaf', { ...bread, body: text('Rye') }), want('article', 'cake', cake)]
    expect(told(planned(files, there, known, all))).toEqual(['update article:loaf body from bread'])
  })

  test('renamed and retitled: told by its text', () => {
    const files = [want('article', 'loaf', { ...bread, title: 'Loaf' }), want('article', 'cake', cake)]
    expect(told(planned(files, there, known, all))).toEqual(['update article:loaf title from bread'])
  })

  test('two files that change names are two updates: the name is the key', () => {
    const files = [want('article', 'bread', cake), want('article', 'cake', bread)]
    expect(told(planned(files, there, known, { ...all, limits: { deletes: '30%', updates: '100%' } }))).toEqual([
      'update article:bread title,body',
      'update article:cake title,body',
    ])
  })

  test('a copy is a new article', () => {
    const files = [
      want('article', 'bread', bread),
      want('article', 'cake', cake),
      want('article', 'copy', { ...bread, title: 'Copy' }),
    ]
    expect(told(planned(files, there, known, all))).toEqual(['create article:copy'])
  })

  test('of two alike that moved, none is guessed, created or deleted', () => {
    const twins = [remembered('article', 'a', '1', bread), remembered('article', 'b', '2', bread)]
    const both = [live('article', '1', bread), live('article', '2', bread)]
    expect(told(planned([want('article', 'c', bread), want('article', 'd', bread)], both, twins, all))).toEqual([
      'blocked article:a',
      'blocked article:b',
      'blocked article:c',
      'blocked article:d',
    ])
  })

  test('a text that links to itself is known under its new name', () => {
    const linked = (key: string): Fields => ({
      title: key,
      body: { parts: ['<p><a href="', { link: { kind: 'article', key } }, '">again</a></p>'] },
    })
    const seen: Fields = {
      title: 'old',
      body: { parts: ['<p><a href="', { link: { kind: 'article', key: '@1' } }, '">again</a></p>'] },
    }
    const memory = [remembered('article', 'old', '1', linked('old'), seen), ...known.slice(1)]
    const files = [want('article', 'new', linked('new')), want('article', 'cake', cake)]
    expect(told(planned(files, [live('article', '1', seen), ...there.slice(1)], memory, all))).toEqual([
      'update article:new title from old',
    ])
  })
})

describe('a folder under another name', () => {
  const shelf = (name: string): Fields => ({ name, parent: null })
  const filed = (fields: Fields, key: string): Fields => ({ ...fields, collections: refs('collection', key) })
  const memory = [
    remembered('collection', 'shop', '9', shelf('Shop')),
    remembered('article', 'shop/bread', '1', filed(bread, 'shop'), filed(bread, '@9')),
    remembered('article', 'shop/cake', '2', filed(cake, 'shop'), filed(cake, '@9')),
  ]
  const workspace = [
    live('collection', '9', shelf('Shop')),
    live('article', '1', filed(bread, '@9')),
    live('article', '2', filed(cake, '@9')),
  ]

  test('is followed by its collection, and its articles are not written', () => {
    const files = [
      want('collection', 'store', shelf('Store')),
      want('article', 'store/bread', filed(bread, 'store')),
      want('article', 'store/cake', filed(cake, 'store')),
    ]
    expect(told(planned(files, workspace, memory, all)).sort()).toEqual([
      'adopt article:store/bread from shop/bread',
      'adopt article:store/cake from shop/cake',
      'update collection:store name from shop',
    ])
  })

  test('an article that leaves it in the same breath is taken out of it', () => {
    const files = [
      want('collection', 'store', shelf('Store')),
      want('collection', 'other', shelf('Other')),
      want('article', 'store/bread', filed(bread, 'store')),
      want('article', 'store/pie', filed({ title: 'Pie', body: text('Apples') }, 'store')),
      want('article', 'other/cake', filed(cake, 'other')),
    ]
    const pie = filed({ title: 'Pie', body: text('Apples') }, 'shop')
    const more = [...memory, remembered('article', 'shop/pie', '3', pie, filed(pie, '@9'))]
    const drawn = planned(files, [...workspace, live('article', '3', filed(pie, '@9'))], more, all)
    const moved = drawn.levels.flat().find((change) => change.verb === 'update' && change.id === '2')
    expect(moved?.verb === 'update' ? moved.to.fields['collections'] : null).toEqual(refs('collection', 'other'))
  })
})

describe('a new file and an article that is there already', () => {
  test('the same name in another collection is not taken over', () => {
    const shelves = [live('collection', '8', { name: 'Theirs', parent: null })]
    const foreign = live('article', '1', { ...bread, collections: refs('collection', '@8') })
    const files = [
      want('collection', 'ours', { name: 'Ours', parent: null }),
      want('article', 'ours/bread', { ...bread, collections: refs('collection', 'ours') }),
    ]
    expect(told(planned(files, [...shelves, foreign], []))).toEqual(['create collection:ours', 'create article:ours/bread'])
  })

  test('differing in a field it is a takeover, and refused unless allowed', () => {
    const drawn = planned([want('article', 'bread', { ...bread, body: text('Rye') })], [live('article', '1', bread)], [])
    expect(told(drawn)).toEqual(['update article:bread body'])
    expect(drawn.refusals.map(({ override }) => override)).toEqual(['--allow takeover'])
  })

  test('a child is adopted after its parent', () => {
    const folder = (name: string, parent: string | null): Fields => ({
      name,
      parent: parent === null ? null : { kind: 'folder', key: parent },
    })
    const files = [want('folder', 'Shop', folder('Shop', null)), want('folder', 'Shop/Back', folder('Back', 'Shop'))]
    const workspace = [
      live('folder', '1', folder('Shop', null)),
      live('folder', '2', folder('Back', '@1')),
      live('folder', '3', folder('Back', null)),
    ]
    expect(told(planned(files, workspace, []))).toEqual(['adopt folder:Shop', 'adopt folder:Shop/Back'])
  })
})
