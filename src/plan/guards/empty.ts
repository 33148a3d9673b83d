import { wording } from '../wording.ts'
import type { Guard } from './scene.ts'

/** Nothing read from the files: a wrong directory must not look like a wish. */
export const empty: Guard = ({ want, entries, rules }) =>
  want.resources.some((resource) => resource.mention === undefined)
    ? []
    : [
        {
          guard: 'empty',
          exit: 3,
          numbers: { count: 0, of: entries.length },
          fact: `nothing was read from ${wording(rules).wish} (${entries.length === 1 ? '1 object is' : `${entries.length} objects are`} managed)`,
          advice:
            rules.between === undefined
              ? 'Wrong directory, failed checkout, or everything ignored? Nothing is applied'
              : 'Is it the workspace that is meant? Nothing is applied',
        },
      ]
