import { describe, expect, test } from 'vitest'
import type { Entry, Fields, Plan, Resource } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { changes, live, planned, refs, remembered, rules, told, want } from './values.ts'

const bread: Fields = { title: 'Bread', body: { parts: ['<p>Rye</p>'] } }
const sentAt = rules.now - 1000

/** A create that was sent so many seconds ago and never answered. */
const unanswered = (key: string, fields: Fields, ago = 1000, kind = 'article'): Entry => ({
  ...remembered(kind, key, '', fields),
  id: null,
  seen: null,
  sent: { at: rules.now - ago, fields: Object.keys(fields) },
})

const made = (
  id: string,
  fields: Fields,
  stamp: NonNullable<Resource['stamp']> = { createdAt: sentAt + 5, updatedAt: sentAt + 5, by: '1' },
): Resource => ({
  ...live('article', id, fields),
  stamp,
})

const files = [want('article', 'bread', bread)]
const drawn = (there: readonly Resource[], memory: readonly Entry[], changed: Partial<Rules> = {}, wanted = files): Plan =>
  planned(wanted, there, memory, changed)

describe('a create whose answer was lost', () => {
  const memory = [unanswered('bread', bread)]

  test('is the one object of its name made since; nothing is sent', () => {
    const plan = drawn([made('7', bread)], memory)
    expect(told(plan)).toEqual(['adopt article:bread'])
    expect(changes(plan)[0]).toMatchObject({ id: '7', base: bread })
  })

  test('is not an object that was there before', () => {
    const before = { createdAt: sentAt - 3, updatedAt: sentAt - 3, by: '1' }
    expect(told(drawn([made('7', bread, before)], memory))).toEqual(['create article:bread'])
    expect(told(drawn([made('7', bread, { ...before, createdAt: sentAt - 2 })], memory))).toEqual(['adopt article:bread'])
  })

  test('is not an object that another key holds', () => {
    const cake = want('article', 'cake', bread)
    const plan = drawn([made('7', bread)], [...memory, remembered('article', 'cake', '7', bread)], {}, [...files, cake])
    expect(told(plan)).toEqual(['create article:bread'])
  })

  test('is not one of another name, of another kind or in another collection', () => {
    expect(told(drawn([made('7', { ...bread, title: 'Rye' })], memory))).toEqual(['create article:bread'])
    expect(told(drawn([{ ...made('7', bread), kind: 'snippet' }], memory))).toEqual(['create article:bread'])
    const shelves = [live('collection', '3', { name: 'A', parent: null }), live('collection', '4', { name: 'B', parent: null })]
    const filed = { ...bread, collections: refs('collection', 'a') }
    const wanted = [want('article', 'bread', filed), want('collection', 'a', { name: 'A', parent: null })]
    const known = [unanswered('bread', filed), remembered('collection', 'a', '3', { name: 'A', parent: null })]
    const plan = (shelf: string): string[] =>
      told(drawn([made('7', { ...bread, collections: refs('collection', shelf) }), ...shelves], known, {}, wanted))
    expect(plan('@3')).toEqual(['adopt article:bread'])
    expect(plan('@4')).toEqual(['create article:bread'])
  })

  test('may still arrive until a list begun a request timeout later proves that it did not', () => {
    const young = (ago: number): Plan => drawn([], [unanswered('bread', bread, ago)])
    expect(young(10).beside).toEqual([
      {
        why: 'blocked',
        kind: 'article',
        key: 'bread',
        file: 'content/bread.md',
        line: 1,
        wait: 22,
        says: 'an earlier create was never answered and may still arrive; run again in 22 s',
      },
    ])
    expect(told(young(31))).toEqual(['blocked article:bread'])
    expect(told(young(32))).toEqual(['create article:bread'])
    // a clock that was set back does not make it wait for ever
    expect(young(-9999).beside[0]?.wait).toBe(32)
  })

  test('of several made since the ones we wrote last count; where that does not tell, a person says', () => {
    const theirs = { createdAt: sentAt + 9, updatedAt: sentAt + 9, by: '5' }
    expect(told(drawn([made('7', bread), made('8', bread, theirs)], memory))).toEqual(['adopt article:bread'])
    const nobody = { createdAt: sentAt + 9 }
    const plan = drawn([made('7', bread), made('8', bread, nobody)], memory)
    expect(told(plan)).toEqual(['blocked article:bread'])
    expect(plan.beside[0]?.says).toBe(
      'its create was never answered, and 2 objects of its name were made since (ids 7, 8); say which is meant: content-sync ledger bind article:bread <id>',
    )
  })

  test('two of one name take the two that were made, and of one made only one is left to wait for', () => {
    const both = [want('article', 'a', bread), want('article', 'b', bread)]
    const twice = [unanswered('a', bread), unanswered('b', bread)]
    expect(told(drawn([made('7', bread), made('8', bread)], twice, {}, both))).toEqual(['adopt article:a', 'adopt article:b'])
    expect(told(drawn([made('7', bread)], twice, {}, both))).toEqual(['adopt article:a', 'create article:b'])
    const young = [unanswered('a', bread, 1), unanswered('b', bread, 1)]
    const now = { createdAt: rules.now, by: '1' }
    expect(told(drawn([made('7', bread, now)], young, {}, both))).toEqual(['adopt article:a', 'blocked article:b'])
  })

  test('whose file is gone since is an orphan, and forgotten where it never came', () => {
    const other = [want('article', 'cake', { title: 'Cake' })]
    expect(told(drawn([made('7', bread)], memory, { prune: true }, other))).toEqual([
      'create article:cake',
      'delete article:bread',
    ])
    expect(told(drawn([], memory, {}, other))).toEqual(['forget article:bread', 'create article:cake'])
  })

  test('of a kind that tells no time is known by its name', () => {
    const shelf = { name: 'Shop', parent: null }
    const plan = drawn([live('collection', '3', shelf)], [unanswered('shop', shelf, 1000, 'collection')], {}, [
      want('collection', 'shop', shelf),
    ])
    expect(told(plan)).toEqual(['adopt collection:shop'])
  })
})

describe('a write that was never answered', () => {
  const before: Fields = { ...bread, title: 'Loaf' }
  const sent = (more: object = {}): Entry => ({
    ...remembered('article', 'bread', '7', bread, before),
    sent: { at: sentAt, fields: ['title'], ...more },
  })
  const there = (fields: Fields, stamp: NonNullable<Resource['stamp']>): Resource => ({ ...live('article', '7', fields), stamp })

  test('that arrived is remembered, and one that did not is sent again', () => {
    const arrived = drawn([there(bread, { updatedAt: sentAt + 1, by: '1' })], [sent()])
    expect(told(arrived)).toEqual([])
    expect(arrived.remember).toMatchObject([{ id: '7', base: bread, seen: bread }])
    expect(told(drawn([there(before, { updatedAt: sentAt - 500, by: '1' })], [sent()]))).toEqual(['update article:bread title'])
  })

  test('is not sent over what a teammate wrote after it', () => {
    const edited = { ...bread, title: 'Their title' }
    expect(told(drawn([there(edited, { updatedAt: sentAt + 5, by: '5' })], [sent()]))).toEqual(['drift article:bread'])
    expect(told(drawn([there(edited, { updatedAt: sentAt + 5, by: '1' })], [sent()]))).toEqual(['update article:bread title'])
  })

  test('of a kind that names nobody is told by its time: between the first intent and a timeout after the last', () => {
    const edited = { ...bread, title: 'Their title' }
    const on = (updatedAt: number | undefined, more: object = {}): string[] =>
      told(drawn([there(edited, updatedAt === undefined ? {} : { updatedAt })], [sent(more)]))
    expect(on(sentAt - 3)).toEqual(['drift article:bread'])
    expect(on(sentAt - 2)).toEqual(['update article:bread title'])
    expect(on(sentAt + 32)).toEqual(['update article:bread title'])
    expect(on(sentAt + 33)).toEqual(['drift article:bread'])
    expect(on(sentAt + 33, { last: sentAt + 1 })).toEqual(['update article:bread title'])
    expect(on(undefined)).toEqual(['update article:bread title'])
  })

  test('tells a delete what somebody edited since: all of it where nothing was ever seen', () => {
    const other = [want('article', 'cake', { title: 'Cake' })]
    const blind: Entry = { ...sent(), seen: null }
    const on = (by: string): string[] =>
      told(drawn([there(bread, { updatedAt: sentAt + 1, by })], [blind], { prune: true }, other)).filter((line) =>
        line.includes('bread'),
      )
    expect(on('1')).toEqual(['delete article:bread'])
    expect(on('5')).toEqual(['conflict article:bread'])
    const plan = drawn([there(bread, { updatedAt: sentAt + 1, by: '5' })], [blind], { prune: true }, other)
    expect(plan.beside[0]?.says).toContain('and title, body was edited')
  })
})
