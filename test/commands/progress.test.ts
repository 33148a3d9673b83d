import { expect, it } from 'vitest'
import { bar } from '../../src/commands/progress.ts'
import { requestsLine } from '../../src/commands/requests.ts'

it('the bar says how much is done, how fast, and how long it takes', () => {
  expect(bar(0, 48, 0)).toBe('░░░░░░░░░░░░░░░░░░░░░░░░ 0/48  0.0/s')
  expect(bar(12, 48, 6)).toBe('██████░░░░░░░░░░░░░░░░░░ 12/48  2.0/s  18 s left')
  expect(bar(48, 48, 4)).toBe('████████████████████████ 48/48  12/s')
})

it('the last line counts requests by route, the most frequent first, and is absent where nothing was sent', () => {
  const none = { reads: 0, writes: 0, retried: 0, throttled: 0, routes: {} }
  expect(requestsLine(none)).toBe(undefined)
  expect(requestsLine({ ...none, reads: 3, writes: 1, routes: { 'GET /me': 1, 'GET /articles': 2, 'POST /articles': 1 } })).toBe(
    'requests: 3 reads, 1 writes (GET /articles × 2, GET /me × 1, POST /articles × 1)',
  )
})
