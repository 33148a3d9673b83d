import fc from 'fast-check'
import { expect, test } from 'vitest'
import { at, subject, type Plan } from '../../src/model/index.ts'
import type { State } from '../../src/sandbox/index.ts'
import type { Allow } from '../../src/plan/index.ts'
import { history, type History } from '../laws/world/generate.ts'
import { happen, open, type Scene } from '../laws/world/scene.ts'
import { exact } from './world/exact.ts'

// the same histories for everybody who runs the tests; other seeds and more runs: FC_SEED=… ROLLBACK_RUNS=…, one of them: ROLLBACK_PATH=…
const seed = Number(process.env['FC_SEED'] ?? 1912)
const runs = Number(process.env['ROLLBACK_RUNS'] ?? 215)
const path = process.env['ROLLBACK_PATH']

const everything = new Set<Allow>(['deletes', 'updates', 'unpublish', 'duplicates', 'takeover'])

/** What the runs had in them. */
const count = { rollbacks: 0, empty: 0, create: 0, update: 0, delete: 0, adopt: 0, forget: 0, added: 0, moved: 0 }

const stateOf = (scene: Scene): State => structuredClone(scene.house.sandbox.control.state())

/** What a plan would do, as short as a failing test can be read. */
const brief = (plan: Plan): unknown[] =>
  plan.levels
    .flat()
    .map((change) => [
      change.verb,
      at(subject(change)),
      ...(change.verb === 'update' ? change.fields.map((name) => [name, change.from.fields[name], change.to.fields[name]]) : []),
    ])

/**
 * What is to be done and what is said beside it. Tags made for those that name them are there already, and what left the management of the files
 * without a request is no part of the run.
 */
const pending = (plan: Plan): string[] =>
  [
    ...plan.levels
      .flat()
      .filter((change) => !(change.verb === 'create' && change.to.mention))
      .map(
        (change) => `${change.verb} ${at(subject(change))} ${change.verb === 'update' ? [...change.fields].sort().join() : ''}`,
      ),
    ...plan.beside
      .filter(({ why }) => why !== 'unmanaged')
      .map(
        ({ why, kind, key, fields = [] }) =>
          `${why} ${kind}:${key} ${fields
            .map(({ name }) => name)
            .sort()
            .join()}`,
      ),
  ].sort()

/** One help center, one workspace, and one run after much has happened to both. */
const once = history(3)
  .filter(({ rounds }) => rounds.length > 0)
  .map((one): History => ({
    ...one,
    rounds: [
      {
        steps: one.rounds.flatMap(({ steps }) => steps),
        prune: one.rounds.some(({ prune }) => prune),
        restore: one.rounds.every(({ restore }) => restore),
      },
    ],
  }))

async function roundTrip(one: History): Promise<void> {
  const scene = await open(one)
  const { house } = scene
  try {
    await house.apply({ prune: true, allow: everything })
    for (const round of one.rounds) {
      for (const step of round.steps) await happen(scene, step)
      const wishes = { prune: round.prune, drift: round.restore ? 'restore' : 'keep', allow: everything } as const
      const before = stateOf(scene)
      const applied = await house.apply(wishes)
      const changes = applied.drawing.plan.levels.flat()
      if (applied.drawing.plan.refusals.length > 0 || changes.length === 0) {
        count.empty += 1
        continue
      }
      const after = stateOf(scene)
      // what becomes clear only by what a run did is left for the next one
      const rest = pending((await house.plan(wishes)).plan)
      const [run] = house.history.runs()
      const back = await house.rollback({ allow: everything })
      const told = (): string =>
        JSON.stringify(
          [
            changes.map((change) => [change.verb, 'to' in change ? change.to.key : '']),
            back.drawing.plan.beside,
            back.outcomes.map((each) => [each.status, each.failure]),
          ],
          null,
          1,
        )
      expect(back.drawing.plan.refusals).toEqual([])
      expect(back.drawing.undoes).toBe(run?.id)
      const now = exact(stateOf(scene), before)
      expect(now.rows, told()).toEqual(exact(before).rows)
      expect(
        back.drawing.plan.beside.filter(({ why }) => why === 'conflict'),
        told(),
      ).toEqual([])
      expect(
        back.outcomes.filter(({ status }) => !['applied', 'adopted', 'forgotten'].includes(status)),
        told(),
      ).toEqual([])
      const again = await house.back({ allow: everything }, run?.id)
      expect(brief(again.plan), told()).toEqual([])
      expect(again.plan.remember, told()).toEqual([])
      // the memory is as before too: what the run was to do is to be done again, nothing more and nothing less
      if (now.added === 0) expect(pending((await house.plan(wishes)).plan), told()).toEqual(pending(applied.drawing.plan))
      for (const { verb } of changes) count[verb] += 1
      count.rollbacks += 1
      count.added += now.added
      if (changes.some((change) => 'movedFrom' in change)) count.moved += 1
      // a locale that came with the run stays as a draft, and whatever it links to may be gone for good
      if (now.added > 0) continue
      // the rollback is a run too: taken back itself, all is as the run left it
      const forth = await house.rollback({ allow: everything })
      const tell = (): string =>
        JSON.stringify(
          [
            changes.map((change) => [change.verb, 'to' in change ? change.to.key : '']),
            forth.drawing.plan.beside,
            forth.outcomes.map((each) => [each.status, each.failure]),
          ],
          null,
          1,
        )
      expect(exact(stateOf(scene), after).rows, tell()).toEqual(exact(after).rows)
      expect(pending((await house.plan(wishes)).plan), tell()).toEqual(rest)
    }
  } finally {
    await house.close()
  }
}

test(`a rollback brings back what every object was before a run, and taken back itself what the run left (FC_SEED=${seed} ROLLBACK_RUNS=${runs}, R44)`, async () => {
  await fc.assert(fc.asyncProperty(once, roundTrip), {
    seed,
    numRuns: runs,
    endOnFailure: process.env['LAW_SHRINK'] === undefined,
    ...(path === undefined ? {} : { path }),
  })
  console.log(`rollbacks: ${JSON.stringify(count)}`)
}, 1_800_000)
