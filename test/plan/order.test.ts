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
})
