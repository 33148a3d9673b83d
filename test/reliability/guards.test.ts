import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'

const page = (title: string, footer = 'Bread.'): string =>
  `---\ntitle: ${title}\nstate: published\n---\n\n${title} of today.\n\n${footer}\n`
const size = 20
const file = (n: number): string => `content/articles/${n < 8 ? 'old' : 'new'}-${n}.md`

let home: House
beforeEach(async () => {
  home = await house()
  for (let n = 0; n < size; n += 1) home.write(file(n), page(`Loaf ${n}`))
  await home.apply()
  expect((await home.plan()).plan.levels).toEqual([])
})
afterEach(() => home.close())

const sent = (): number => home.sandbox.requests().filter(({ method }) => method !== 'GET').length
const articles = (): number => home.sandbox.control.state().articles.length
const lose = (count: number): void => {
  for (let n = 0; n < count; n += 1) home.remove(file(n))
}

describe('deletes over the limit (R16)', () => {
  test.each([
    [6, false],
    [7, true],
    [19, true],
  ])('%i of 20: refused %s, planned in any case, done by the flag', async (count, refused) => {
    lose(count)
    const before = sent()
    const { drawing } = await home.apply({ prune: true })
    expect(drawing.plan.counts.delete).toBe(count)
    expect(drawing.plan.refusals.map(({ exit, override }) => [exit, override])).toEqual(refused ? [[3, '--allow deletes']] : [])
    expect(sent() - before).toBe(refused ? 0 : count)
    if (refused) await home.apply({ prune: true, allow: new Set(['deletes']) })
    expect(articles()).toBe(size - count)
    expect((await home.plan({ prune: true })).plan.levels).toEqual([])
  })
})

test('a footer that touches every text asks first, and shows the share (R17)', async () => {
  for (let n = 0; n < size; n += 1) home.write(file(n), page(`Loaf ${n}`, 'Ask us.'))
  const before = sent()
  const { drawing } = await home.apply()
  expect(drawing.plan.counts.update).toBe(size)
  expect(drawing.plan.refusals.map(({ says, exit }) => [exit, says])).toEqual([
    [3, 'update 20 of 20 articles (100 %) is above the limit of 50 %. Look at the plan; to go on: --allow updates'],
  ])
  expect(sent()).toBe(before)
  const passed = await home.apply({ allow: new Set(['updates']) })
  expect(passed.drawing.plan.overrides.map(({ numbers }) => numbers)).toEqual([{ count: 20, of: 20, limit: '50%' }])
  expect(sent() - before).toBe(size)
  expect((await home.plan()).plan.levels).toEqual([])
})

test('a pattern that ignores 40 % of the files from now on deletes nothing: they leave management (R18)', async () => {
  home.write('.syncignore', 'old-*.md\n')
  const before = sent()
  const { drawing } = await home.apply({ prune: true })
  expect(drawing.plan.refusals).toEqual([])
  expect(drawing.plan.counts).toMatchObject({ delete: 0, forget: 8, unchanged: 12 })
  expect(drawing.plan.beside.map(({ why }) => why)).toEqual(Array.from({ length: 8 }, () => 'unmanaged'))
  expect(drawing.plan.beside[0]?.says).toContain('leaves management')
  expect([sent() - before, articles()]).toEqual([0, size])
  expect((await home.plan({ prune: true })).plan).toMatchObject({ levels: [], beside: [] })
})
