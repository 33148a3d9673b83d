import { extname } from 'node:path'
import { stringify } from 'yaml'
import { Stop } from '../../model/index.ts'
import { why, type AdoptReport, type AdoptRow } from '../../report/adopt/index.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { save } from '../result.ts'
import { toCsv } from './csv.ts'

/** Writes what is left to decide into the file `--decisions` names; those that are sure have their id already. Nothing without the flag. */
export function keepDecisions(table: AdoptReport, given: Given, door: Door): void {
  const path = given.text('decisions')
  if (path === undefined) return
  const open = table.rows.filter(({ standing }) => standing !== 'equal' && standing !== 'new')
  save(path, [isCsv(path) ? csv(open) : yaml(open, table)], given, door)
  door.err.write(`${open.length} to decide in ${path}; then content-sync ledger bind --decisions ${path}\n`)
}

/** Whether a file of decisions is a sheet. Throws Stop(64) for a name that is neither one nor YAML. */
export function isCsv(path: string): boolean {
  const is = extname(path).toLowerCase()
  if (is !== '.csv' && is !== '.yaml' && is !== '.yml')
    throw new Stop(64, `${path}: expected a file named .yaml or .csv for decisions`)
  return is === '.csv'
}

const nameOf = ({ kind, key }: AdoptRow): string => `${kind}:${key}`
const meant = ({ standing, objects }: AdoptRow): string => (standing === 'unsure' ? '' : (objects[0]?.id ?? ''))
const mays = ({ objects }: AdoptRow): string =>
  objects.map(({ id, title, reasons }) => `${id} "${title}" (${why(reasons)})`).join(' | ')

const csv = (rows: readonly AdoptRow[]): string =>
  toCsv([
    ['key', 'id', 'wins', 'standing', 'title', 'objects'],
    ...rows.map((row) => [nameOf(row), meant(row), '', row.standing, row.title, mays(row)]),
  ])

const head = (name: string): string =>
  [
    `# Which file is which object of ${name}. Correct the ids; what has none, or is taken out, stays undecided. Then:`,
    '#   content-sync ledger bind --decisions <this file>',
    '# Where they differ, the files win with the next apply. To give a file what Intercom has instead (with the next pull):',
    '#   article:billing/refunds: { id: 123, wins: intercom }',
  ].join('\n')

const yaml = (rows: readonly AdoptRow[], { workspace }: AdoptReport): string =>
  [
    head(workspace.name),
    '',
    ...rows.flatMap((row) => [
      `# ${row.standing}: "${oneLine(row.title)}" may be ${oneLine(mays(row))}${row.fields.length > 0 ? `; differs: ${row.fields.join(', ')}` : ''}`,
      stringify({ [nameOf(row)]: meant(row) === '' ? null : meant(row) }, { nullStr: '', lineWidth: 0 }).trimEnd(),
    ]),
    '',
  ].join('\n')

const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ')
