import { expect, it } from 'vitest'
import { worst } from '../../src/commands/exits.ts'

it('an interrupt hides behind nothing, and pending changes hide behind everything', () => {
  expect(worst([])).toBe(0)
  expect(worst([0, 2])).toBe(2)
  expect(worst([2, 1])).toBe(1)
  expect(worst([1, 5, 3])).toBe(3)
  expect(worst([3, 65])).toBe(65)
  expect(worst([65, 4, 69])).toBe(69)
  expect(worst([69, 77, 78])).toBe(78)
  expect(worst([78, 64, 130])).toBe(130)
})
