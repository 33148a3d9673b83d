import type { Outcome } from '../model/index.ts'
import { planDocument } from '../report/json/plan.ts'
import type { OutcomeReport } from '../report/index.ts'
import type { Door } from './door.ts'
import type { Speaking, Survey } from './survey.ts'

/** What became of a plan, with the plan's id and what was sent. */
export const outcomeReport = (
  run: string,
  { report, side }: Survey<Speaking>,
  outcomes: readonly Outcome[],
  seconds: number,
  door: Door,
): OutcomeReport => ({
  run,
  plan: planDocument(report).id,
  workspace: report.workspace,
  outcomes,
  requests: side.tally(),
  seconds,
  interrupted: door.stop.aborted,
})
