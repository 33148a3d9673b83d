import { at, subject } from '../../model/index.ts'
import { some, type Guard } from './scene.ts'

/** Objects of others that files of the same name would overwrite. */
export const takeovers: Guard = ({ decided, rules }) => {
  const taken = decided.changes.filter((change) => change.verb === 'update' && change.takeover)
  if (taken.length === 0 || rules.allow.has('takeover')) return []
  const names = some(taken.map((change) => at(subject(change))))
  return [
    {
      guard: 'takeover',
      exit: 3,
      override: '--allow takeover',
      says: `${taken.length} objects that exist in Intercom would be overwritten by files of the same name (${names}). Look at before and after in the plan; to go on: --allow takeover`,
    },
  ]
}
