import { kinds } from '../../kinds/index.ts'
import { subject } from '../../model/index.ts'
import type { Drawing } from '../draw.ts'

/**
 * A line for where nothing is remembered of a workspace that has texts of its own, else '': a plan knows them by their names alone, and would make what was
 * retitled a second time.
 */
export function firstMeeting({ plan, matched, ledger, from }: Drawing, workspace: string): string {
  // what comes from another workspace is asked about before, by migrate/existing
  if (from !== undefined || ledger.entries().length > 0) return ''
  const creates = plan.levels.flat().flatMap((change) => (change.verb === 'create' ? [subject(change).kind] : []))
  const texts = kinds.filter((kind) => 'body' in kind && creates.includes(kind.name)).map(({ name }): string => name)
  const free = matched.free.filter(({ kind }) => texts.includes(kind)).length
  if (free === 0) return ''
  const those = free === 1 ? 'one text there bears' : `${free} texts there bear`
  return `nothing is remembered of ${workspace} yet, and ${those} no name of the files: content-sync adopt --dry-run compares the words\n`
}
