import { afterEach, describe, expect, test } from 'vitest'
import type { FaultDo } from '../../../src/sandbox/index.ts'
import type { Clock } from '../../../src/sides/workspace/index.ts'
import type { Counter } from './counter.ts'
import { counter, length, limit } from './counter.ts'
import { seed } from '../world/chosen.ts'

const open: Counter[] = []
afterEach(async () => {
  for (const { sandbox } of open.splice(0)) await sandbox.close()
})
const opened = async (...options: Parameters<typeof counter>): Promise<Counter> => {
  const made = await counter(...options)
  open.push(made)
  return made
}
const sum = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0)

describe.each(['paced', 'burst'] as const)('%s, 167 requests in ten seconds', (mode) => {
  test('1,000 writes by 10 workers: not one is refused, none is sent into a window that has nothing left, and it takes at most 1.15 times as long as it must (R7)', async () => {
    const { at, sandbox, client, make, made } = await opened()
    const began = at.now()
    await at.run(make(client({ pace: { leave: 0.01, mode } }), 1000, 10))
    const took = at.now() - began
    expect(sandbox.requests().filter(({ status }) => status === 429)).toEqual([])
    expect(took / ((1000 / limit) * length)).toBeLessThanOrEqual(1.15)
    expect(made()).toEqual({ there: 1000, wrong: 0 })
  })
})

test(`a neighbour who wants three tenths of the budget is refused at most 1 time in 20, and we get at least 95 % of the rest (FC_SEED=${seed})`, async () => {
  const { at, client, make, neighbour, windows } = await opened()
  let done = false
  const ours = make(client(), 1000, 10).finally(() => (done = true))
  await at.run(Promise.all([ours, neighbour(limit * 0.3, () => done)]))
  const all = windows()
  const theirs = sum(all.map(({ theirs }) => theirs))
  const refused = sum(all.map(({ them }) => them))
  expect(all.length).toBeGreaterThanOrEqual(7)
  expect(refused / (theirs + refused)).toBeLessThanOrEqual(0.05)
  expect(sum(all.map(({ ours }) => ours)) / (all.length * limit - theirs)).toBeGreaterThanOrEqual(0.95)
  expect(sum(all.map(({ us }) => us)) / 1000).toBeLessThanOrEqual(0.01)
})

test('a neighbour who comes and takes four fifths gets them within a window, we finish all the same, and take it all back within a window once he is gone (R8)', async () => {
  const { at, client, make, neighbour, windows, made } = await opened()
  const began = at.now()
  const since = (): number => at.now() - began
  const visit = async (): Promise<void> => {
    await at.sleep(2 * length)
    await neighbour(limit * 0.8, () => since() > 8 * length)
  }
  await at.run(Promise.all([make(client(), 1100, 10), visit()]))
  const all = windows()
  const beside = all.slice(2, 7)
  const alone = all.slice(8)
  expect(beside.every(({ theirs, them }) => theirs / (theirs + them) > 0.9)).toBe(true)
  expect(beside.every(({ ours, theirs }) => ours >= 0.95 * (limit - theirs) && ours > 20)).toBe(true)
  expect(alone.length).toBeGreaterThan(0)
  expect(alone.every(({ ours }) => ours >= 0.95 * limit)).toBe(true)
  expect(made()).toEqual({ there: 1100, wrong: 0 })
})

/** A clock whose waits are noted. */
const noting = (clock: Clock): Clock & { readonly waits: number[] } => {
  const waits: number[] = []
  return {
    waits,
    now: () => clock.now(),
    sleep: (ms, signal) => {
      waits.push(ms)
      return clock.sleep(ms, signal)
    },
  }
}

const rate = (reset: string | null, more: Record<string, string | null> = {}): FaultDo => ({
  headers: { 'X-RateLimit-Reset': reset, ...more },
})
const odd: readonly (readonly [name: string, odd: FaultDo])[] = [
  ['in the past', rate('1000000000')],
  ['in the year 2100', rate('4102444800')],
  ['in the year 2100, as a date', rate('Fri, 01 Jan 2100 00:00:00 GMT')],
  ['in the past, as a date', rate('Thu, 01 Jan 1970 00:00:00 GMT')],
  ['missing', rate(null)],
  ['0', rate('0')],
  ['NaN', rate('NaN')],
  ['Infinity', rate('Infinity')],
  ['-1', rate('-1')],
  ['1e99', rate('1e99')],
  ['without a Date to compare it with', { headers: { Date: null } }],
  ['beside a Date of 1970', { headers: { Date: 'Thu, 01 Jan 1970 00:00:00 GMT' } }],
  ['beside a Date that is none', { headers: { Date: 'yesterday' } }],
  ['beside a Remaining that is none', rate('0', { 'X-RateLimit-Remaining': 'NaN' })],
  ['beside a Limit of 0', rate('0', { 'X-RateLimit-Limit': '0' })],
  ...['0', 'NaN', '-5', '999999999999', 'Infinity', '', 'Fri, 01 Jan 2100 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT'].map(
    (after) => [`missing, and Retry-After ${JSON.stringify(after)}`, rate(null, { 'Retry-After': after })] as const,
  ),
]

describe('a Reset (R9)', () => {
  test.each(odd)('%s makes no wait that is longer than a minute or no number, and everything is sent once', async (_, what) => {
    const { at, sandbox, client, make, made } = await opened({ limit: '20/10s', faults: [{ on: {}, do: what }] })
    const clock = noting(at)
    await at.run(make(client({ clock }), 60, 10))
    expect(clock.waits.filter((ms) => !(ms >= 0 && ms <= 60_000))).toEqual([])
    expect(made()).toEqual({ there: 60, wrong: 0 })
    expect(sandbox.requests().filter(({ status }) => status === 429).length).toBeLessThanOrEqual(60)
  })
})

describe.each([
  ['that say how much is left', {}],
  ['that say nothing', { 'X-RateLimit-Limit': null, 'X-RateLimit-Remaining': null, 'X-RateLimit-Reset': null }],
])('a storm of 429s %s, three in ten for five minutes', (_, headers) => {
  test(`is waited for, not by everybody for equally long, and nothing is lost or doubled (R10, FC_SEED=${seed})`, async () => {
    const storm = { status: 429, code: 'rate_limit_exceeded', headers }
    const faults = { seed, faults: [{ on: { chance: 0.3, until: 300_000 }, do: storm }] }
    const { at, sandbox, client, make, made } = await opened({ faults, limit: '1667/10s' })
    const clock = noting(at)
    const line = client({ clock })
    const began = at.now()
    const all = async (): Promise<void> => {
      while (at.now() - began < 310_000) await make(line, 20, 10)
    }
    await at.run(all())
    const refused = sandbox.requests().filter(({ status }) => status === 429)
    expect(refused.length).toBeGreaterThan(20)
    expect(line.tally().throttled).toBe(refused.length)
    expect(Math.max(...clock.waits)).toBeLessThanOrEqual(60_000)
    expect(new Set(clock.waits.filter((ms) => ms > 400)).size).toBeGreaterThan(20)
    expect(made()).toMatchObject({ wrong: 0 })
  })
})

test('a 429 that says nothing is waited for twice as long each time, up to a minute, and no two runs wait equally long', async () => {
  const silent = { 'X-RateLimit-Limit': null, 'X-RateLimit-Remaining': null, 'X-RateLimit-Reset': null }
  const waited = async (random: number): Promise<number[]> => {
    const { at, client, make } = await opened({
      faults: [{ on: { method: 'POST' }, do: { status: 429, headers: silent }, times: 9 }],
      switches: {},
    })
    const clock = noting(at)
    await at.run(make(client({ clock, random: () => random }), 1, 1))
    return clock.waits
  }
  const least = [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]
  expect(await waited(0)).toEqual(least)
  expect(await waited(0.5)).toEqual(least.map((ms) => ms * 1.5))
})
