import type { LedgerReport, Look } from '../values.ts'
import { columns, counted, painter, tame } from './paint.ts'

/** What we remember of a workspace, as a table. */
export function ledger({ entries, workspace }: LedgerReport, look: Look): string {
  const paint = painter(look.colour)
  const rows = entries.map(({ kind, key, id, title }) => [
    kind,
    paint('bold', tame(key)),
    id ?? paint('yellow', 'unanswered'),
    tame(title),
  ])
  const table =
    rows.length === 0 ? [] : [...columns([['kind', 'key', 'id', 'title'].map((word) => paint('dim', word)), ...rows]), '']
  return [...table, `${paint('bold', workspace.name)}: ${counted(entries.length, 'entry', 'entries')}`, ''].join('\n')
}
