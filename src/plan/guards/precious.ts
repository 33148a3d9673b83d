import { at } from '../../model/index.ts'
import type { Guard } from './scene.ts'

/** Deletes of what takes more with it than itself. */
export const precious: Guard = ({ decided, kinds, rules }) => {
  if (rules.allow.has('deletes')) return []
  const dear = new Set(kinds.filter((kind) => kind.precious).map((kind) => kind.name))
  return decided.changes.flatMap((change) =>
    change.verb === 'delete' && dear.has(change.from.kind)
      ? [
          {
            guard: 'deletes',
            exit: 3,
            override: '--allow deletes',
            says: `deleting ${at(change.from)} erases everything imported from it. To go on: --allow deletes`,
          },
        ]
      : [],
  )
}
