import { kinds } from '../../kinds/index.ts'
import { subject, type Change, type Kind, type Plan } from '../../model/index.ts'
import type { Look, PlanReport } from '../values.ts'
import { besideLines } from './beside.ts'
import { changeLines } from './change.ts'
import { mainFindingLines } from './findings.ts'
import { counted, painter, type Paint } from './paint.ts'
import { promotionLines } from './promotion.ts'

// a first plan of a large help center stays readable; what is lost or overwritten is always listed
const most = 60
const fewest = 10

/** A plan as people read it: findings, changes by kind, what is left alone, refusals, totals. */
export function plan(report: PlanReport, look: Look): string {
  const { plan, workspace, promotion } = report
  const paint = painter(look.colour)
  const changes = plan.levels.flat()
  const findings = mainFindingLines(plan.findings, look.verbose ? Infinity : fewest, paint)
  return [
    ...(findings.length === 0 ? [] : [...findings, '']),
    ...(promotion === undefined ? [] : promotionLines(promotion, look, paint)),
    ...kinds.flatMap((kind) => group(kind, changes, look, paint)),
    ...besideLines(report, look, paint),
    ...refusalLines(report, paint),
    ...overrideLines(plan, paint),
    `${paint('bold', workspace.name)}: ${totals(report)}${cost(plan)}`,
    '',
  ].join('\n')
}

function group(kind: Kind, changes: readonly Change[], look: Look, paint: Paint): string[] {
  const ours = changes
    .filter((change) => subject(change).kind === kind.name)
    .sort((a, b) => (subject(a).key < subject(b).key ? -1 : 1))
  if (ours.length === 0) return []
  const harmless = ours.filter((change) => change.verb !== 'update' && change.verb !== 'delete')
  const hidden = new Set<Change>(look.verbose ? [] : harmless.slice(most))
  return [
    paint('bold', kind.plural),
    ...ours.filter((change) => !hidden.has(change)).flatMap((change) => changeLines(change, look, paint)),
    ...(hidden.size > 0 ? [paint('dim', `  … ${hidden.size} more to create or remember (--verbose lists them)`)] : []),
    '',
  ]
}

function refusalLines({ plan, bringing }: PlanReport, paint: Paint): string[] {
  if (plan.refusals.length === 0) return []
  const lines = plan.refusals.map(({ says, override }) =>
    override === undefined || says.includes(override) ? `  ${says}` : `  ${says} To go on: ${override}`,
  )
  return [paint(['bold', 'red'], `${bringing?.verb ?? 'apply'} would refuse`), ...lines, '']
}

function overrideLines({ overrides }: Plan, paint: Paint): string[] {
  return overrides.length === 0 ? [] : [paint(['bold', 'yellow'], 'let pass'), ...overrides.map(({ says }) => `  ${says}`), '']
}

/** `2 to create, 1 to update`, or `no changes`. */
export function totals({ plan: { counts }, workspace, bringing }: PlanReport): string {
  const changes = [
    [counts.create, 'to create'],
    [counts.update, 'to update'],
    [counts.delete, 'to delete'],
    [counts.adopt, 'to remember'],
    [counts.forget, 'to forget'],
  ] as const
  const beside = [
    [counts.becomePublic, counts.becomePublic === 1 ? 'becomes public' : 'become public'],
    [counts.conflict, 'in conflict'],
    [counts.blocked, 'blocked'],
    [counts.drift, `edited in ${bringing === undefined ? 'Intercom' : workspace.name}`],
    [counts.orphan, bringing === undefined ? 'without a file' : `gone from ${bringing.from}`],
    [counts.unchanged, 'unchanged'],
  ] as const
  const say = (list: readonly (readonly [number, string])[]): string =>
    list
      .filter(([count]) => count > 0)
      .map(([count, word]) => `${count} ${word}`)
      .join(', ')
  return [say(changes) || 'no changes', say(beside)].filter((part) => part !== '').join(' · ')
}

function cost({ cost, levels }: Plan): string {
  if (levels.every((level) => level.length === 0) || cost.requests === 0) return ''
  return ` · ${counted(cost.requests, 'request')}, about ${duration(cost.seconds)}`
}

/** Seconds as people say them. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toFixed(1)} h`
}
