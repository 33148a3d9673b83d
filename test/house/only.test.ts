import { afterEach, beforeEach, expect, test } from 'vitest'
import { house, type House } from './house.ts'

let here: House
beforeEach(async () => {
  here = await house()
  here.write('content/articles/rye.md', '---\ntitle: Rye\ntags: [dark]\n---\n\nBaked at night.\n')
  here.write('content/articles/hours.md', '---\ntitle: Hours\ntags: [shop]\n---\n\nFrom six.\n')
})
afterEach(() => here.close())

test('a tag that is not there yet is made for an article that goes alone, and no other tag is: nothing waits for ever', async () => {
  const wishes = { only: ({ key }: { key: string }) => key === 'rye' }
  const { outcomes } = await here.apply(wishes)
  expect(outcomes.map(({ change, status }) => [change.verb, status])).toEqual([
    ['create', 'applied'],
    ['create', 'applied'],
  ])
  expect(here.sandbox.control.state().tags.map(({ name }) => name)).toEqual(['dark'])
  expect((await here.plan(wishes)).plan.levels.flat()).toEqual([])
  await here.apply()
  expect(
    here.sandbox.control
      .state()
      .tags.map(({ name }) => name)
      .sort(),
  ).toEqual(['dark', 'shop'])
  expect((await here.plan()).plan.levels.flat()).toEqual([])
  here.write('content/articles/hours.md', '---\ntitle: Hours\ntags: [shop, late]\n---\n\nFrom six.\n')
  expect((await here.plan(wishes)).plan.levels.flat()).toEqual([])
})
