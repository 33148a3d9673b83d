import { afterEach, beforeEach, expect, test } from 'vitest'
import { carryOut } from '../../src/commands/carry-out.ts'
import type { Drawing } from '../../src/commands/draw.ts'
import { together } from '../../src/ledger/file/together.ts'
import type { Outcome } from '../../src/model/index.ts'
import { workspace } from '../../src/sides/workspace/index.ts'
import { house, type House } from '../house/house.ts'

const pages = 60
let home: House
let arrived: number
/** intents that are safe by now, and creates that were begun before theirs was */
let safe: number
let early: number
beforeEach(async () => {
  arrived = safe = early = 0
  home = await house({
    watch: ({ phase, method }) => {
      if (phase === 'arrived' && method === 'POST') arrived += 1
    },
  })
  for (let n = 0; n < pages; n++) home.write(`content/articles/bread-${n}.md`, `---\ntitle: Bread ${n}\n---\n\nFlour ${n}.\n`)
})
afterEach(() => home.close())

/** Carries a plan out with a memory that is far away, each flush of which takes a while, and four requests at once. */
function farAway(drawing: Drawing, signal: AbortSignal, flushed: () => void): Promise<readonly Outcome[]> {
  const { ledger } = drawing
  let put = 0
  const durable = together(async () => {
    const upTo = put
    await new Promise((done) => setTimeout(done, 20))
    safe = upTo
    flushed()
  })
  const far = {
    ...ledger,
    ahead: pages,
    durable,
    put: (...args: Parameters<typeof ledger.put>) => {
      if (args[0].id === null) put += 1
      ledger.put(...args)
    },
  }
  const side = workspace({
    baseUrl: home.sandbox.url,
    token: home.sandbox.token,
    locale: 'en',
    pace: { leave: 0, mode: 'burst' },
    cache: { get: () => undefined, set: () => undefined },
    clock: { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
    random: () => 0.5,
    timeout: 30_000,
  })
  let begun = 0
  const write: typeof side.write = (change, names) => {
    begun += 1
    if (begun > safe) early += 1
    return side.write(change, names)
  }
  return carryOut(
    { ...drawing, ledger: far },
    { ...side, width: () => 4, write },
    {
      now: () => Math.floor(Date.now() / 1000),
      signal,
      said: () => undefined,
    },
  )
}

test('where the memory is far away many intents go there together, and none of their creates before it is safe', async () => {
  let flushes = 0
  const outcomes = await farAway(await home.plan(), new AbortController().signal, () => {
    flushes += 1
  })
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: pages }, () => 'applied'))
  expect([arrived, early]).toEqual([pages, 0])
  expect(flushes).toBeLessThanOrEqual(4)
  expect((await home.plan()).plan.levels).toEqual([])
})

test('an interrupt while many intents are on their way sends none of them, and leaves none behind', async () => {
  const stop = new AbortController()
  const outcomes = await farAway(await home.plan(), stop.signal, () => {
    stop.abort()
  })
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: pages }, () => 'not-started'))
  expect(arrived).toBe(0)
  const { drawing } = await home.apply()
  expect(drawing.plan.levels.flat().map(({ verb }) => verb)).toEqual(Array.from({ length: pages }, () => 'create'))
  expect((await home.plan()).plan.levels).toEqual([])
  expect(home.sandbox.control.state().articles).toHaveLength(pages)
})
