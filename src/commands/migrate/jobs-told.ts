import type { Outcome, Plan, Refusal } from '../../model/index.ts'
import { Refused, Stop } from '../../model/index.ts'
import type { OutcomeReport, PlanReport } from '../../report/index.ts'

/** What is known of a run when it has ended: how far it came, and what ended it. */
export interface Ending {
  readonly exit: number
  readonly plan?: PlanReport
  readonly outcome?: OutcomeReport
  readonly error?: unknown
}

/** How many objects were made, changed and so on; of a plan that was not carried out, would be. */
export interface Tallied {
  readonly created: number
  readonly updated: number
  readonly deleted: number
  readonly failed: number
  readonly unchanged: number
}

/** Counts what became of a run. */
export function tallied({ plan, outcome }: Ending, rehearsed: boolean): Tallied {
  const { create = 0, update = 0, adopt = 0, delete: deleted = 0, unchanged = 0 } = plan?.plan.counts ?? {}
  if (rehearsed) return { created: create, updated: update + adopt, deleted, failed: 0, unchanged }
  const outcomes = outcome?.outcomes ?? []
  const done = (verbs: readonly string[]): number =>
    outcomes.filter(({ change, status }) => verbs.includes(change.verb) && !undone(status)).length
  return {
    created: done(['create']),
    updated: done(['update', 'adopt']),
    deleted: done(['delete']),
    failed: outcomes.filter(({ status }) => undone(status)).length,
    unchanged,
  }
}

const undone = (status: Outcome['status']): boolean => !['applied', 'adopted', 'forgotten'].includes(status)

/** What a person has to do about a run that did not end well; nothing is said of one that did. */
export function told(ending: Ending): string {
  const { exit, plan, outcome, error } = ending
  if (exit === 0) return ''
  if (exit === 130) return 'interrupted: run it again'
  const stopped = reason(error)
  if (stopped !== undefined) return stopped
  const refusal = plan?.plan.refusals[0]
  if (refusal !== undefined) return refusedBy(refusal)
  const missed = (outcome?.outcomes ?? []).filter(({ status }) => undone(status))
  if (missed.length > 0) return `${failureIn(missed)}: run it again`
  return plan === undefined ? 'see the log' : standingIn(plan.plan)
}

const refusedBy = ({ says, override }: Refusal): string =>
  override === undefined || says.includes(override) ? says : `${says} To go on: ${override}`

function reason(error: unknown): string | undefined {
  if (error === undefined) return undefined
  if (error instanceof Stop) return error.message.split('\n')[0]
  if (error instanceof Refused) return `Intercom refused: ${error.failure.status} ${error.failure.code}: run it again`
  return error instanceof Error ? error.message.split('\n')[0] : 'see the log'
}

const failureIn = (missed: readonly Outcome[]): string =>
  missed.flatMap(({ failure }) => (failure === undefined ? [] : [`${failure.status} ${failure.message}`]))[0] ??
  `${missed.length} not done`

function standingIn({ findings, counts }: Plan): string {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const [first] = errors
  if (first !== undefined) return `${errors.length === 1 ? 'to decide' : `${errors.length} to decide`}: ${first.message}`
  if (counts.conflict > 0) return `${counts.conflict} edited at both ends: see the log`
  return 'see the log'
}
