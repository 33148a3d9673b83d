import { describe, expect, test } from 'vitest'
import type { Change, Fields, Part, Plan } from '../../src/model/index.ts'
import { subject } from '../../src/model/index.ts'
import { live, planned, refs, remembered, want } from './values.ts'

const levels = (drawn: Plan): string[][] => drawn.levels.map((level) => level.map((change: Change) => subject(change).key))
const linking = (title: string, ...to: string[]): Fields => ({
  title,
  body: { parts: to.flatMap((key): Part[] => ['<p><a href="', { link: { kind: 'article', key } }, '">on</a></p>']) },
})
const shelf = (name: string, parent: string | null): Fields => ({
  name,
  parent: parent === null ? null : { kind: 'collection', key: parent },
})

describe('what is needed comes first', () => {
  test('parents before children before what is filed in them', () => {
    const files = [
      want('article', 'a/b/page', { title: 'Page', collections: refs('collection', 'a/b') }),
      want('collection', 'a/b', shelf('B', 'a')),
      want('collection', 'a', shelf('A', null)),
    ]
    expect(levels(planned(files, [], []))).toEqual([['a'], ['a/b'], ['a/b/page']])
  })

  test('children are deleted before their parents', () => {
    const objects = [
      ['collection', 'a', '1', shelf('A', null), shelf('A', null)],
      ['collection', 'a/b', '2', shelf('B', 'a'), shelf('B', '@1')],
      [
        'article',
        'a/b/page',
        '3',
        { title: 'Page', collections: refs('collection', 'a/b') },
        { title: 'Page', collections: refs('collection', '@2') },
      ],
    ] as const
    const drawn = planned(
      [want('article', 'stays', { title: 'Stays' })],
      objects.map(([kind, , id, , seen]) => live(kind, id, seen)),
      objects.map(([kind, key, id, base, seen]) => remembered(kind, key, id, base, seen)),
      { prune: true, allow: new Set(['deletes']) },
    )
    expect(levels(drawn).slice(1)).toEqual([['a/b/page'], ['a/b'], ['a']])
    expect(drawn.refusals).toEqual([])
  })

  test('what goes out of a shelf that is moved into another goes before: with it the shelf might be nested too deep', () => {
    const to = (...keys: string[]): Fields => ({ collections: refs('collection', ...keys) })
    const objects = [
      ['collection', 'x', '1', shelf('X', null), shelf('X', null)],
      ['collection', 'a', '2', shelf('A', null), shelf('A', null)],
      ['collection', 'a/b', '3', shelf('B', 'a'), shelf('B', '@2')],
      ['collection', 'a/b/c', '4', shelf('C', 'a/b'), shelf('C', '@3')],
      ['collection', 'old', '5', shelf('Old', null), shelf('Old', null)],
      ['article', 'page', '6', { title: 'Page', ...to('a/b/c') }, { title: 'Page', ...to('@4') }],
      ['article', 'gone', '7', { title: 'Gone', ...to('a/b') }, { title: 'Gone', ...to('@3') }],
    ] as const
    const drawn = planned(
      [
        want('collection', 'x', shelf('X', null)),
        want('collection', 'a', shelf('A', 'x')),
        want('article', 'page', { title: 'Page', ...to('a') }),
      ],
      objects.map(([kind, , id, , seen]) => live(kind, id, seen)),
      objects.map(([kind, key, id, base, seen]) => remembered(kind, key, id, base, seen)),
      { prune: true, allow: new Set(['deletes', 'updates']) },
    )
    expect(levels(drawn)).toEqual([['gone', 'page'], ['a/b/c'], ['a/b'], ['a'], ['old']])
  })

  test('a new shelf waits for the one it is put into where that is moved out of the depth first', () => {
    const objects = [
      ['collection', 'x', '1', shelf('X', null), shelf('X', null)],
      ['collection', 'x/y', '2', shelf('Y', 'x'), shelf('Y', '@1')],
      ['collection', 'a', '3', shelf('A', 'x/y'), shelf('A', '@2')],
    ] as const
    const files = [
      want('collection', 'x', shelf('X', null)),
      want('collection', 'x/y', shelf('Y', 'x')),
      want('collection', 'a', shelf('A', null)),
      want('collection', 'a/b', shelf('B', 'a')),
    ]
    const drawn = planned(
      files,
      objects.map(([kind, , id, , seen]) => live(kind, id, seen)),
      objects.map(([kind, key, id, base, seen]) => remembered(kind, key, id, base, seen)),
    )
    expect(levels(drawn)).toEqual([['a'], ['a/b']])
  })

  test('a chain of links is written once, the last target first', () => {
    const files = [
      want('article', 'one', linking('One', 'two')),
      want('article', 'two', linking('Two', 'three')),
      want('article', 'three', linking('Three')),
    ]
    const drawn = planned(files, [], [])
    expect(levels(drawn)).toEqual([['three'], ['two'], ['one']])
    expect(drawn.fixes).toEqual([])
  })

  test('a circle is closed by one second write, not by one for each', () => {
    const files = [
      want('article', 'one', linking('One', 'two')),
      want('article', 'two', linking('Two', 'three')),
      want('article', 'three', linking('Three', 'one')),
    ]
    const drawn = planned(files, [], [])
    expect(drawn.fixes).toHaveLength(1)
    expect(drawn.cost.requests).toBe(4)
  })

  test('a link of an article to itself is closed by a second write', () => {
    expect(planned([want('article', 'one', linking('One', 'one'))], [], []).fixes).toEqual(refs('article', 'one'))
  })

  test('a chain of links longer than patience is cut by one second write', () => {
    const files = Array.from({ length: 9 }, (_, n) => want('article', `a${n}`, linking(`A ${n}`, `a${n + 1}`)))
    const drawn = planned([...files, want('article', 'a9', linking('A 9'))], [], [])
    expect(levels(drawn).map((level) => level.length)).toEqual([2, 2, 2, 1, 1, 1, 1])
    expect(drawn.fixes).toEqual(refs('article', 'a2'))
  })

  test('changes of one level and second writes stand in the order of their keys, whatever order the files came in', () => {
    const files = ['c', 'a', 'd', 'b'].map((key) => want('article', key, linking(key, key)))
    const drawn = planned(files, [], [])
    expect(levels(drawn)).toEqual([['a', 'b', 'c', 'd']])
    expect(drawn.fixes).toEqual(refs('article', 'a', 'b', 'c', 'd'))
  })

  const headed = (title: string, ...to: { key: string; anchor?: string }[]): Fields => ({
    title,
    body: {
      parts: [
        '<h1',
        { heading: 'Fees#0' },
        '>Fees</h1>',
        ...to.flatMap(({ key, ...more }): Part[] => ['<a href="', { link: { kind: 'article', key }, ...more }, '">on</a>']),
      ],
    },
  })
  const rewritten = (pages: Readonly<Record<string, Fields>>, before: Readonly<Record<string, Fields>>): Plan => {
    const keys = Object.keys(pages)
    return planned(
      keys.map((key) => want('article', key, pages[key] ?? {})),
      keys.map((key, n) => live('article', `${n + 1}`, before[key] ?? {})),
      keys.map((key, n) => remembered('article', key, `${n + 1}`, before[key] ?? {})),
      { limits: { deletes: '30%', updates: '100%' } },
    )
  }

  test('a page with an anchor into another that is written too comes after it: its headings may be called otherwise then', () => {
    const drawn = rewritten(
      { a: headed('A', { key: 'b', anchor: 'Fees#0' }), b: headed('B') },
      { a: { title: 'A' }, b: { title: 'B' } },
    )
    expect(levels(drawn)).toEqual([['b'], ['a']])
    expect(drawn.fixes).toEqual([])
  })

  test('a link without an anchor to a page that is there waits for nothing', () => {
    const drawn = rewritten({ a: headed('A', { key: 'b' }), b: headed('B') }, { a: { title: 'A' }, b: { title: 'B' } })
    expect(levels(drawn)).toEqual([['a', 'b']])
  })

  test('nor one with an anchor into a page of which only the title is written', () => {
    const b = headed('B')
    const drawn = rewritten(
      { a: headed('A', { key: 'b', anchor: 'Fees#0' }), b: { ...b, title: 'New' } },
      { a: { title: 'A' }, b },
    )
    expect(levels(drawn)).toEqual([['a', 'b']])
  })

  test('an anchor into itself is closed by a second write of a page that is there, too; a link to itself is not', () => {
    expect(rewritten({ a: headed('A', { key: 'a', anchor: 'Fees#0' }) }, { a: { title: 'A' } }).fixes).toEqual(
      refs('article', 'a'),
    )
    expect(rewritten({ a: headed('A', { key: 'a' }) }, { a: { title: 'A' } }).fixes).toEqual([])
  })

  test('a collection is moved under one that is made or moved before it; what is not written waits for nothing', () => {
    const files = [
      want('collection', 'a', shelf('A', null)),
      want('collection', 'b', shelf('B', 'a')),
      want('collection', 'c', shelf('C', 'b')),
      want('article', 'page', { title: 'New title', collections: refs('collection', 'c') }),
    ]
    const page = (title: string): Fields => ({ title, collections: refs('collection', '@2') })
    const workspace = [
      live('collection', '1', shelf('B', null)),
      live('collection', '2', shelf('C', null)),
      live('article', '3', page('Title')),
    ]
    const memory = [
      remembered('collection', 'b', '1', shelf('B', null)),
      remembered('collection', 'c', '2', shelf('C', null)),
      remembered('article', 'page', '3', { title: 'Title', collections: refs('collection', 'c') }, page('Title')),
    ]
    expect(levels(planned(files, workspace, memory))).toEqual([['page', 'a'], ['b'], ['c']])
  })

  test('what is only remembered or forgotten comes before everything', () => {
    const drawn = planned(
      [want('article', 'new', { title: 'New' }), want('article', 'there', { title: 'There' })],
      [live('article', '5', { title: 'There' })],
      [remembered('article', 'old', '4', { title: 'Old' })],
    )
    expect(levels(drawn)).toEqual([['old', 'there'], ['new']])
  })
})
