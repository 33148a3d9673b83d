import type { Beside } from '../../model/index.ts'
import type { Look, PlanReport } from '../values.ts'
import { difference } from './difference.ts'
import { columns, tame, type Paint } from './paint.ts'

const groups = ({ bringing }: Pick<PlanReport, 'bringing'>) =>
  ({
    conflict: ['red', 'left out, the rest goes on. Make the two sides agree, or take one of them back'],
    blocked: ['red', 'left out, and what depends on it'],
    drift: [
      'yellow',
      `left as it is; ${bringing === undefined ? 'pull takes it over into files, ' : ''}drift: 'restore' in the config undoes it`,
    ],
    orphan: [
      'yellow',
      bringing === undefined
        ? 'left there; --prune deletes what we made and whose file is gone'
        : `left there; --prune deletes what came from ${bringing.from} and is gone there`,
    ],
    unmanaged: ['dim', 'left as it is'],
  }) as const

const most = 20

/** What is not changed and has to be said all the same, grouped by why, each group with what to do. */
export function besideLines(report: PlanReport, look: Look, paint: Paint): string[] {
  const { beside } = report.plan
  return Object.entries(groups(report)).flatMap(([why, [colour, advice]]) => {
    const group = beside.filter((one) => one.why === why)
    if (group.length === 0) return []
    const shown = look.verbose ? group : group.slice(0, most)
    const rows = columns(shown.map((one) => [`  ${one.kind} ${paint('bold', tame(one.key))}`, where(one) + said(one)]))
    const hidden = group.length - shown.length
    return [
      `${paint(colour, why)}: ${advice}`,
      ...shown.flatMap((one, index) => [rows[index] ?? '', ...fieldLines(one, look, paint)]),
      ...(hidden > 0 ? [paint('dim', `  … ${hidden} more (--verbose shows them)`)] : []),
      '',
    ]
  })
}

const where = (one: Beside): string => (one.file === undefined ? '' : `${one.file}:${one.line ?? 1}  `)
const said = (one: Beside): string => tame(one.says) + (one.by === undefined ? '' : ` (by ${one.by})`)
const fieldLines = (one: Beside, look: Look, paint: Paint): string[] =>
  (one.fields ?? [])
    .flatMap(({ name, before, after }) => difference(name, before, after, look, paint))
    .map((line) => `      ${line}`)
