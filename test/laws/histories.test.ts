import fc from 'fast-check'
import { expect, test } from 'vitest'
import { history } from './world/generate.ts'
import { live, tally } from './world/live.ts'
import { features, shares } from './world/shares.ts'

// the same histories for everybody who runs the tests; other seeds and more runs: FC_SEED=… LAW_RUNS=…
const seed = Number(process.env['FC_SEED'] ?? 1912)
const runs = Number(process.env['LAW_RUNS'] ?? 25)

test('a user never sees a plan that comes back, writes without asking, another’s page touched or a page doubled (laws 1-4, 7, 8)', async () => {
  const count = tally()
  console.log(`histories: FC_SEED=${seed} LAW_RUNS=${runs}`)
  await fc.assert(
    fc.asyncProperty(history(4), (one) => live(one, count)),
    { seed, numRuns: runs, endOnFailure: process.env['LAW_SHRINK'] === undefined, interruptAfterTimeLimit: 300_000 },
  )
  console.log(`histories: ${JSON.stringify(count)}`)
}, 400_000)

test('the histories hold circles, several parents, three levels, two locales, images, equal titles and foreign things', () => {
  const found = shares(fc.sample(history(4), { seed, numRuns: 1000 }))
  console.log(`shares of 1000 histories: ${JSON.stringify(found)}`)
  for (const feature of Object.keys(features)) expect(found[feature], feature).toBeGreaterThanOrEqual(0.05)
})
