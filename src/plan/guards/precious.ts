import { at } from '../../model/index.ts'
import type { Guard } from './scene.ts'

/** Deletes of what takes more with it than itself. */
export const precious: Guard = ({ decided, kinds, rules }) => {
  const dear = new Set(kinds.filter((kind) => kind.precious).map((kind) => kind.name))
  return decided.changes.flatMap((change) =>
    change.verb === 'delete' && dear.has(change.from.kind)
      ? [
          {
            guard: 'deletes',
            exit: 3,
            numbers: { count: 1, limit: 0 },
            pass: { by: '--allow deletes', given: rules.allow.has('deletes') },
            fact: `deleting ${at(change.from)} erases everything imported from it`,
            advice: 'To go on: --allow deletes',
          },
        ]
      : [],
  )
}
