import type { Plan } from '../model/index.ts'
import { json } from '../report/json/index.ts'
import { reader } from '../sides/workspace/index.ts'
import type { Door } from './door.ts'
import { worst } from './exits.ts'
import type { Given } from './options.ts'
import { lookOf, reportIn, save } from './result.ts'
import { survey } from './survey.ts'

/** Says what apply would do. Nothing here can write to the workspace. */
export const plan = (given: Given, door: Door): Promise<number> =>
  survey(given, door, reader, async ({ report }) => {
    const out = given.text('out')
    if (out !== undefined) save(out, json.plan(report, lookOf(given, door)), given, door)
    door.out.write((await reportIn(given)).plan(report, lookOf(given, door)))
    return worst([...standing(report.plan), given.flag('detailed-exitcode') && pending(report.plan) ? 2 : 0])
  })

/** Exit codes a plan has for what it leaves out: files with errors, conflicts, what is blocked and not known to be. */
export function standing(plan: Plan): number[] {
  return [
    ...(plan.findings.some((finding) => finding.severity === 'error') ? [65] : []),
    ...(plan.beside.some(({ wait }) => wait !== undefined) ? [69] : []),
    ...(plan.beside.some(
      ({ why, known, wait }) => why === 'conflict' || (why === 'blocked' && known !== true && wait === undefined),
    )
      ? [5]
      : []),
  ]
}

/** Whether a plan holds any change. */
export const pending = (plan: Plan): boolean => plan.levels.some((level) => level.length > 0)
