import { subject, type Finding, type Plan } from '../../../model/index.ts'
import type { Promotion, PromotionRow } from '../../../report/index.ts'

/** What a person should know before promoting: content that no file knows, and files that were not applied. Each is one warning. */
export function said({ from, rows }: Promotion, plan: Plan): Finding[] {
  const going = new Set(
    plan.levels.flat().flatMap((change) => {
      const { kind, key } = subject(change)
      return change.verb === 'create' || change.verb === 'update' ? [`${kind}:${key}`] : []
    }),
  )
  const sent = rows.filter(({ kind, key }) => going.has(`${kind}:${key}`))
  const edited = sent.filter((row) => row.file !== null && row.from.changed.length > 0)
  const homeless = sent.filter(({ repository: { is } }) => is === 'absent' || is === 'deleted')
  const ahead = rows.filter(
    ({ repository, from }) => repository.changed.length > 0 || (repository.is === 'there' && from.content === null),
  )
  return [
    ...warning(
      'edited',
      edited,
      (names) =>
        `edited in ${from}, and the repository does not know it: ${names}; promote it anyway, or first: content-sync pull -w ${from}`,
      ({ from }) => from,
    ),
    ...warning(
      'no-file',
      homeless,
      (names) =>
        `in ${from}, and in no file of the repository: ${names}; promote it anyway, or first: content-sync pull -w ${from}`,
    ),
    ...warning(
      'not-applied',
      ahead,
      (names) =>
        `in the repository, and not applied to ${from} yet: ${names}; what goes over is what ${from} has. To bring it along, first: content-sync apply -w ${from}`,
      ({ repository }) => repository,
    ),
  ]
}

const most = 3

function warning(
  rule: string,
  rows: readonly PromotionRow[],
  says: (names: string) => string,
  column?: (row: PromotionRow) => { readonly changed: readonly string[]; readonly by: string | null },
): Finding[] {
  const [first] = rows
  if (first === undefined) return []
  const names = rows.slice(0, most).map((row) => {
    const { changed = [], by = null } = column?.(row) ?? {}
    const more = [changed.join(', '), by === null ? '' : `by ${by}`].filter((part) => part !== '').join(' ')
    return `“${row.title === '' ? row.name : row.title}”${more === '' ? '' : ` (${more})`}`
  })
  const rest = rows.length - names.length
  const message = says(`${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`)
  return [{ severity: 'warning', rule: `promote/${rule}`, file: first.file ?? 'sync.config', line: first.line ?? 1, message }]
}
