import { afterEach, describe, expect, test } from 'vitest'
import type { Clock } from '../../../src/sides/workspace/index.ts'
import type { Counter } from './counter.ts'
import { counter, length } from './counter.ts'

let open: Counter | undefined
afterEach(async () => {
  await open?.sandbox.close()
  open = undefined
})

const hour = 3_600_000
const limit = 50
const count = 200

/** What happens to the two clocks at a moment: ours is set, or the machine sleeps and both go on without it. */
const jumps: readonly (readonly [name: string, ours: number, theirs: number])[] = [
  ['our clock is set an hour ahead', hour, 0],
  ['our clock is set an hour back', -hour, 0],
  ['the machine sleeps for an hour', hour, hour],
  ["Intercom's clock is an hour behind from then on", 0, -hour],
]
// within a window, at its edge, with nothing left in it
const moments = [12_345, 19_970, 20_020, 23_000, 29_500]

describe.each(jumps)('%s in the middle of a run', (_, ours, theirs) => {
  test.each(moments)('after %d ms: it ends as soon as it would have, and sends nothing beyond what is left', async (moment) => {
    open = await counter({ limit: `${limit}/10s` })
    const { at, sandbox, client, make, made } = open
    const began = at.now()
    const set = { ours: 0 }
    const clock: Clock = { now: () => at.now() + set.ours, sleep: at.sleep }
    const jump = async (): Promise<void> => {
      await at.sleep(moment)
      set.ours = ours
      sandbox.control.advance(theirs)
    }
    await at.run(Promise.all([make(client({ clock }), count, 10), jump()]))
    expect(made()).toEqual({ there: count, wrong: 0 })
    const refused = sandbox.requests().filter(({ status }) => status === 429)
    expect(refused.length).toBeLessThanOrEqual(2)
    expect((at.now() - began) / ((count / limit) * length)).toBeLessThanOrEqual(1.3)
  })
})

test('how many requests are under way follows how long an answer takes, up and down', async () => {
  open = await counter({ limit: '1667/10s', switches: { latency: { min: 20, max: 20 } } })
  const { at, sandbox, client, make } = open
  const line = client()
  const widths: number[] = []
  const after = async (latency: number): Promise<void> => {
    sandbox.control.switches({ latency: { min: latency, max: latency } })
    await make(line, 60, line.width())
    widths.push(line.width())
  }
  await at.run(
    (async () => {
      for (const latency of [20, 400, 2000, 20]) await after(latency)
    })(),
  )
  const [near, far, farther, again] = widths as [number, number, number, number]
  expect([near, far > 60, farther, again < farther / 2]).toEqual([10, true, 100, true])
})
