import { kinds } from '../../kinds/index.ts'
import type { DriftReport, DriftRow, EditRow, ForeignRow, Look } from '../values.ts'
import { counted, columns, clip, painter, tame, type Paint } from './paint.ts'
import { difference } from './difference.ts'

/** What moved in a workspace, kind by kind: each object with who changed it, then what changed in each field. */
export function drift(report: DriftReport, look: Look): string {
  const paint = painter(look.colour)
  const { drift, foreign, unread, workspace } = report
  return [
    ...kinds.flatMap(({ name, plural }) => {
      const rows = drift.filter(({ kind }) => kind === name)
      return rows.length === 0 ? [] : [paint('bold', plural), ...rows.flatMap((row) => rowLines(row, look, paint)), '']
    }),
    ...(look.verbose && foreign.length > 0 ? [paint('bold', 'not ours'), ...foreignLines(foreign, paint), ''] : []),
    ...unread.map(({ kind, why }) => paint('red', `${kind}: not all could be read (${tame(why)})`)),
    `${paint('bold', workspace.name)}: ${driftTotals(report)}`,
    '',
  ].join('\n')
}

function rowLines(row: DriftRow, look: Look, paint: Paint): string[] {
  const sign = row.what === 'deleted' ? paint('red', '-') : paint('yellow', '~')
  const title = row.title === '' ? [] : [`"${clip(tame(row.title), 60)}"`]
  return [
    [`  ${sign} ${paint('bold', tame(row.key))}`, ...title, whoSays(row)].join('  '),
    ...(row.file === null ? [] : [`      ${paint('dim', row.file)}`]),
    ...row.fields
      .flatMap(({ name, before, after }) => difference(name, before, after, look, paint))
      .map((line) => `      ${line}`),
  ]
}

/** Who changed an object, and when; for several edits the last one, and who else. */
export function whoSays({ what, edits }: Pick<DriftRow, 'what' | 'edits'>): string {
  const [last] = edits
  if (what === 'deleted') return 'deleted; Intercom does not tell by whom'
  if (last === undefined || (last.by === null && last.at === null)) return 'edited; Intercom does not tell by whom'
  const others = [...new Set(edits.slice(1).flatMap((edit) => (edit.by === null ? [] : [teammate(edit.by)])))].filter(
    (name) => last.by === null || name !== teammate(last.by),
  )
  return [
    editSays(last),
    ...(edits.length > 1 ? [`the last of ${edits.length} edits`] : []),
    ...(others.length > 0 ? [`before by ${others.join(', ')}`] : []),
  ].join(', ')
}

/** One edit: who, when, and by which way where it was not the browser. */
export const editSays = ({ by, at, via }: EditRow): string =>
  [
    by === null ? 'edited; Intercom does not tell by whom' : `by ${teammate(by)}`,
    ...(at === null ? [] : [moment(at)]),
    ...(via === null || via === 'web' ? [] : [`over ${tame(via)}`]),
  ].join(', ')

/** `Ana Pires (ana@example.com)`; somebody who left is known by id alone. */
export const teammate = ({ id, name, email }: NonNullable<EditRow['by']>): string =>
  name === null && email === null
    ? `teammate ${tame(id)}`
    : [name, email === null ? null : name === null ? email : `(${email})`]
        .flatMap((part) => (part === null ? [] : [tame(part)]))
        .join(' ')

/** `2026-11-22 10:12:05 UTC`. */
export const moment = (at: string): string => at.replace('T', ' ').replace(/(?:[.]\d+)?Z$/u, ' UTC')

const foreignLines = (foreign: readonly ForeignRow[], paint: Paint): string[] =>
  columns(
    foreign.map(({ kind, id, title, edit }) => [`  ${kind} ${paint('bold', id)}`, `"${clip(tame(title), 60)}"`, editSays(edit)]),
  )

/** `2 objects changed in Intercom, 1 deleted · 40 as we left them`, or `no changes`. */
export function driftTotals({ drift, unchanged, foreign }: DriftReport): string {
  const deleted = drift.filter(({ what }) => what === 'deleted').length
  const edited = drift.length - deleted
  const changes = [
    ...(edited > 0 ? [`${counted(edited, 'object')} edited in Intercom`] : []),
    ...(deleted > 0 ? [`${deleted} deleted there`] : []),
  ]
  return [
    changes.join(', ') || 'no changes',
    `${unchanged} as we left ${unchanged === 1 ? 'it' : 'them'}`,
    ...(foreign.length > 0 ? [`${foreign.length} not ours`] : []),
  ].join(' · ')
}
