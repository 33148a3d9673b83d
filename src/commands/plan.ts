import type { Plan } from '../model/index.ts'
import type { PlanReport } from '../report/index.ts'
import { reader } from '../sides/workspace/index.ts'
import { firstMeeting } from './adopt/first-meeting.ts'
import type { Door } from './door.ts'
import { worst } from './exits.ts'
import type { Given } from './options.ts'
import { lookOf, reportIn, save } from './result.ts'
import { pieces, twiceRead } from './saved/pieces.ts'
import type { SavedRun } from './saved/run.ts'
import { sealed } from './saved/seal.ts'
import { survey, type Sifting } from './survey.ts'

/** Says what apply would do, and saves it where that was asked for; of a saved plan, what of it would be done. Nothing here can write to the workspace. */
export function plan(
  given: Given,
  door: Door,
  sifting?: SavedRun | Sifting,
  heard?: (report: PlanReport) => void,
): Promise<number> {
  const saved = sifting !== undefined && 'spend' in sifting ? sifting : undefined
  return survey(
    given,
    door,
    reader,
    async (drawn) => {
      heard?.(drawn.report)
      const out = given.text('out')
      const counted = out === undefined && saved === undefined ? drawn.report : twiceRead(drawn.report)
      const report = saved === undefined ? counted : { ...counted, saved: saved.id }
      const exits = [...(saved?.exits ?? []), ...standing(report.plan)]
      if (out !== undefined && sifting === undefined)
        save(out, sealed(await pieces({ ...drawn, report }, given, exits), door.redacted), given, door)
      door.err.write(firstMeeting(drawn.drawing, drawn.opened.name))
      door.out.write((await reportIn(given)).plan(report, lookOf(given, door)))
      return worst([...exits, given.flag('detailed-exitcode') && pending(report.plan) ? 2 : 0])
    },
    undefined,
    sifting,
  )
}

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
