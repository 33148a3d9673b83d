import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Outcome } from '../../src/model/index.ts'
import { house, type House } from '../house/house.ts'

let home: House
beforeEach(async () => {
  home = await house()
  home.write('content/articles/hours.md', '---\ntitle: Hours\n---\n\nAt nine.\n')
  home.write('content/articles/fees.md', '---\ntitle: Fees\n---\n\nNone.\n')
  home.write('content/articles/old.md', '---\ntitle: Old\n---\n\nGone soon.\n')
  await home.apply()
})
afterEach(() => home.close())

const prune = { prune: true, allow: new Set(['deletes'] as const) }
const article = (title: string) =>
  home.sandbox.control.state().articles.find(({ contents }) => Object.values(contents).some((each) => each.title === title))
const theirs = (title: string, body: Readonly<Record<string, unknown>>) =>
  home.sandbox.control.edit({ path: `/articles/${article(title)?.id ?? 0}`, body, admin: 'ana@example.com' })
const told = (outcomes: readonly Outcome[]): Record<string, unknown> =>
  Object.fromEntries(
    outcomes.map(({ change, status, failure }) => ['to' in change ? change.to.key : 'gone', failure?.code ?? status]),
  )
const singles = (): string[] =>
  home.sandbox.requests().flatMap(({ method, route }) => (method === 'GET' && route === '/articles/{id}' ? [route] : []))
const now = (): number => Math.floor(Date.now() / 1000)

describe('what a teammate wrote while a run was under way is not overwritten', () => {
  beforeEach(() => {
    home.write('content/articles/hours.md', '---\ntitle: Hours\n---\n\nAt ten.\n')
    home.write('content/articles/fees.md', '---\ntitle: Fees\n---\n\nOne.\n')
    home.remove('content/articles/old.md')
  })

  test.each([
    ['where the list is older than 30 s', { now: () => now() + 31 }],
    ['where every object is looked at again', { wary: true }],
  ])('%s: an update and a delete are left out, the rest goes on', async (_, around) => {
    const drawing = await home.plan(prune)
    await theirs('Hours', { body: '<p>At eleven.</p>' })
    await theirs('Old', { title: 'Old, but dear' })
    const outcomes = await home.carry(drawing, around)
    expect(told(outcomes)).toEqual({ hours: 'edited', fees: 'applied', gone: 'edited' })
    expect(outcomes.find(({ status }) => status === 'conflict')?.failure?.message).toContain(
      'article:hours was edited in Intercom',
    )
    expect(article('Hours')?.contents['en']?.body.html).toContain('At eleven.')
    expect(article('Old, but dear')).toBeDefined()
    expect(article('Fees')?.contents['en']?.body.html).toContain('One.')
    const next = await home.plan(prune)
    expect(next.plan.levels).toEqual([])
    expect(next.plan.beside.map(({ why, key }) => [why, key])).toEqual([
      ['conflict', 'hours'],
      ['conflict', 'old'],
    ])
  })

  test('a staged draft made meanwhile is an edit', async () => {
    home.write('content/articles/hours.md', '---\ntitle: Hours\nstate: published\n---\n\nAt nine.\n')
    await home.apply()
    home.write('content/articles/hours.md', '---\ntitle: Hours\nstate: published\n---\n\nAt ten.\n')
    const drawing = await home.plan()
    const path = `/articles/${article('Hours')?.id ?? 0}/draft`
    await home.sandbox.control.edit({ path, body: { body: '<p>At noon?</p>' }, admin: 'ana@example.com' })
    expect(told(await home.carry(drawing, { wary: true }))).toMatchObject({ hours: 'edited' })
    expect(article('Hours')?.contents['en']?.draft).not.toBeNull()
  })

  test('one that was deleted is not written, and said', async () => {
    const drawing = await home.plan(prune)
    await home.sandbox.control.edit({
      path: `/articles/${article('Hours')?.id ?? 0}`,
      method: 'DELETE',
      admin: 'ana@example.com',
    })
    const outcomes = await home.carry(drawing, { wary: true })
    expect(outcomes.find(({ status }) => status === 'conflict')?.failure?.message).toContain('was deleted in Intercom')
  })
})

test('a young list is believed: an update costs one request', async () => {
  home.write('content/articles/hours.md', '---\ntitle: Hours\n---\n\nAt ten.\n')
  await home.carry(await home.plan())
  expect(singles()).toEqual([])
})

test('what this run wrote itself is no edit: links in a circle are closed while every object is looked at again', async () => {
  home.write('content/articles/one.md', '---\ntitle: One\n---\n\n[Two](two.md)\n')
  home.write('content/articles/two.md', '---\ntitle: Two\n---\n\n[One](one.md)\n')
  const outcomes = await home.carry(await home.plan(), { wary: true })
  expect(told(outcomes)).toEqual({ one: 'applied', two: 'applied' })
  expect(singles().length).toBeGreaterThan(0)
  expect((await home.plan()).plan.levels).toEqual([])
})
