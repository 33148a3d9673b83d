import { describe, expect, test } from 'vitest'
import type { Fields, Part, Plan } from '../../src/model/index.ts'
import { live, planned, remembered, told, want } from './values.ts'

// forty different words each, none of them in the other
const dough = Array.from({ length: 40 }, (_, n) => `dough${n}`)
const icing = Array.from({ length: 40 }, (_, n) => `icing${n}`)
const other = (n: number): string => `else${n}`

const body = (words: readonly string[]): { parts: Part[] } => ({ parts: [`<p>${words.join(' ')}</p>`] })
const page = (title: string, words: readonly string[]): Fields => ({ title, body: body(words) })
/** The first so many words kept, the rest written anew. */
const rewritten = (words: readonly string[], kept: number): string[] => words.map((word, n) => (n < kept ? word : other(n)))

const prune = { prune: true, allow: new Set(['deletes', 'updates'] as const) }

type Gone = readonly [key: string, fields: Fields]

/** What is planned where these files are gone, these have come, and these stay. */
function plannedFor(gone: readonly Gone[], come: readonly Gone[], stay: readonly Gone[], changed = {}): Plan {
  const before = [...gone, ...stay]
  return planned(
    [...come, ...stay].map(([key, fields]) => want('article', key, fields)),
    before.map(([, fields], n) => live('article', `${n + 1}`, fields)),
    before.map(([key, fields], n) => remembered('article', key, `${n + 1}`, fields)),
    { ...prune, ...changed },
  )
}

describe('a file renamed, retitled and rewritten keeps its page as long as its text tells which it was (R33)', () => {
  const drawn = (kept: number): string[] =>
    told(plannedFor([['bread', page('Bread', dough)]], [['loaf', page('Our loaf', rewritten(dough, kept))]], []))

  test.each([95, 80, 60, 50, 45, 40].map((percent) => [percent]))('%i % of it left: the same article', (percent) => {
    expect(drawn((40 * percent) / 100)).toEqual(['update article:loaf title,body from bread'])
  })

  test.each([30, 25].map((percent) => [percent]))('%i % of it left: a person says', (percent) => {
    expect(drawn((40 * percent) / 100)).toEqual(['blocked article:bread', 'blocked article:loaf'])
  })

  test.each([15, 10, 5, 0].map((percent) => [percent]))('%i % of it left: another article', (percent) => {
    expect(drawn((40 * percent) / 100)).toEqual(['create article:loaf', 'delete article:bread'])
  })

  test('the title alone tells it, whatever became of the text', () => {
    const renamed = plannedFor([['bread', page('Bread', dough)]], [['loaf', page('Bread', icing)]], [])
    expect(told(renamed)).toEqual(['update article:loaf body from bread'])
  })
})

describe('nothing is bound by what does not tell', () => {
  const footer = Array.from({ length: 40 }, (_, n) => `footer${n}`)
  const signed = (title: string, words: readonly string[]): Fields => page(title, [...words.slice(0, 20), ...footer])

  test('a footer that every article has', () => {
    const stay: Gone[] = [
      [
        'pie',
        signed(
          'Pie',
          Array.from({ length: 20 }, (_, n) => `pie${n}`),
        ),
      ],
      [
        'bun',
        signed(
          'Bun',
          Array.from({ length: 20 }, (_, n) => `bun${n}`),
        ),
      ],
    ]
    const drawn = plannedFor([['bread', signed('Bread', dough)]], [['cake', signed('Cake', icing)]], stay)
    expect(told(drawn)).toEqual(['create article:cake', 'delete article:bread'])
  })

  test('a few words of a short text', () => {
    const short = page('Hours', ['open', 'at', 'nine', 'every', 'day'])
    const drawn = plannedFor(
      [['hours', short]],
      [['closed', page('Holidays', ['open', 'at', 'nine', 'every', 'second', 'day'])]],
      [],
    )
    expect(told(drawn)).toEqual(['create article:closed', 'delete article:hours'])
  })

  test('an article split into two equal halves: a person says which keeps the page', () => {
    const drawn = plannedFor(
      [['all', page('All', [...dough, ...icing])]],
      [
        ['one', page('One', dough)],
        ['two', page('Two', icing)],
      ],
      [],
    )
    expect(told(drawn)).toEqual(['blocked article:all', 'blocked article:one', 'blocked article:two'])
  })

  test('two articles poured into one: a person says whose page it is', () => {
    const gone: Gone[] = [
      ['one', page('One', dough)],
      ['two', page('Two', icing)],
    ]
    expect(told(plannedFor(gone, [['all', page('All', [...dough, ...icing])]], []))).toEqual([
      'blocked article:all',
      'blocked article:one',
      'blocked article:two',
    ])
  })
})

describe('many moved at once', () => {
  test('each new file goes to the text it came from, not to its neighbour', () => {
    // both tell of the same kitchen in half of their words
    const kitchen = Array.from({ length: 20 }, (_, n) => `kitchen${n}`)
    const bread = [...dough.slice(0, 20), ...kitchen]
    const cake = [...icing.slice(0, 20), ...kitchen]
    const drawn = plannedFor(
      [
        ['bread', page('Bread', bread)],
        ['cake', page('Cake', cake)],
      ],
      [
        ['b', page('Rye', [...bread.slice(2), 'rye', 'rye'])],
        ['c', page('Tart', [...cake.slice(2), 'tart', 'tart'])],
      ],
      [],
    )
    expect(told(drawn)).toEqual(['update article:b title,body from bread', 'update article:c title,body from cake'])
  })

  test('two of one title are told apart by what is left of their texts', () => {
    const drawn = plannedFor(
      [
        ['bread/overview', page('Overview', dough)],
        ['cake/overview', page('Overview', icing)],
      ],
      [
        ['a/overview', page('Overview', rewritten(icing, 30))],
        ['b/overview', page('Overview', rewritten(dough, 30))],
      ],
      [],
    )
    expect(told(drawn)).toEqual([
      'update article:a/overview body from cake/overview',
      'update article:b/overview body from bread/overview',
    ])
  })

  test('of two copies of a vanished article the one with more of its text is it, the other is new', () => {
    const drawn = plannedFor(
      [['bread', page('Bread', dough)]],
      [
        ['most', page('Most', rewritten(dough, 38))],
        [
          'some',
          page(
            'Some',
            rewritten(dough, 6).map((word) => word.replace('else', 'more')),
          ),
        ],
      ],
      [],
    )
    expect(told(drawn).sort()).toEqual(['create article:some', 'update article:most title,body from bread'])
  })
})

describe('what is kept back says how to go on', () => {
  const gone: Gone[] = [['bread', page('Bread', dough)]]
  const come: Gone[] = [['loaf', page('Our loaf', rewritten(dough, 12))]]

  test('naming the past it may have and both ways out', () => {
    const drawn = plannedFor(gone, come, [])
    expect(drawn.beside.map(({ key, says }) => [key, says])).toEqual([
      ['bread', 'its file is gone; article:loaf may be it under another name, so it is kept until that is said'],
      [
        'loaf',
        'it may be bread under another name; say which: content-sync ledger bind article:loaf <id>, or where it is a new one: --allow duplicates',
      ],
    ])
  })

  test('and goes on where a person says that it is new', () => {
    const drawn = plannedFor(gone, come, [], { allow: new Set(['duplicates', 'deletes']) })
    expect(told(drawn)).toEqual(['create article:loaf', 'delete article:bread'])
  })

  test('a text of signs without spaces is compared sign by sign', () => {
    const signs = Array.from({ length: 40 }, (_, n) => String.fromCodePoint(0x4e00 + n))
    const cut = [...signs.slice(0, 30), ...Array.from({ length: 10 }, (_, n) => String.fromCodePoint(0x5e00 + n))]
    const drawn = plannedFor([['pan', page('パン', [signs.join('')])]], [['bread', page('食パン', [cut.join('')])]], [])
    expect(told(drawn)).toEqual(['update article:bread title,body from pan'])
  })

  test('markup, case and where links lead are no part of a text', () => {
    const loud: Fields = {
      title: 'Loud',
      body: {
        parts: [
          `<h2>${dough.slice(0, 20).join(' ').toUpperCase()}</h2><p class="${icing.join(' ')}">`,
          { image: 'sha256:1' },
          `${dough.slice(20).join('<br> ')}</p>`,
        ],
      },
    }
    const drawn = plannedFor([['bread', page('Bread', dough)]], [['loud', loud]], [])
    expect(told(drawn)).toEqual(['update article:loud title,body from bread'])
  })
})
