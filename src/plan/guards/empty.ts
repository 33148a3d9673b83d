import type { Guard } from './scene.ts'

/** Nothing read from the files: a wrong directory must not look like a wish. */
export const empty: Guard = ({ want, entries }) =>
  want.resources.some((resource) => resource.mention === undefined)
    ? []
    : [
        {
          guard: 'empty',
          exit: 3,
          numbers: { count: 0, of: entries.length },
          fact: `nothing was read from the files (${entries.length} objects are managed)`,
          advice: 'Wrong directory, failed checkout, or everything ignored? Nothing is applied',
        },
      ]
