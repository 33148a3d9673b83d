import { describe, expect, test } from 'vitest'
import { expectLimit, fields, numbered, shares, sweep } from './sweep.ts'
import type { Fields, Plan, Resource } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { live, planned, plannedIn, remembered, text, want } from './values.ts'

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
  expect(drawn.refusals).toEqual([
    {
      guard: 'unpublish',
      exit: 3,
      override: '--allow unpublish',
      numbers: { count: 8, of: 20, limit: '30%' },
      says: 'take off the site 8 of 20 articles (40 %) is above the limit of 30 %. Look at the plan; to go on: --allow unpublish',
    },
  ])
})

describe('shares are those of what is managed of that kind', () => {
  const all = numbered(20)
  const there = all.map((n) => live('article', `${n + 1}`, fields(n)))
  const memory = all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, fields(n)))
  const files = all.slice(7).map((n) => want('article', `loaf-${n}`, fields(n)))
  const snippets = numbered(50).map((n) => remembered('snippet', `s-${n}`, `${n + 1}`, { title: `S ${n}`, locale: 'en' }))
  const open = numbered(50).map((n) => ({ ...remembered('article', `open-${n}`, '', fields(n + 100)), id: null, seen: null }))

  test('not of everything, and not of creates that were never answered', () => {
    const drawn = planned(files, there, [...memory, ...snippets, ...open], { prune: true })
    expect(drawn.refusals.map(({ numbers }) => numbers)).toEqual([{ count: 7, of: 20, limit: '30%' }])
  })

  test('exactly the limit passes, whatever percentages do in binary: 29 % of 100', () => {
    expect(sweep(100, 29, { limits: { deletes: '29%', updates: '50%' } }).refusals).toEqual([])
    expect(sweep(100, 30, { limits: { deletes: '29 %', updates: '50%' } }).refusals.map(({ says }) => says)).toEqual([
      'delete 30 of 100 articles (30 %) is above the limit of 29 %. Look at the plan; to go on: --allow deletes',
    ])
    expect(sweep(5, 3, { limits: { deletes: 3, updates: '50%' } }).refusals).toEqual([])
  })

  test('an absolute limit on updates names no share of nothing', () => {
    const drawn = planned([want('article', 'loaf-0', { title: 'New' })], there.slice(0, 1), memory.slice(0, 1), {
      limits: { deletes: '30%', updates: 0 },
    })
    expect(drawn.refusals.map(({ says }) => says)).toEqual([
      'update 1 of 1 articles (100 %) is above the limit of 0. Look at the plan; to go on: --allow updates',
    ])
  })

  test('a raised limit on updates is said as well', () => {
    const drawn = planned(
      all.map((n) => want('article', `loaf-${n}`, { title: `New ${n}` })),
      there,
      memory,
      { limits: { deletes: '30%', updates: 20 } },
    )
    expect(drawn.refusals).toEqual([])
    expect(drawn.overrides.map(({ says }) => says)).toEqual([
      'update 20 of 20 articles (100 %) is above the limit of 50 %, allowed by limits.updates: 20',
    ])
  })
})

const body = text('Bread')
const stay = want('article', 'stay', { title: 'Stay' })

describe('a runner without its ledger is refused before it doubles a help center', () => {
  const shelves = [live('collection', '1', { name: 'Elsewhere', parent: null })]
  const there = (titles: readonly string[]): Resource[] =>
    titles.map((title, n) => live('article', `${n + 10}`, { title, body, collections: [{ kind: 'collection', key: '@1' }] }))
  const files = [
    want('collection', 'shop', { name: 'Shop', parent: null }),
    ...numbered(5).map((n) =>
      want('article', `shop/loaf-${n}`, { ...fields(n), body, collections: [{ kind: 'collection', key: 'shop' }] }),
    ),
  ]

  test('naming three of them, how many, and the way on', () => {
    const drawn = planned(files, [...shelves, ...there(['Loaf 0', 'LOAF  1', 'Loaf 3', 'Loaf 4'])], [])
    const numbers = { count: 4, of: 6, limit: 0 }
    const fact =
      '4 of 6 objects to create would stand beside one of the same name that no file of ours holds: article:shop/loaf-0 (id 10), article:shop/loaf-1 (id 11), article:shop/loaf-3 (id 12), …'
    const advice = 'Is the ledger missing here? Bind with content-sync ledger bind, or to create all the same: --allow duplicates'
    const override = '--allow duplicates'
    expect(drawn.refusals).toEqual([{ guard: 'duplicates', exit: 3, override, numbers, says: `${fact}. ${advice}` }])
    const allowed = planned(files, [...shelves, ...there(['Loaf 0', 'Loaf 1', 'Loaf 3', 'Loaf 4'])], [], {
      allow: new Set(['duplicates']),
    })
    expect(allowed.refusals).toEqual([])
    expect(allowed.overrides).toEqual([
      { guard: 'duplicates', exit: 3, override, numbers, says: `${fact}, allowed by ${override}` },
    ])
  })

  test('three are named without more to come', () => {
    const drawn = planned(files, [...shelves, ...there(['Loaf 0', 'Loaf 1', 'Loaf 2'])], [])
    expect(drawn.refusals[0]?.says).toContain('(id 10), article:shop/loaf-1 (id 11), article:shop/loaf-2 (id 12). Is')
  })

  test('an article of another name, or one of ours, is no such twin', () => {
    expect(planned(files, [...shelves, ...there(['Cake'])], []).refusals).toEqual([])
    const held = remembered('article', 'shop/loaf-9', '10', { title: 'Loaf 1' })
    expect(planned(files, [...shelves, ...there(['Loaf 1'])], [held], { allow: new Set(['deletes']) }).refusals).toEqual([])
  })
})

test('an import source is not deleted by prune alone', () => {
  const source = { url: 'https://docs.example.com', status: 'active', sync: 'api' }
  const memory = [remembered('import-source', 'docs', '3', source)]
  const drawn = planned([stay], [live('import-source', '3', source)], memory, { prune: true })
  const numbers = { count: 1, limit: 0 }
  expect(drawn.refusals).toEqual([
    {
      guard: 'deletes',
      exit: 3,
      override: '--allow deletes',
      numbers,
      says: 'deleting import-source:docs erases everything imported from it. To go on: --allow deletes',
    },
  ])
  const allowed = planned([stay], [live('import-source', '3', source)], memory, { prune: true, allow: new Set(['deletes']) })
  expect(allowed.refusals).toEqual([])
  expect(allowed.overrides.map(({ says }) => says)).toEqual([
    'deleting import-source:docs erases everything imported from it, allowed by --allow deletes',
  ])
})

describe('a collection that others still stand in is not deleted', () => {
  const shop = { name: 'Shop', parent: null }
  const deep = { name: 'Deep', parent: { kind: 'collection', key: '@1' } }
  const inShop = (title: string): Fields => ({ title, collections: [{ kind: 'collection', key: '@1' }] })
  const known = remembered('collection', 'shop', '1', shop)
  const all = { prune: true, allow: new Set(['deletes', 'updates', 'takeover'] as const) }

  test('nor by a flag; it says by what', () => {
    const theirs = numbered(4).map((n) => live('article', `${n + 5}`, inShop('Theirs')))
    const says =
      'collection:shop is to be deleted and still holds 4 others (article 5, article 6, article 7, …). Move or delete them first'
    expect(planned([stay], [live('collection', '1', shop), ...theirs], [known], all).refusals).toEqual([
      { guard: 'children', exit: 5, numbers: { count: 4, limit: 0 }, says },
    ])
  })

  test('a collection in it counts, a folder of the same id does not', () => {
    const nested = planned([stay], [live('collection', '1', shop), live('collection', '2', deep)], [known], all)
    expect(nested.refusals.map(({ says }) => says)).toEqual([
      'collection:shop is to be deleted and still holds 1 others (collection 2). Move or delete them first',
    ])
    const elsewhere = live('article', '5', { title: 'T', folder: { kind: 'folder', key: '@1' } })
    expect(planned([stay], [live('collection', '1', shop), elsewhere], [known], all).refusals).toEqual([])
    const other = live('article', '5', { title: 'T', collections: [{ kind: 'collection', key: '@2' }] })
    expect(planned([stay], [live('collection', '1', shop), live('collection', '2', shop), other], [known], all).refusals).toEqual(
      [],
    )
  })

  test('what goes with it, or is moved out by the same plan, does not stand in it any more', () => {
    const bread: Fields = { title: 'Bread', collections: [{ kind: 'collection', key: 'shop' }] }
    const memory = [known, remembered('article', 'bread', '5', bread, inShop('Bread'))]
    const there = [live('collection', '1', shop), live('article', '5', inShop('Bread'))]
    expect(planned([stay], there, memory, all).refusals).toEqual([])
    const moved = want('article', 'bread', { title: 'Bread', collections: [] })
    expect(planned([stay, moved], there, memory, all).refusals).toEqual([])
    const retitled = want('article', 'bread', { title: 'Rye' })
    expect(planned([stay, retitled], there, memory, all).refusals.map(({ guard }) => guard)).toEqual(['children'])
  })
})

describe('a takeover asks first', () => {
  const files = numbered(4).map((n) => want('article', `loaf-${n}`, { ...fields(n), body }))
  const there = numbered(4).map((n) => live('article', `${n + 1}`, fields(n)))
  test('naming what would be overwritten', () => {
    const fact =
      'files of the same name would overwrite 4 objects of Intercom (article:loaf-0, article:loaf-1, article:loaf-2, …)'
    const found = { guard: 'takeover', exit: 3, override: '--allow takeover', numbers: { count: 4, limit: 0 } }
    expect(planned(files, there, []).refusals).toEqual([
      { ...found, says: `${fact}. Look at before and after in the plan; to go on: --allow takeover` },
    ])
    const allowed = planned(files, there, [], { allow: new Set(['takeover']) })
    expect(allowed.refusals).toEqual([])
    expect(allowed.overrides).toEqual([{ ...found, says: `${fact}, allowed by --allow takeover` }])
    expect(planned(files.slice(0, 1), there.slice(0, 1), []).refusals[0]?.says).toContain('overwrite 1 object of Intercom')
  })
  test('does not count as an update over the limit: its own guard asked', () => {
    const memory = [remembered('article', 'stay', '9', { title: 'Stay' })]
    const drawn = planned([...files, stay], [...there, live('article', '9', { title: 'Stay' })], memory, {
      limits: { deletes: 0, updates: 0 },
    })
    expect(drawn.refusals.map(({ guard }) => guard)).toEqual(['takeover'])
  })
})

describe('nothing read from the files is no wish (R14)', () => {
  const memory = [remembered('article', 'stay', '9', { title: 'Stay' })]
  test('a wrong folder stops, whatever is allowed; a tag that is only mentioned is no content', () => {
    const says =
      'nothing was read from the files (1 object is managed). Wrong directory, failed checkout, or everything ignored? Nothing is applied'
    const refusal = { guard: 'empty', exit: 3, numbers: { count: 0, of: 1 }, says }
    const all = { prune: true, allow: new Set(['deletes'] as const) }
    expect(planned([], [live('article', '9', { title: 'Stay' })], memory, all).refusals).toEqual([refusal])
    const tag: Resource = { kind: 'tag', key: 'rye', fields: { name: 'rye' }, mention: true }
    expect(planned([tag], [live('article', '9', { title: 'Stay' })], memory, all).refusals).toEqual([refusal])
  })
})

describe('half a list is no list (R13)', () => {
  const short =
    'the list of articles changed while it was read or came back short: nothing is applied on half a list. Try again in a minute'
  const memory = [remembered('article', 'stay', '9', { title: 'Stay' })]
  const tag = want('collection', 'shop', { name: 'Shop', parent: null })

  test('of a kind we manage stops', () => {
    expect(plannedIn({ files: [tag], there: [], memory, incomplete: ['article'] }).refusals).toEqual([
      { guard: 'listing', exit: 3, says: short },
    ])
  })
  test('of a kind the files have stops, unless --only leaves it out', () => {
    const scene = { files: [stay], there: [], memory: [], incomplete: ['article'] }
    expect(plannedIn(scene).refusals.map(({ says }) => says)).toEqual([short])
    expect(plannedIn({ ...scene, rules: { only: ({ kind }) => kind !== 'article' } }).refusals).toEqual([])
  })
  test('of a kind nobody uses does not matter', () => {
    expect(plannedIn({ files: [stay], there: [], memory: [], incomplete: ['snippet'] }).refusals).toEqual([])
  })
  test('that the token may not read says so', () => {
    const skipped = [
      { kind: 'tag', why: '404' },
      { kind: 'article', why: '403 forbidden' },
    ]
    expect(plannedIn({ files: [stay], there: [], memory: [], incomplete: ['article', 'tag'], skipped }).refusals).toEqual([
      {
        guard: 'listing',
        exit: 77,
        says: 'the list of articles could not be read (403 forbidden), and the files have some. Give the token the scope it lacks',
      },
    ])
  })
})

describe('a language vanishing from many articles asks first', () => {
  const french = (n: number): Fields => ({ ...fields(n), 'title@fr': `Pain ${n}`, 'state@fr': 'published' })
  /** Forty articles, twelve of them in French, of which so many lost their file. */
  const faded = (gone: number, changed: Partial<Rules> = {}): Plan => {
    const all = numbered(40)
    const had = (n: number): Fields => (n < 12 ? french(n) : fields(n))
    return planned(
      all.map((n) => want('article', `loaf-${n}`, n < gone ? fields(n) : had(n))),
      all.map((n) => live('article', `${n + 1}`, had(n))),
      [
        ...all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, had(n))),
        remembered('collection', 'shop', '99', { name: 'Shop', 'name@fr': 'Magasin', parent: null }),
      ],
      { prune: true, ...changed },
    )
  }
  test('counted against those that have it', () => {
    const fact = 'take the locale fr from 4 of 12 articles that have it (33 %) is above the limit of 30 %'
    const found = { guard: 'deletes', exit: 3, override: '--allow deletes', numbers: { count: 4, of: 12, limit: '30%' } }
    expect(faded(4).refusals).toEqual([{ ...found, says: `${fact}. Look at the plan; to go on: --allow deletes` }])
    expect(faded(3).refusals).toEqual([])
    expect(faded(0).refusals).toEqual([])
    const allowed = faded(4, { allow: new Set(['deletes']) })
    expect(allowed.refusals).toEqual([])
    expect(allowed.overrides).toEqual([{ ...found, says: `${fact}, allowed by --allow deletes` }])
  })
  test('a translation turned into a draft by its file is no vanishing', () => {
    const all = numbered(12)
    const drawn = planned(
      all.map((n) => want('article', `loaf-${n}`, { ...french(n), 'state@fr': n < 3 ? 'draft' : 'published' })),
      all.map((n) => live('article', `${n + 1}`, french(n))),
      all.map((n) => remembered('article', `loaf-${n}`, `${n + 1}`, french(n))),
      { limits: { deletes: 2, updates: '50%' } },
    )
    expect(drawn.refusals.map(({ guard }) => guard)).toEqual(['unpublish'])
  })
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
