import type { Change, Outcome, Plan } from '../model/index.ts'
import { at, subject } from '../model/index.ts'
import { each } from './each.ts'
import { fix } from './fix.ts'
import { carry } from './one.ts'
import { remember } from './remember.ts'
import { settle } from './settle.ts'
import { breadth, type Progress, type Stage } from './stage.ts'

const level = (changes: readonly Change[], stage: Stage, progress: Progress): Promise<void> =>
  each(
    changes,
    () => breadth(stage),
    async (change) => {
      const outcome = stage.signal.aborted
        ? ({ change, status: 'not-started', id: null } as const)
        : await carry(change, stage, progress)
      if (outcome.status !== 'applied' && outcome.status !== 'adopted') progress.failed.add(at(subject(change)))
      progress.outcomes.push(outcome)
      stage.said(outcome)
    },
  )

/** Carries a plan out, level by level, remembers what was answered, closes the links whose targets had no id, and ends with a list read. */
export async function apply(plan: Plan, stage: Stage): Promise<readonly Outcome[]> {
  const progress: Progress = {
    outcomes: [],
    failed: new Set(plan.beside.flatMap((one) => (one.why === 'conflict' || one.why === 'blocked' ? [at(one)] : []))),
    answers: new Map(),
    held: new Map(),
    headingIds: { kept: 0, renewed: 0 },
  }
  remember(plan, stage)
  for (const changes of plan.levels) await level(changes, stage, progress)
  if (!stage.signal.aborted) await fix(plan.fixes, stage, progress)
  await settle(stage, progress)
  await stage.ledger.save()
  return progress.outcomes
}
