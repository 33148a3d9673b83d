import { describe, test } from 'vitest'
import { expectLimit, shares } from './sweep.ts'

describe('deletes above the limit of a large help center stop an apply, never a plan (R16)', () => {
  test.each([1000, 5000].flatMap((size) => shares.map((percent) => ({ size, percent }))))(
    '$percent % of $size',
    ({ size, percent }) => {
      expectLimit(size, percent)
    },
  )
})
