import type { Finding, Kind } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { kinds } from '../../kinds/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Aside } from './aside.ts'
import type { Wanted } from './wanted.ts'

const never =
  'the order and icons of collections, views and reactions, earlier versions, who made what and when, schedules and redirects'

/** What the API has no way to carry, said before the first write. */
export function uncarried({ resources, skipped }: WorkspaceWorld, { kept, lost }: Wanted): Finding[] {
  const staged = resources.filter(({ stamp }) => (stamp?.staged ?? []).length > 0).length
  return [
    note(`not carried over: ${never}`),
    ...(staged === 0 ? [] : [note(`not carried over: the unpublished draft of ${staged} articles; their published text is`)]),
    ...[...kept].map(([kind, count]) =>
      note(`not carried over: ${count} ${kinds.find(({ name }) => name === kind)?.plural ?? kind} that only Intercom can make`),
    ),
    ...lost.map((one) =>
      note(
        `not carried over: ${at(one)}, of which there is another by its name, or which stands in something that is not carried over`,
      ),
    ),
    ...skipped.map(({ kind, why }) => note(`not carried over: ${kind}, which is not given to this token (${why})`)),
  ]
}

/** What stands beside the content and can only be read. */
export const besides = ({ lists, skipped }: Aside): Finding[] => [
  ...lists.flatMap(({ kind, items }) => readOnly(kind, items.length)),
  ...skipped.map(({ kind, why, broken }) =>
    note(
      `not carried over: ${kind.plural}, which no request can write; how many ${broken === undefined ? 'is not told to this token' : 'could not be read'} (${why})`,
    ),
  ),
]

/** What one can only read, and how many there are of it. */
export const readOnly = (kind: Kind, count: number): Finding[] =>
  count === 0 ? [] : [note(`not carried over: ${count} ${count === 1 ? kind.name : kind.plural}, which no request can write`)]

const note = (message: string): Finding => ({
  severity: 'note',
  rule: 'migrate/uncarried',
  file: 'sync.config',
  line: 1,
  message,
})
