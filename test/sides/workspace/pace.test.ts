import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Clock, Pace } from '../../../src/sides/workspace/index.ts'
import { gate } from '../../../src/sides/workspace/gate.ts'

import { answered } from '../../../src/sides/workspace/answered.ts'
import type { Heard } from '../../../src/sides/workspace/budget.ts'
import { longest, opening } from '../../../src/sides/workspace/budget.ts'
import { permit, sent, width } from '../../../src/sides/workspace/pace.ts'
import { virtualClock } from './virtual.ts'

const paced: Pace = { leave: 0.01, mode: 'paced' }
const burst: Pace = { leave: 0.01, mode: 'burst' }

interface Counter {
  readonly limit: number
  readonly length: number
  readonly skew: number
  readonly latency: () => number
  readonly seen: { readonly at: number; readonly ok: boolean; readonly remaining: number }[]
  /** requests of somebody else at a moment */
  take(count: number): number
  ask(): Promise<Heard>
}

/** A server that counts in windows aligned to its own clock, and says so in headers cut to seconds. */
function counter(clock: Clock, limit: number, length: number, skew = 0, latency = () => 50): Counter {
  const seen: { at: number; ok: boolean; remaining: number }[] = []
  let window = 0
  let used = 0
  const roll = () => {
    const here = Math.floor((clock.now() + skew) / length)
    if (here !== window) [window, used] = [here, 0]
  }
  return {
    limit,
    length,
    skew,
    latency,
    seen,
    take(count) {
      roll()
      const given = Math.min(count, limit - used)
      used += given
      return count - given
    },
    async ask() {
      const sentAt = clock.now()
      const there = latency() / 2
      await clock.sleep(there)
      roll()
      const ok = used < limit
      if (ok) used += 1
      const time = clock.now() + skew
      seen.push({ at: time, ok, remaining: limit - used })
      const said = {
        limit,
        remaining: limit - used,
        reset: Math.ceil(((window + 1) * length) / 1000),
        date: Math.floor(time / 1000) * 1000,
      }
      await clock.sleep(there)
      return { status: ok ? 200 : 429, sentAt, jitter: 0, retryAfter: null, ...said }
    },
  }
}

/** Sends `count` requests through a gate as apply does: so many workers, a refused one going back to the front. */
async function work(clock: Clock, pace: Pace, server: Counter, count: number): Promise<{ refused: number }> {
  const through = gate(pace, clock)
  let left = count
  let refused = 0
  const one = async () => {
    for (let again = false; ; again = true) {
      await through.pass(again)
      const heard = await server.ask()
      through.heard(heard)
      if (heard.status !== 429) return
      refused += 1
    }
  }
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await one()
    }
  }
  const workers: Promise<void>[] = []
  while (left > 0 || workers.length === 0) {
    workers.push(worker())
    if (workers.length >= 30) break
  }
  await Promise.all(workers)
  return { refused }
}

/** Accepted requests in whole windows, the first and the last left out, as a share of the limit. */
function use(server: Counter): number {
  const windows = new Map<number, number>()
  for (const { at, ok } of server.seen) {
    const window = Math.floor(at / server.length)
    if (ok) windows.set(window, (windows.get(window) ?? 0) + 1)
  }
  const counts = [...windows.entries()].sort(([a], [b]) => a - b).slice(1, -1)
  return counts.reduce((sum, [, count]) => sum + count, 0) / (counts.length * server.limit)
}

describe.each([
  { pace: paced, skew: 0, least: 0.95 },
  { pace: paced, skew: -3_700_400, least: 0.95 },
  { pace: paced, skew: 730, least: 0.95 },
  { pace: burst, skew: 0, least: 0.98 },
  { pace: burst, skew: 7_200_650, least: 0.98 },
])('$pace.mode, the server $skew ms ahead', ({ pace, skew, least }) => {
  test('uses what is allowed, window after window, and is not refused once', async () => {
    const clock = virtualClock()
    const server = counter(clock, 167, 1000, skew, () => 50)
    const { refused } = await clock.run(work(clock, pace, server, 167 * 10))
    expect(refused).toBe(0)
    expect(use(server)).toBeGreaterThanOrEqual(least)
  })
})

test('a window of ten seconds is filled as well, evenly', async () => {
  const clock = virtualClock()
  const server = counter(clock, 1667, 10_000)
  const { refused } = await clock.run(work(clock, paced, server, 1667 * 4))
  expect(refused).toBe(0)
  expect(use(server)).toBeGreaterThanOrEqual(0.95)
  const second = Math.floor((server.seen[0]?.at ?? 0) / 10_000) + 1
  const early = server.seen.filter(({ at }) => at >= second * 10_000 && at < second * 10_000 + 5000)
  expect(early.length / 1667).toBeLessThan(0.55)
})

test('a neighbour who wants three tenths of the budget keeps it, and we use the rest', async () => {
  const clock = virtualClock()
  const server = counter(clock, 167, 1000)
  let turnedAway = 0
  let wanted = 0
  let busy = true
  const neighbour = async () => {
    while (busy) {
      wanted += 1
      turnedAway += server.take(1)
      await clock.sleep(20)
    }
  }
  const mine = work(clock, paced, server, 800).finally(() => {
    busy = false
  })
  const { refused } = await clock.run(Promise.all([mine, neighbour()]).then(([result]) => result))
  expect(refused).toBeLessThanOrEqual(4)
  expect(use(server)).toBeGreaterThan(0.6)
  expect(turnedAway / wanted).toBeLessThan(0.05)
})

test('nothing is sent into a window that has nothing left', async () => {
  const clock = virtualClock()
  const server = counter(clock, 20, 10_000)
  await clock.run(work(clock, burst, server, 100))
  const spent = server.seen.filter(({ ok }) => !ok)
  expect(spent).toEqual([])
})

test('a storm of 429s for five minutes ends with everything sent', async () => {
  const clock = virtualClock()
  const calm = counter(clock, 167, 1000)
  let n = 0
  const stormy: Counter = {
    ...calm,
    async ask() {
      const heard = await calm.ask()
      n += 1
      return n % 10 < 3 ? { ...heard, status: 429, limit: null, remaining: null, reset: null } : heard
    },
  }
  const { refused } = await clock.run(work(clock, paced, stormy, 1000))
  expect(refused).toBeGreaterThan(300)
  expect(Math.max(...clock.waits)).toBeLessThanOrEqual(longest)
})

test('no header, however strange, makes a wait that is longer than a minute or no number', () => {
  const strange = fc.oneof(
    fc.constant(null),
    fc.integer({ min: -10, max: 3000 }),
    fc.double({ min: 0, max: 1e15, noNaN: true }),
    fc.constantFrom(0, 4_102_444_800, 1_700_000_001, 1_700_000_010, 1_600_000_000),
  )
  const heard = fc.record({
    status: fc.constantFrom(0, 200, 429, 500),
    sentAt: fc.constant(0),
    limit: strange,
    remaining: strange,
    reset: strange,
    date: fc.oneof(fc.constant(null), fc.constantFrom(0, 1_700_000_000_000, 4_102_444_800_000)),
    retryAfter: strange,
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  const seed = process.env['FC_SEED'] === undefined ? {} : { seed: Number(process.env['FC_SEED']) }
  fc.assert(
    fc.property(fc.array(heard, { maxLength: 12 }), fc.constantFrom(paced, burst), (answers, pace) => {
      let now = 1_700_000_000_000
      let budget = opening
      for (const answer of answers) {
        const wait = permit(budget, pace, now)
        expect(wait, 'with nothing under way a wait ends').not.toBe(Infinity)
        expect(wait).toBeGreaterThanOrEqual(0)
        expect(wait).toBeLessThanOrEqual(longest)
        now += wait
        budget = sent(budget, pace, now)
        budget = answered(budget, { ...answer, sentAt: now }, now + 30)
        now += 30
        expect(width(budget)).toBeGreaterThanOrEqual(10)
        expect(width(budget)).toBeLessThanOrEqual(100)
      }
    }),
    { numRuns: 3000, ...seed },
  )
})

test('many requests at once grow with how long an answer takes', () => {
  const clock = {
    limit: 1667,
    remaining: 1600,
    reset: 1_700_000_010,
    date: 1_700_000_000_000,
    status: 200,
    retryAfter: null,
    jitter: 0,
  }
  const at = (latency: number) =>
    width(answered(sent(opening, paced, 1_700_000_000_000), { ...clock, sentAt: 1_700_000_000_000 }, 1_700_000_000_000 + latency))
  expect([at(1), at(50), at(200), at(5000)]).toEqual([10, 11, 41, 100])
})
