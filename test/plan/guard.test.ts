import { describe, expect, test } from 'vitest'
import { expectLimit, fields, numbered, shares, sweep } from './sweep.ts'
import { live, planned, remembered, text, want } from './values.ts'

describe('deletes above the limit stop an apply, never a plan (R16)', () => {
  test.each([5, 10, 100].flatMap((size) => shares.map((percent) => ({ size, percent }))))(
    '$percent % of $size',
    ({ size, percent }) => {
      expectLimit(size, percent)
    },
  )

  test('an absolute limit counts objects, however few there are', () => {
    const all = numbered(5)
    const drawn = planned(
      [want('article', 'loaf-0', fields(0))],
      all.map((n) => live('article', `${n + 1}`, fields(n))),
      all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, fields(n))),
      { prune: true, limits: { deletes: 3, updates: '50%' } },
    )
    expect(drawn.refusals.map(({ guard }) => guard)).toEqual(['deletes'])
  })
})

describe('a template that touches everything asks first (R17)', () => {
  test.each([
    [40, true],
    [20, false],
    [21, true],
  ])('%i of 40 bodies', (changed, refused) => {
    const all = numbered(40)
    const drawn = planned(
      all.map((n) => want('article', `loaf-${n}`, { ...fields(n), body: text(n < changed ? 'New footer' : 'Old footer') })),
      all.map((n) => live('article', `${n + 1}`, { ...fields(n), body: text('Old footer') })),
      all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, { ...fields(n), body: text('Old footer') })),
    )
    expect(drawn.counts.update).toBe(changed)
    expect(drawn.refusals.map(({ override }) => override)).toEqual(refused ? ['--allow updates'] : [])
    if (refused) expect(drawn.refusals[0]?.says).toContain(`update ${changed} of 40 articles`)
  })
})

test('publishing off the site in numbers asks first', () => {
  const all = numbered(20)
  const drawn = planned(
    all.map((n) => want('article', `loaf-${n}`, { ...fields(n), state: n < 8 ? 'draft' : 'published' })),
    all.map((n) => live('article', `${n + 1}`, { ...fields(n), state: 'published' })),
    all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, { ...fields(n), state: 'published' })),
  )
  expect(drawn.refusals.map(({ override }) => override)).toEqual(['--allow unpublish'])
})

test('a runner without its ledger is refused before it doubles a help center', () => {
  const body = text('Bread')
  const shelves = [live('collection', '1', { name: 'Elsewhere', parent: null })]
  const there = numbered(3).map((n) =>
    live('article', `${n + 10}`, { ...fields(n), body, collections: [{ kind: 'collection', key: '@1' }] }),
  )
  const files = [
    want('collection', 'shop', { name: 'Shop', parent: null }),
    ...numbered(3).map((n) =>
      want('article', `shop/loaf-${n}`, { ...fields(n), body, collections: [{ kind: 'collection', key: 'shop' }] }),
    ),
  ]
  const drawn = planned(files, [...shelves, ...there], [])
  expect(drawn.refusals.map(({ override }) => override)).toEqual(['--allow duplicates'])
  expect(planned(files, [...shelves, ...there], [], { allow: new Set(['duplicates']) }).refusals).toEqual([])
})

test('an import source is not deleted by prune alone', () => {
  const source = { url: 'https://docs.example.com', status: 'active', sync: 'api' }
  const files = [want('article', 'hours', { title: 'Hours' })]
  const memory = [remembered('import-source', 'docs', '3', source)]
  const drawn = planned(files, [live('import-source', '3', source)], memory, { prune: true })
  expect(drawn.refusals.map(({ override }) => override)).toEqual(['--allow deletes'])
})

test('a collection that others still stand in is not deleted', () => {
  const shop = { name: 'Shop', parent: null }
  const drawn = planned(
    [want('article', 'hours', { title: 'Hours' })],
    [live('collection', '1', shop), live('article', '5', { title: 'Theirs', collections: [{ kind: 'collection', key: '@1' }] })],
    [remembered('collection', 'shop', '1', shop)],
    { prune: true },
  )
  expect(drawn.refusals.map(({ guard, exit }) => [guard, exit])).toEqual([['children', 5]])
})

describe('what was let pass is said, so that the history of runs can name it', () => {
  test('by a flag', () => {
    const drawn = sweep(20, 12, { allow: new Set(['deletes']) })
    expect(drawn.refusals).toEqual([])
    expect(drawn.overrides).toEqual([
      {
        guard: 'deletes',
        exit: 3,
        override: '--allow deletes',
        numbers: { count: 12, of: 20, limit: '30%' },
        says: 'delete 12 of 20 articles (60 %) is above the limit of 30 %, allowed by --allow deletes',
      },
    ])
  })

  test('by a limit that was raised', () => {
    const drawn = sweep(20, 12, { limits: { deletes: '70%', updates: '50%' } })
    expect(drawn.refusals).toEqual([])
    expect(drawn.overrides.map(({ says, override }) => [says, override])).toEqual([
      ['delete 12 of 20 articles (60 %) is above the limit of 30 %, allowed by limits.deletes: 70 %', 'limits.deletes: 70 %'],
    ])
  })

  test('a flag that nothing needed is not named', () => {
    const drawn = planned([want('article', 'new', { title: 'New' })], [], [], {
      allow: new Set(['deletes', 'updates', 'takeover']),
    })
    expect(drawn.overrides).toEqual([])
  })
})
