import { at, subject } from '../../model/index.ts'
import { wording } from '../wording.ts'
import { objects, some, type Guard } from './scene.ts'

/** Objects of others that files of the same name or language would overwrite. */
export const takeovers: Guard = ({ decided, rules }) => {
  const taken = decided.changes.filter((change) => change.verb === 'update' && change.takeover)
  if (taken.length === 0) return []
  const names = some(taken.map((change) => at(subject(change))))
  return [
    {
      guard: 'takeover',
      exit: 3,
      numbers: { count: taken.length, limit: 0 },
      pass: { by: '--allow takeover', given: rules.allow.has('takeover') },
      fact: `${rules.between === undefined ? 'files' : `what is in ${rules.between.from}`} of the same name would overwrite ${objects(taken.length)} of ${wording(rules).there} (${names})`,
      advice: 'Look at before and after in the plan; to go on: --allow takeover',
    },
  ]
}
