import { rmSync } from 'node:fs'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { history, type History } from './world/command.ts'
import { built, live, type Base } from './world/live.ts'
import { share, table, written } from './world/table.ts'

// the same histories for everybody who runs the tests; CHAOS_RUNS=5000 looks further, CHAOS_PATH repeats one
const seed = Number(process.env['FC_SEED'] ?? 1912)
const runs = Number(process.env['CHAOS_RUNS'] ?? 200)
const path = process.env['CHAOS_PATH']
const shrink = process.env['CHAOS_SHRINK'] !== undefined

const again = (found: fc.RunDetails<[History]>): string =>
  `FC_SEED=${found.seed} CHAOS_PATH=${found.counterexamplePath ?? ''} npx vitest run test/chaos/chaos.test.ts\n${JSON.stringify(found.counterexample?.[0])}`

/** What has to have happened now and then, or all would hold for want of trouble: how often for each history. */
const least: Readonly<Record<string, number>> = {
  'run killed': 0.3,
  'killed arrived': 0.03,
  'killed done': 0.03,
  'killed step': 0.1,
  'storm that refused': 0.3,
  'requests refused': 1,
  'rival turned away': 0.1,
  'lost answer': 0.02,
  'says drift': 1,
  'says conflict': 1,
  'refusal takeover': 0.1,
  'adopted adopt': 1,
  'applied create': 1,
  'applied update': 1,
  'applied delete': 0.3,
}

describe('whatever happens to files, workspace and runs', () => {
  let base: Base
  beforeAll(async () => {
    base = await built()
  })
  afterAll(() => {
    rmSync(base.root, { recursive: true, force: true })
  })

  it(`nothing is lost, doubled or left over, nobody is written over, and it ends quiet (R31, R32; FC_SEED=${seed} CHAOS_RUNS=${runs})`, async () => {
    const count = table()
    const found = await fc.check(
      fc.asyncProperty(history, (one) => live(base, one, count)),
      { seed, numRuns: runs, endOnFailure: !shrink, ...(path === undefined ? {} : { path }) },
    )
    console.log(`chaos: FC_SEED=${seed} CHAOS_RUNS=${runs}\n${written(count)}`)
    if (found.failed) throw new Error(again(found), { cause: found.errorInstance })
    if (path !== undefined || runs < 100) return
    for (const [name, times] of Object.entries(least))
      expect((count.met.get(name) ?? 0) / runs, `${name}, a history`).toBeGreaterThanOrEqual(times)
    for (const name of count.commands.keys()) expect(share(count.commands, name), name).toBeGreaterThanOrEqual(0.002)
  }, 7_200_000)
})
