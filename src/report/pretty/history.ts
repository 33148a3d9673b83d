import type { HistoryReport, HistoryRow, Look } from '../values.ts'
import { columns, counted, painter, tame, type Paint } from './paint.ts'

/** The runs there were, the newest first, each with what it changed and which guards it passed by. */
export function history({ runs, workspace }: HistoryReport, look: Look): string {
  const paint = painter(look.colour)
  const rows = runs.map((run) => [
    paint('bold', look.verbose ? run.id : run.id.slice(0, 8)),
    run.at.replace(/\.\d+Z$/u, 'Z'),
    run.undoes === null ? run.verb : `${run.verb} of ${run.undoes.slice(0, 8)}`,
    changes(run, paint),
  ])
  const lines = rows.length === 0 ? [] : columns([['run', 'when', 'what', 'changes'].map((word) => paint('dim', word)), ...rows])
  const [head = [], ...told] = lines.map((line) => [line])
  const passed = told.map((line, n) => [...line, ...overridesOf(runs[n])])
  const table = rows.length === 0 ? [] : [...head, ...passed.flat(), '']
  return [...table, `${paint('bold', workspace.name)}: ${counted(runs.length, 'run')}`, ''].join('\n')
}

const overridesOf = (run: HistoryRow | undefined): string[] => (run?.overrides ?? []).map(({ says }) => `  ${tame(says)}`)

function changes({ counts, ended }: HistoryRow, paint: Paint): string {
  const said = (['create', 'update', 'delete', 'adopt', 'forget'] as const).flatMap((verb) =>
    counts[verb] === 0 ? [] : [`${counts[verb]} ${verb}`],
  )
  const failed = counts.failed === 0 ? [] : [paint('yellow', `${counts.failed} not changed`)]
  const unheard = counts.unheard === 0 ? [] : [paint('yellow', `${counts.unheard} unheard of`)]
  const killed = ended === null ? [paint('yellow', 'killed on its way')] : []
  return [...said, ...failed, ...unheard, ...killed].join(', ')
}
