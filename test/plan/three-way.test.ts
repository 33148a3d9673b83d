import { describe, expect, test } from 'vitest'
import type { Fields, Value } from '../../src/model/index.ts'
import { live, planned, refs, remembered, told, want, text } from './values.ts'
import type { Rules } from '../../src/plan/index.ts'

// three values of each field, as files have them and as the workspace answers them
const values: Readonly<Record<string, readonly Value[]>> = {
  title: ['Fees', 'Prices', 'Costs'],
  description: ['', 'What it costs', 'All about it'],
  state: ['draft', 'published', 'scheduled'],
  agent: [true, false],
  body: [text('Seven'), text('Eight'), text('Nine')],
  'title@fr': ['Frais', 'Prix', 'Coûts'],
  'body@fr': [text('Sept'), text('Huit'), text('Neuf')],
  folder: [null, { kind: 'folder', key: '@5' }, { kind: 'folder', key: '@6' }],
}
const rest: Fields = { title: 'Opening hours', 'title@fr': 'Horaires' }

type Letter = 'A' | 'B' | 'C' | undefined
const letters: readonly Letter[] = ['A', 'B', 'C', undefined]

const of = (field: string, letter: Letter): Value | undefined =>
  letter === undefined ? undefined : values[field]?.['ABC'.indexOf(letter)]
const holding = (field: string, letter: Letter): Fields => {
  const value = of(field, letter)
  return { ...rest, ...(value === undefined ? {} : { [field]: value }) }
}

/** Nothing and empty are the same. */
const alike = (field: string, one: Letter, other: Letter): boolean => (of(field, one) ?? '') === (of(field, other) ?? '')

/** The table of the contract. Intercom had A when we last looked; what we wrote last is A, or nothing where the field was not ours. */
function expected(field: string, base: Letter, local: Letter, remote: Letter, drift: Rules['drift']): string[] {
  if (local === undefined) return base === undefined ? [] : ['unmanaged article:hours']
  if (alike(field, local, remote)) return []
  const edited = !alike(field, remote, 'A')
  if (base !== undefined && alike(field, local, base))
    return drift === 'keep' ? ['drift article:hours'] : [`update article:hours ${field}`]
  return edited ? ['conflict article:hours'] : [`update article:hours ${field}`]
}

const cases = Object.keys(values).flatMap((field) =>
  (['A', undefined] as const).flatMap((base) =>
    letters.flatMap((local) =>
      letters.flatMap((remote) => (['keep', 'restore'] as const).map((drift) => ({ field, base, local, remote, drift }))),
    ),
  ),
)

const known = (field: string, letter: Letter): boolean => letter === undefined || of(field, letter) !== undefined

describe('each field by itself: nobody’s edit is overwritten, nobody’s wish is lost (R25)', () => {
  test.each(cases.filter(({ field, local, remote }) => known(field, local) && known(field, remote)))(
    '$field: files $local, before $base, Intercom $remote and A before, drift: $drift',
    ({ field, base, local, remote, drift }) => {
      // a title cannot leave the files
      if (field.startsWith('title') && (local === undefined || base === undefined)) return
      const folders = [live('folder', '5', { name: 'Front', parent: null }), live('folder', '6', { name: 'Back', parent: null })]
      const drawn = planned(
        [want('article', 'hours', holding(field, local))],
        [live('article', '7', holding(field, remote)), ...folders],
        [remembered('article', 'hours', '7', holding(field, base), holding(field, 'A'))],
        { drift },
      )
      expect(told(drawn)).toEqual(expected(field, base, local, remote, drift))
    },
  )
  test.each(['description', 'body', 'folder'])('%s: what both came to say is remembered', (field) => {
    const drawn = planned(
      [want('article', 'hours', holding(field, 'B'))],
      [
        live('article', '7', holding(field, 'B')),
        live('folder', '5', { name: 'Front', parent: null }),
        live('folder', '6', { name: 'Back', parent: null }),
      ],
      [remembered('article', 'hours', '7', holding(field, 'A'))],
    )
    expect(drawn.remember).toMatchObject([{ id: '7', base: holding(field, 'B'), seen: holding(field, 'B') }])
  })
})

type Row = readonly [
  says: string,
  base: readonly string[],
  local: readonly string[],
  remote: readonly string[],
  told: readonly string[],
  written?: readonly string[],
]

describe('sets are ours member by member', () => {
  const tags = (...ids: string[]): Value => refs('tag', ...ids.map((id) => `@${id}`))
  const named = (...names: string[]): Value => refs('tag', ...names)
  const there = [live('tag', '1', { name: 'bread' }), live('tag', '2', { name: 'cake' }), live('tag', '3', { name: 'theirs' })]
  const table: readonly Row[] = [
    ['a foreign tag is no drift', ['bread'], ['bread'], ['1', '3'], []],
    ['a tag of ours that was taken off is drift', ['bread'], ['bread'], ['3'], ['drift article:hours']],
    [
      'adding one keeps the foreign one',
      ['bread'],
      ['bread', 'cake'],
      ['1', '3'],
      ['update article:hours tags'],
      ['bread', 'cake', 'theirs'],
    ],
    [
      'taking one away keeps the foreign one',
      ['bread', 'cake'],
      ['cake'],
      ['1', '2', '3'],
      ['update article:hours tags'],
      ['cake', 'theirs'],
    ],
    ['emptied, the foreign one stays', ['bread'], [], ['1', '3'], ['update article:hours tags'], ['theirs']],
    ['added by both is agreed', ['bread'], ['bread', 'cake'], ['1', '2'], []],
  ]
  test.each(table.map((row) => ({ says: row[0], row })))('$says', ({ row: [, base, local, remote, said, written] }) => {
    const drawn = planned(
      [want('article', 'hours', { ...rest, tags: named(...local) })],
      [live('article', '7', { ...rest, tags: tags(...remote) }), ...there],
      [
        remembered(
          'article',
          'hours',
          '7',
          { ...rest, tags: named(...base) },
          { ...rest, tags: tags(...base.map((name) => (name === 'bread' ? '1' : '2'))) },
        ),
      ],
    )
    expect(told(drawn)).toEqual(said)
    const [change] = drawn.levels.flat()
    if (written !== undefined && change?.verb === 'update') expect(change.to.fields['tags']).toEqual(named(...written))
  })
})

describe('whole objects', () => {
  const a: Fields = { title: 'Opening hours', body: text('Seven') }
  const b: Fields = { title: 'Opening hours', body: text('Eight') }
  const file = (fields: Fields): ReturnType<typeof want>[] => [
    want('article', 'hours', fields),
    want('article', 'other', { title: 'Other' }),
  ]
  const there = (...found: ReturnType<typeof live>[]): ReturnType<typeof live>[] => [
    ...found,
    live('article', '9', { title: 'Other' }),
  ]
  const known = (base: Fields): ReturnType<typeof remembered>[] => [
    remembered('article', 'hours', '7', base),
    remembered('article', 'other', '9', { title: 'Other' }),
  ]
  const other = [want('article', 'other', { title: 'Other' })]
  test.each([
    ['gone, same', other, there(live('article', '7', a)), known(a), {}, ['orphan article:hours']],
    ['gone, same, prune', other, there(live('article', '7', a)), known(a), { prune: true }, ['delete article:hours']],
    [
      'gone, changed, prune: an edit beats a delete',
      other,
      there(live('article', '7', b)),
      known(a),
      { prune: true },
      ['conflict article:hours'],
    ],
    ['same, gone', file(a), there(), known(a), {}, ['drift article:hours']],
    ['same, gone, restore', file(a), there(), known(a), { drift: 'restore' }, ['create article:hours']],
    ['changed, gone', file(b), there(), known(a), {}, ['conflict article:hours']],
    ['changed, gone, recreate', file(b), there(), known(a), { allow: new Set(['recreate']) }, ['create article:hours']],
    ['gone, gone', other, there(), known(a), {}, ['forget article:hours']],
    ['new, none', file(a), there(), known(a).slice(1), {}, ['create article:hours']],
    ['new, one of its name and content', file(a), there(live('article', '7', a)), known(a).slice(1), {}, ['adopt article:hours']],
    ['new, one of its name', file(b), there(live('article', '7', a)), known(a).slice(1), {}, ['update article:hours body']],
    [
      'new, several of its name',
      file(a),
      there(live('article', '7', a), live('article', '8', a)),
      known(a).slice(1),
      {},
      ['blocked article:hours'],
    ],
  ] as const)('%s', (_, files, workspace, memory, changed, said) => {
    expect(told(planned(files, workspace, memory, changed as Partial<Rules>))).toEqual(said)
  })
})
