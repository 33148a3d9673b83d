import { subject, type Beside, type Change } from '../../model/index.ts'
import type { Look, PlanReport } from '../values.ts'
import { flip } from '../pretty/difference.ts'
import { clip } from '../pretty/paint.ts'
import { totals } from '../pretty/plan.ts'
import { cell, code } from './escape.ts'
import { fitted } from './fitted.ts'
import { folded } from './folded.ts'
import { promotionDetails, promotionHead, promotionRows } from './promotion.ts'

/** A plan as a comment on a pull request: what would be refused, a table of changes and of what is left alone, then each difference. */
export function plan(report: PlanReport, look: Look): string {
  const { plan, workspace, promotion } = report
  const changes = plan.levels.flat()
  const rows =
    promotion === undefined ? [...changes.map(changeRow), ...plan.beside.map(besideRow)] : promotionRows(promotion, plan)
  return fitted(
    [
      `### Plan for ${code(workspace.name)}: ${totals(report)}`,
      '',
      ...warnings(report),
      ...(promotion !== undefined
        ? promotionHead(promotion)
        : rows.length === 0
          ? []
          : ['| | object | what | file |', '| --- | --- | --- | --- |']),
    ],
    rows,
    [
      ...(promotion === undefined ? [] : promotionDetails(promotion, look)),
      ...changes.flatMap((change) => (change.verb === 'update' ? folded(named(change), differences(change), look) : [])),
      ...plan.beside.flatMap(({ kind, key, fields = [] }) => folded(`${kind} ${key}`, fields, look)),
    ],
    [],
    (hidden) => `**Truncated:** ${hidden} more not shown here; \`content-sync plan --format json\` has all of it.`,
  )
}

const named = (change: Change): string => `${subject(change).kind} ${subject(change).key}`

const differences = ({ fields, from, to }: Extract<Change, { verb: 'update' }>): Parameters<typeof folded>[1] =>
  fields.map((name) => ({ name, before: from.fields[name] ?? null, after: to.fields[name] ?? null }))

/** At most so many, each on a line: a plan for a comment begins with what matters. */
const fewest = 20

function warnings({ plan: { refusals, overrides, findings }, bringing }: PlanReport): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const lines = [
    ...refusals.map(
      ({ says, override }) =>
        `- **${bringing?.verb ?? 'apply'} would refuse:** ${code(says)}${override === undefined || says.includes(override) ? '' : ` ${code(override)}`}`,
    ),
    ...overrides.map(({ says }) => `- **let pass:** ${code(says)}`),
    ...errors.map(({ file, line, message }) => `- **error** ${code(`${file}:${line}`)} ${code(clip(message, 300))}`),
  ]
  const hidden = lines.length - fewest
  return lines.length === 0 ? [] : [...lines.slice(0, fewest), ...(hidden > 0 ? [`- … ${hidden} more`] : []), '']
}

function changeRow(change: Change): string {
  const file = 'to' in change ? change.to.origin?.file : undefined
  return row(change.verb, named(change), says(change), file)
}

function says(change: Change): string {
  switch (change.verb) {
    case 'create':
      return Object.entries(change.to.fields).some(([name, value]) => /^state(@|$)/u.test(name) && value === 'published')
        ? '**becomes public**'
        : ''
    case 'update':
      return [
        ...(change.movedFrom === undefined ? [] : [`was ${cell(change.movedFrom)}`]),
        ...(change.takeover === true ? ['**takes over what is there**'] : []),
        ...flips(change).map((flipped) => `**${flipped}**`),
        change.fields.map((name) => cell(name)).join(', '),
      ].join(', ')
    case 'adopt':
      return change.movedFrom === undefined ? 'already there, remembered' : `was ${cell(change.movedFrom)}; nothing is sent`
    case 'delete':
      return change.takes === undefined ? '**deleted**' : `**deleted, with ${change.takes.count} ${change.takes.plural}**`
    case 'forget':
      return 'no longer remembered; nothing is sent'
  }
}

const flips = ({ fields, from, to }: Extract<Change, { verb: 'update' }>): string[] => [
  ...new Set(fields.flatMap((name) => (/^state(@|$)/u.test(name) ? (flip(from.fields[name], to.fields[name]) ?? []) : []))),
]

const besideRow = ({ why, kind, key, says, by, file }: Beside): string =>
  row(`*${why}*`, `${kind} ${key}`, `${cell(says)}${by === undefined ? '' : ` (by ${cell(by)})`}`, file)

const row = (what: string, name: string, said: string, file: string | undefined): string =>
  `| ${what} | ${cell(name)} | ${said} | ${file === undefined ? '' : cell(file)} |`
