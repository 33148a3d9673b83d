import { expect, it } from 'vitest'
import { bar, progress } from '../../src/commands/progress.ts'
import { requestsLine } from '../../src/commands/requests.ts'
import { trouble } from '../../src/commands/written.ts'

it('the bar says how much is done, how fast, and how long it takes', () => {
  expect(bar(0, 48, 0)).toBe('░░░░░░░░░░░░░░░░░░░░░░░░ 0/48  0.0/s')
  expect(bar(12, 48, 6)).toBe('██████░░░░░░░░░░░░░░░░░░ 12/48  2.0/s  18 s left')
  expect(bar(48, 48, 4)).toBe('████████████████████████ 48/48  12/s')
})

it('behind the bar stands what went wrong so far, and nothing where nothing did', () => {
  expect([trouble(0, 0), trouble(2, 0), trouble(2, 3)]).toEqual(['', '  2 failed', '  2 failed  throttled × 3'])
  let said = ''
  const err = { tty: true, columns: 80, colour: false, write: (text: string) => (said += text) }
  const shown = progress({ err, now: () => 1000 }, false, 1)
  shown.step(() => trouble(1, 0))
  expect(said).toContain('1/1  1000/s  1 failed')
})

it('the last line counts requests by route, the most frequent first, and is absent where nothing was sent', () => {
  const none = { reads: 0, writes: 0, retried: 0, throttled: 0, routes: {} }
  expect(requestsLine(none)).toBe(undefined)
  expect(requestsLine({ ...none, reads: 3, writes: 1, routes: { 'GET /me': 1, 'GET /articles': 2, 'POST /articles': 1 } })).toBe(
    'requests: 3 reads, 1 writes (GET /articles × 2, GET /me × 1, POST /articles × 1)',
  )
})
