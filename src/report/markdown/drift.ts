import type { DriftReport, DriftRow, ForeignRow, Look } from '../values.ts'
import { driftTotals, editSays, moment, teammate } from '../pretty/drift.ts'
import { labelled } from '../pretty/difference.ts'
import { clip } from '../pretty/paint.ts'
import { cell, code } from './escape.ts'
import { folded } from './folded.ts'
import { fitted } from './fitted.ts'

/** What moved in a workspace, as an issue or a comment: a table of who and when, then each difference. */
export function drift(report: DriftReport, look: Look): string {
  const { workspace, foreign, unread } = report
  const rows = report.drift.map(tableRow)
  return fitted(
    [
      `### Drift in ${code(workspace.name)}: ${driftTotals(report)}`,
      '',
      ...unread.map(({ kind, why }) => `**${kind}: not all could be read** (${code(clip(why, 200))})\n`),
      ...(rows.length === 0 ? [] : ['| | object | fields | by | when |', '| --- | --- | --- | --- | --- |']),
    ],
    rows,
    report.drift.flatMap(({ kind, key, fields }) => folded(`${kind} ${key}`, fields, look)),
    look.verbose && foreign.length > 0 ? foreignTable(foreign) : [],
    (hidden) => `**Truncated:** ${hidden} more not shown here; \`content-sync drift --format json\` has all of it.`,
  )
}

function tableRow({ what, kind, key, title, url, file, fields, edits }: DriftRow): string {
  const [last] = edits
  const who = what === 'deleted' || last?.by == null ? 'Intercom does not tell' : cell(teammate(last.by))
  const when = what === 'deleted' || last?.at == null ? '' : `${moment(last.at)}${more(edits)}`
  const name = [
    `${kind} ${cell(key)}`,
    ...(title === '' ? [] : [cell(clip(title, 80))]),
    ...(file === null ? [] : [cell(file)]),
    ...(url === null ? [] : [`[open](${address(url)})`]),
  ].join('<br>')
  const changed = fields.map((field) => cell(labelled(field.name))).join(', ')
  return `| ${what} | ${name} | ${changed} | ${who} | ${when} |`
}

const more = (edits: DriftRow['edits']): string => (edits.length > 1 ? ` (the last of ${edits.length} edits)` : '')

// an address keeps its meaning; what could end the link or the cell is escaped
const address = (url: string): string =>
  url.replace(/[\s()<>|\\]/gu, (letter) => encodeURIComponent(letter).replace('(', '%28').replace(')', '%29'))

const foreignTable = (foreign: readonly ForeignRow[]): string[] => [
  '',
  '| not ours | title | last edit |',
  '| --- | --- | --- |',
  ...foreign
    .slice(0, 50)
    .map(({ kind, id, title, edit }) => `| ${kind} ${cell(id)} | ${cell(clip(title, 80))} | ${cell(editSays(edit))} |`),
]
