import { expect, test } from 'vitest'
import { each } from '../../src/apply/each.ts'

test('after a change that could not be remembered nothing more is sent, and what is under way is waited for', async () => {
  const begun: number[] = []
  const ended: number[] = []
  const all = each(
    Array.from({ length: 20 }, (_, n) => n),
    () => 4,
    async (n) => {
      begun.push(n)
      await new Promise((resolve) => setTimeout(resolve, n === 1 ? 1 : 20))
      if (n === 1) throw new Error('no room left')
      ended.push(n)
    },
  )
  await expect(all).rejects.toThrow('no room left')
  expect(begun).toEqual([0, 1, 2, 3])
  expect(ended.sort()).toEqual([0, 2, 3])
})
