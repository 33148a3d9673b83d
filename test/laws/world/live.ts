import type { Allow } from '../../../src/plan/index.ts'
import { arrived } from './arrived.ts'
import {
  allApplied,
  fingerprint,
  membersKept,
  noFalseDrift,
  nothingLeft,
  oneEach,
  onlyReads,
  others,
  sameObjects,
  samePlan,
  untouched,
} from './checks.ts'
import type { History, Round } from './generate.ts'
import type { Scene } from './scene.ts'
import { happen, idOf, open } from './scene.ts'

const everything: readonly Allow[] = ['deletes', 'updates', 'unpublish', 'duplicates', 'takeover']

/** How often each check really had something to look at. */
export interface Tally {
  runs: number
  refused: number
  changes: number
  beside: Record<string, number>
}

export const tally = (): Tally => ({ runs: 0, refused: 0, changes: 0, beside: {} })

async function run(scene: Scene, { prune, restore }: Round, count: Tally): Promise<void> {
  const { house } = scene
  const wishes = { prune, drift: restore ? 'restore' : 'keep', allow: new Set(everything) } as const
  const before = others(scene)
  const { drawing, outcomes } = await house.apply(wishes)
  count.runs += 1
  if (drawing.plan.refusals.length > 0) {
    count.refused += 1
    return
  }
  count.changes += drawing.plan.levels.flat().length
  for (const { why } of drawing.plan.beside) count.beside[why] = (count.beside[why] ?? 0) + 1
  allApplied(outcomes)
  untouched(scene, before)
  oneEach(scene)
  sameObjects(scene)
  for (const page of scene.repository.pages) {
    const id = idOf(scene, page)
    if (id !== undefined) scene.last.set(page.uid, { id, page })
  }
  membersKept(scene)
  const next = await looked(scene, wishes)
  nothingLeft(next, false)
  noFalseDrift(scene, next)
  arrived(scene)
  if (next.plan.remember.length > 0) {
    await house.apply(wishes)
    nothingLeft(await house.plan(wishes), true)
  }
}

type Wished = Parameters<Scene['house']['plan']>[0]

/** A plan, drawn twice, the second time with everything in another order. */
async function looked(scene: Scene, wishes: Wished): Promise<Awaited<ReturnType<Scene['house']['plan']>>> {
  const from = scene.house.sandbox.requests().length
  const before = fingerprint(scene.house.root)
  const one = await scene.house.plan(wishes)
  samePlan(one, await scene.house.plan(wishes, (things) => [...things].reverse()))
  onlyReads(scene, from, before)
  return one
}

/** What was agreed on and changed again in the files before anybody looked is an edit like any other. */
function disagree(scene: Scene): void {
  for (const [uid, title] of scene.agreed)
    if (!scene.repository.pages.some((page) => page.uid === uid && page.title === title)) scene.touched.add(uid)
  scene.agreed.clear()
}

/** Lives through a history and holds every law after each run. Throws `Broken`. */
export async function live(history: History, count: Tally): Promise<void> {
  const scene = await open(history)
  try {
    await run(scene, { steps: [], prune: false, restore: false }, count)
    for (const round of history.rounds) {
      for (const step of round.steps) await happen(scene, step)
      disagree(scene)
      const planned = { prune: round.prune, drift: round.restore ? 'restore' : 'keep', allow: new Set(everything) } as const
      await looked(scene, planned)
      await run(scene, round, count)
    }
  } finally {
    await scene.house.close()
  }
}
