import { describe, expect, test } from 'vitest'
import type { Resource } from '../../src/model/index.ts'
import { live, planned, text, told, want } from './values.ts'

const words = (name: string): string => Array.from({ length: 30 }, (_, n) => `${name}${'abcdefghij'[n % 10] ?? ''}${n}`).join(' ')
const file = (key: string, name: string): Resource => want('article', key, { title: 'Bread', body: text(words(name)) })
const object = (id: string, name: string): Resource =>
  live('article', id, { title: 'Bread', body: text(words(name)), collections: [] })

describe('articles of one title, and nothing remembered', () => {
  test('each file is the object that has its text: neither is made a second time nor given the text of the other', () => {
    const plan = planned([file('a', 'rye'), file('b', 'oat')], [object('1', 'oat'), object('2', 'rye')], [])
    expect(told(plan).filter((line) => !line.startsWith('adopt'))).toEqual([])
    expect(
      [...plan.levels.flat(), ...plan.remember].map((each) =>
        'verb' in each ? ('id' in each ? `${each.verb} ${each.id}` : each.verb) : `${each.ref.key} ${each.id}`,
      ),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/2$/u), expect.stringMatching(/1$/u)]))
  })

  test('where two files say the same, a person has to say which is which', () => {
    const plan = planned([file('a', 'rye'), file('b', 'rye')], [object('1', 'rye'), object('2', 'oat')], [])
    expect(told(plan)).toEqual(['blocked article:a', 'blocked article:b'])
  })

  test('where two objects say the same, too', () => {
    const plan = planned([file('a', 'rye')], [object('1', 'rye'), object('2', 'rye')], [])
    expect(told(plan)).toEqual(['blocked article:a'])
    expect(plan.beside[0]?.says).toBe(
      '2 objects in the workspace bear its name (ids 1, 2); say which is meant: content-sync ledger bind article:a <id>',
    )
  })

  test('and where none says the same', () => {
    const plan = planned([file('a', 'rye')], [object('1', 'oat'), object('2', 'corn')], [])
    expect(told(plan)).toEqual(['blocked article:a'])
  })

  test('what is left when the text told one of two is known by its name', () => {
    const plan = planned([file('a', 'rye'), file('b', 'wheat')], [object('1', 'rye'), object('2', 'oat')], [])
    expect(plan.beside.filter(({ why }) => why === 'blocked')).toEqual([])
    const update = plan.levels.flat().find((change) => change.verb === 'update')
    expect(update).toMatchObject({ id: '2', to: { key: 'b' }, takeover: true })
  })
})

describe('with a part of all alone', () => {
  const tagged = (key: string, tag: string): Resource => want('article', key, { title: key, tags: [{ kind: 'tag', key: tag }] })
  const tag = (key: string): Resource => ({ kind: 'tag', key, fields: { name: key }, mention: true })
  const only = { only: ({ key }: { readonly key: string }): boolean => key === 'a' }

  test('the tags of that part are made, those of the rest are not', () => {
    const plan = planned([tagged('a', 'seasonal'), tagged('b', 'staff'), tag('seasonal'), tag('staff')], [], [], only)
    expect(told(plan)).toEqual(['create tag:seasonal', 'create article:a'])
  })

  test('a tag that is there is not made again', () => {
    const there = [live('tag', '9', { name: 'seasonal' })]
    const plan = planned([tagged('a', 'seasonal'), tag('seasonal')], there, [], only)
    expect(told(plan)).toEqual(['create article:a'])
  })
})
