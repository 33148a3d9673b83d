import { describe, expect, test } from 'vitest'
import { kinds } from '../../src/kinds/index.ts'
import type { Resource } from '../../src/model/index.ts'
import { alike } from '../../src/plan/pairs/alike.ts'
import { pairing, type Pairing } from '../../src/plan/index.ts'
import { drawnIn, live, refs, text, want } from './values.ts'

/** So many words that no other beginning gives. */
const words = (from: number, count: number): string =>
  Array.from({ length: count }, (_, n) => `w${from}${'abcdefghij'[n % 10] ?? ''}${n}`).join(' ')

const paired = (files: readonly Resource[], there: readonly Resource[], ids: Record<string, string> = {}): Pairing =>
  pairing(drawnIn({ files, there, memory: [] }), kinds, new Map(Object.entries(ids)))

const told = ({ paired, foreign }: Pairing): string[] => [
  ...paired.map(({ want, standing, candidates }) =>
    [`${want.key} ${standing}`, ...candidates.map(({ live }) => live.key)].join(' '),
  ),
  ...foreign.map(({ key }) => `foreign ${key}`),
]

const file = (key: string, title: string, body: string, more = {}): Resource =>
  want('article', key, { title, body: text(body), ...more })
const object = (id: string, title: string, body: string, more = {}): Resource =>
  live('article', id, { title, body: text(body), state: 'draft', collections: [], ...more })

describe('files and objects that were never seen together', () => {
  test('what has its name and says the same is equal, what says something else differs, the rest is new or foreign', () => {
    const found = paired(
      [file('a', 'Rye', words(1, 40)), file('b', 'Oat', words(2, 40)), file('c', 'Corn', words(3, 40))],
      [object('1', 'Rye', words(1, 40)), object('2', 'Oat', `${words(2, 40)} more`), object('3', 'Wheat', words(4, 40))],
    )
    expect(told(found)).toEqual(['a equal @1', 'b differs @2', 'c new', 'foreign @3'])
    expect(found.paired[1]).toMatchObject({ fields: ['body'], candidates: [{ evidence: { title: true, place: true } }] })
  })

  test('one that was retitled is known by its text, though it was edited', () => {
    const found = paired(
      [file('a', 'Rye', `${words(1, 60)} and more of it`), file('b', 'Oat', words(2, 60))],
      [object('1', 'Dark bread', words(1, 60)), object('2', 'Porridge', words(5, 60))],
    )
    expect(told(found)).toEqual(['a renamed @1', 'b new', 'foreign @2'])
  })

  test('two that changed their titles are not taken for each other', () => {
    const found = paired(
      [file('a', 'Rye', words(1, 60)), file('b', 'Oat', words(2, 60))],
      [object('1', 'Oat', words(1, 60)), object('2', 'Rye', words(2, 60))],
    )
    expect(told(found)).toEqual(['a unsure @1 @2', 'b unsure @2 @1'])
  })

  test('of two objects with the same words neither is surely meant', () => {
    const found = paired(
      [file('a', 'Rye', words(1, 60))],
      [object('1', 'Bread', words(1, 60)), object('2', 'Loaf', words(1, 60))],
    )
    expect(told(found)).toEqual(['a unsure @1 @2'])
  })

  test('where the next best comes near, a person has to look', () => {
    const [beginning, end] = [words(1, 40), words(2, 30)]
    const found = paired(
      [file('a', 'Rye', `${beginning} ${end}`)],
      [object('1', 'Bread', `${beginning} ${words(3, 20)}`), object('2', 'Loaf', `${words(1, 36)} ${words(4, 24)}`)],
    )
    expect(told(found)).toEqual(['a unsure @1 @2'])
    expect(found.paired[0]?.candidates.map(({ own }) => own > 0.6)).toEqual([true, false])
  })

  test('what all pages say tells none from another', () => {
    const footer = words(9, 80)
    const found = paired(
      ['a', 'b', 'c', 'd'].map((key, n) => file(key, `File ${key}`, `${words(n, 12)} ${footer}`)),
      ['1', '2', '3', '4'].map((id, n) => object(id, `Object ${id}`, `${words(n + 20, 12)} ${footer}`)),
    )
    expect(told(found).filter((each) => each.includes('renamed'))).toEqual([])
  })

  test('an id in a file is evidence where title or words agree, and none where they do not', () => {
    const [files, there] = [
      [file('a', 'Rye', `${words(1, 30)} ${words(2, 30)}`), file('b', 'Oat', words(3, 60))],
      [object('1', 'Dark bread', `${words(1, 30)} ${words(4, 30)}`), object('2', 'Rolls', words(5, 60))],
    ]
    expect(told(paired(files, there))).toEqual(['a unsure @1', 'b new', 'foreign @2'])
    expect(told(paired(files, there, { 'article:a': '1', 'article:b': '2' }))).toEqual(['a renamed @1', 'b unsure @2'])
  })

  test('a shelf under another name is known by what stands on it', () => {
    const on = (...keys: string[]): object => ({ collections: refs('collection', ...keys) })
    const found = paired(
      [
        want('collection', 'bread', { name: 'Bread', parent: null }),
        ...[1, 2, 3].map((n) => file(`bread/${n}`, `Page ${n}`, words(n, 40), on('bread'))),
      ],
      [
        live('collection', '7', { name: 'Our loaves', parent: null }),
        ...[1, 2, 3].map((n) => object(String(n), `Page ${n}`, words(n, 40), on('@7'))),
      ],
    )
    expect(told(found)).toEqual(['bread/1 renamed @1', 'bread/2 renamed @2', 'bread/3 renamed @3', 'bread renamed @7'])
    expect(found.paired.map(({ fields }) => fields)).toEqual([[], [], [], ['name']])
    expect(found.paired[3]?.candidates[0]?.evidence.members).toEqual({ count: 3, of: 3 })
  })
})

test('a text that all share is looked up nowhere, and of many that are alike only the nearest are compared', () => {
  const files = Array.from({ length: 100 }, (_, n) => file(`f${n}`, `File ${n}`, `${words(1, 40)} ${words(n % 10, 30)}`))
  const there = Array.from({ length: 100 }, (_, n) => object(String(n), `Object ${n}`, `${words(1, 40)} ${words(n % 10, 30)}`))
  const same = files.map((one) => ({ ...one, fields: { ...one.fields, body: text(words(1, 40)) } }))
  expect(alike(same, there, 'body')).toEqual([])
  // six of sixty say it
  expect(alike(files.slice(0, 5), there.slice(0, 60), 'body')).toEqual([])
  const many = Array.from({ length: 400 }, (_, n) => object(String(n), `Object ${n}`, words(n < 8 ? 5 : n + 100, 30)))
  expect(alike([file('a', 'Rye', words(5, 30))], many, 'body')).toHaveLength(5)
})
