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

describe('a folder follows what it held', () => {
  const shelf = (name: string, parent: string | null = null): Fields => ({
    name,
    parent: parent === null ? null : { kind: 'collection', key: parent },
  })
  const filed = (n: number, ...keys: string[]): Fields => ({
    title: `Page ${n}`,
    body: text(`Page number ${n}`),
    collections: refs('collection', ...keys),
  })

  /** Pages of the collection `old`, and where each of them went. */
  const moved = (places: readonly string[][], come = ['new', 'other'], name = 'Other name'): string[] => {
    const files = [
      ...come.map((key) => want('collection', key, shelf(`${name} ${key}`))),
      ...places.map((keys, n) => want('article', `page-${n}`, filed(n, ...keys))),
    ]
    const there = [live('collection', '9', shelf('Old')), ...places.map((_, n) => live('article', `${n + 10}`, filed(n, '@9')))]
    const memory = [
      remembered('collection', 'old', '9', shelf('Old')),
      ...places.map((_, n) => remembered('article', `page-${n}`, `${n + 10}`, filed(n, 'old'), filed(n, '@9'))),
    ]
    return told(planned(files, there, memory, all))
      .filter((line) => line.includes('collection:'))
      .sort()
      .sort()
  }

  test('to where most of it went', () => {
    expect(moved([['new'], ['other'], ['new']])).toEqual(['create collection:other', 'update collection:new name from old'])
    expect(moved([['other'], ['new'], ['other']])).toEqual(['create collection:new', 'update collection:other name from old'])
  })

  test('rather than to one that is called as it was', () => {
    const files = [
      want('collection', 'namesake', shelf('Old')),
      want('collection', 'new', shelf('New')),
      want('article', 'page', filed(1, 'new')),
    ]
    const there = [live('collection', '9', shelf('Old')), live('article', '10', filed(1, '@9'))]
    const memory = [
      remembered('collection', 'old', '9', shelf('Old')),
      remembered('article', 'page', '10', filed(1, 'old'), filed(1, '@9')),
    ]
    expect(told(planned(files, there, memory, all))).toEqual([
      'create collection:namesake',
      'update collection:new name from old',
    ])
  })

  test('but not where it went in halves, or nowhere', () => {
    const apart = ['create collection:new', 'create collection:other', 'delete collection:old']
    expect(moved([['new'], ['other']])).toEqual(apart)
    expect(moved([[], []])).toEqual(apart)
    expect(moved([['new', 'other']])).toEqual(apart)
  })

  test('not to one that was there before', () => {
    const files = [want('collection', 'kept', shelf('Kept')), want('article', 'page-0', filed(0, 'kept'))]
    const there = [
      live('collection', '9', shelf('Old')),
      live('collection', '8', shelf('Kept')),
      live('article', '10', filed(0, '@9')),
    ]
    const memory = [
      remembered('collection', 'old', '9', shelf('Old')),
      remembered('collection', 'kept', '8', shelf('Kept')),
      remembered('article', 'page-0', '10', filed(0, 'old'), filed(0, '@9')),
    ]
    expect(told(planned(files, there, memory, all))).toEqual(['update article:page-0 collections', 'delete collection:old'])
  })

  test('with the collections it held, floor by floor', () => {
    const files = [
      want('collection', 'x', shelf('X')),
      want('collection', 'x/y', shelf('Y', 'x')),
      want('article', 'x/y/page', filed(1, 'x/y')),
    ]
    const there = [
      live('collection', '1', shelf('A')),
      live('collection', '2', shelf('B', '@1')),
      live('article', '10', filed(1, '@2')),
    ]
    const memory = [
      remembered('collection', 'a', '1', shelf('A')),
      remembered('collection', 'a/b', '2', shelf('B', 'a'), shelf('B', '@1')),
      remembered('article', 'a/b/page', '10', filed(1, 'a/b'), filed(1, '@2')),
    ]
    expect(told(planned(files, there, memory, all)).sort()).toEqual([
      'adopt article:x/y/page from a/b/page',
      'update collection:x name from a',
      'update collection:x/y name from a/b',
    ])
  })

  test('but is made anew where it would stand too deep with all that stands in it', () => {
    const files = (depth: number): ReturnType<typeof want>[] => [
      ...['p', 'p/q'].slice(0, depth).map((key, n) => want('collection', key, shelf(key, n === 0 ? null : 'p'))),
      want('collection', 'new', shelf('New', [null, 'p', 'p/q'][depth] ?? null)),
      want('article', 'page', filed(1, 'new')),
    ]
    const there = [
      live('collection', '1', shelf('Old')),
      live('collection', '2', shelf('Theirs', '@1')),
      live('article', '10', filed(1, '@1')),
    ]
    const memory = [
      remembered('collection', 'old', '1', shelf('Old')),
      remembered('article', 'page', '10', filed(1, 'old'), filed(1, '@1')),
    ]
    const says = (depth: number): string[] =>
      told(planned(files(depth), there, memory, { prune: false })).filter((line) => line.includes('collection:new'))
    expect(says(0)).toEqual(['update collection:new name from old'])
    expect(says(1)).toEqual(['update collection:new name,parent from old'])
    expect(says(2)).toEqual(['create collection:new'])
  })

  test('of the same name without anything in it is the same one', () => {
    const files = [want('collection', 'store', shelf('Shop')), want('article', 'cake', cake)]
    const memory = [remembered('collection', 'shop', '9', shelf('Shop')), ...known.slice(1)]
    expect(told(planned(files, [live('collection', '9', shelf('Shop')), ...there.slice(1)], memory, all))).toEqual([
      'adopt collection:store from shop',
    ])
  })
})

describe('an import source under another address', () => {
  const source = (url: string, sync = 'api'): Fields => ({ url, status: 'active', sync })
  const files = [want('import-source', 'https://b.test', source('https://b.test'))]
  const drawn = (sync: string, more: readonly ReturnType<typeof want>[] = []): string[] =>
    told(
      planned(
        [...files, ...more],
        [live('import-source', '3', source('https://a.test', sync))],
        [remembered('import-source', 'https://a.test', '3', source('https://a.test', sync))],
      ),
    )
  test('is the same one where the API may change it and no other came', () => {
    expect(drawn('api')).toEqual(['update import-source:https://b.test url from https://a.test'])
    const apart = ['create import-source:https://b.test', 'orphan import-source:https://a.test']
    expect(drawn('automated')).toEqual(apart)
    const third = want('import-source', 'https://c.test', source('https://c.test'))
    expect(drawn('api', [third])).toEqual([apart[0], 'create import-source:https://c.test', apart[1]])
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

  test('named by its id in the file it is that one, whatever it is called', () => {
    const file = { ...want('article', 'loaf', bread), pinned: '2' }
    expect(told(planned([file], [live('article', '2', { title: 'Cake' })], []))).toEqual(['update article:loaf title,body'])
    expect(told(planned([{ ...file, pinned: '77' }], [live('article', '2', { title: 'Cake' })], []))).toEqual([
      'create article:loaf',
    ])
  })

  test('named by the id a vanished file held, it is that one moved; one that another file holds stays with it', () => {
    const file = { ...want('article', 'loaf', { title: 'Loaf', body: text('Rye') }), pinned: '1' }
    expect(told(planned([file, want('article', 'cake', cake)], there, known, all))).toEqual([
      'update article:loaf title,body from bread',
    ])
    const held = planned([file, want('article', 'bread', bread), want('article', 'cake', cake)], there, known, all)
    expect(told(held)).toEqual(['create article:loaf'])
  })

  test('where every key is named by its id, nothing is looked for by name or text', () => {
    const file = want('article', 'loaf', bread)
    const on = { ...all, identity: 'known' } as const
    expect(told(planned([file, want('article', 'cake', cake)], there, known, on))).toEqual([
      'create article:loaf',
      'delete article:bread',
    ])
    expect(told(planned([file], there.slice(0, 1), [], { ...on, allow: new Set(['duplicates']) }))).toEqual([
      'create article:loaf',
    ])
  })

  test('of one name twice blocks, naming both; two files for one block each other', () => {
    const twins = [live('article', '1', bread), live('article', '2', bread)]
    const [blocked] = planned([want('article', 'bread', bread)], twins, []).beside
    expect(blocked).toEqual({
      why: 'blocked',
      kind: 'article',
      key: 'bread',
      file: 'content/bread.md',
      line: 1,
      says: '2 objects in the workspace bear its name (ids 1, 2); say which is meant: content-sync ledger bind article:bread <id>',
    })
    const both = planned([want('article', 'a', bread), want('article', 'b', bread)], twins.slice(0, 1), [])
    expect(both.beside.map(({ key, says }) => [key, says])).toEqual(
      ['a', 'b'].map((key) => [
        key,
        `other files claim the object with its name (id 1) too; say which is meant: content-sync ledger bind article:${key} <id>`,
      ]),
    )
  })

  test('are the same in any case and spacing, and in any of the collections they share', () => {
    const shelves = ['A', 'B'].map((name, n) => live('collection', `${n + 3}`, { name, parent: null }))
    const memory = ['a', 'b'].map((key, n) =>
      remembered('collection', key, `${n + 3}`, { name: key.toUpperCase(), parent: null }),
    )
    const shelfFiles = ['a', 'b'].map((key) => want('collection', key, { name: key.toUpperCase(), parent: null }))
    const there = { title: ' FRESH   bread ', collections: refs('collection', '@3', '@4') }
    const on = (...keys: string[]): string[] =>
      told(
        planned(
          [...shelfFiles, want('article', 'x', { title: 'Fresh bread', collections: refs('collection', ...keys) })],
          [...shelves, live('article', '1', there)],
          memory,
          { allow: new Set(['duplicates']) },
        ),
      )
    expect(on('a')).toEqual(['update article:x title'])
    expect(on('b', 'a')).toEqual(['update article:x title'])
    expect(on('a', '@77')).toEqual(['update article:x title,collections'])
    expect(on()).toEqual(['create article:x'])
    const loose = planned(
      [want('article', 'x', { title: 'Fresh bread', collections: [] })],
      [live('article', '1', { title: 'Fresh bread' })],
      [],
    )
    expect(told(loose)).toEqual(['adopt article:x'])
  })

  test('snippets of one title in two languages are two', () => {
    const hours = (locale: string): Fields => ({ title: 'Hours', locale, body: text('Nine') })
    const files = ['en', 'fr'].map((locale) => want('snippet', `hours@${locale}`, hours(locale)))
    expect(told(planned(files, [live('snippet', '1', hours('fr')), live('snippet', '2', hours('en'))], []))).toEqual([
      'adopt snippet:hours@en',
      'adopt snippet:hours@fr',
    ])
  })

  test('in another help center’s tree it is not seen', () => {
    const foreign = { ...live('collection', '1', { name: 'Shop', parent: null }), stamp: { helpCenter: '8' } }
    const file = want('collection', 'shop', { name: 'Shop', parent: null })
    expect(told(planned([file], [foreign], [], { helpCenter: '9' }))).toEqual(['create collection:shop'])
    expect(told(planned([file], [foreign], [], { helpCenter: '8' }))).toEqual(['adopt collection:shop'])
    expect(told(planned([file], [foreign], []))).toEqual(['adopt collection:shop'])
  })

  test('a collection without a parent in its entry stands at the top', () => {
    const file = want('collection', 'shop', { name: 'Shop' })
    const there = [
      live('collection', '1', { name: 'Shop', parent: { kind: 'collection', key: '@2' } }),
      live('collection', '2', { name: 'Top', parent: null }),
    ]
    expect(told(planned([file], there, [], { allow: new Set(['duplicates']) }))).toEqual(['create collection:shop'])
  })
})
