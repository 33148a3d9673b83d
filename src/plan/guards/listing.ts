import type { Guard } from './scene.ts'

/** Lists that came back short, or not at all. */
export const listing: Guard = ({ want, live, entries, kinds, rules }) =>
  kinds.flatMap((kind) => {
    const needed =
      entries.some((entry) => entry.kind === kind.name) ||
      want.resources.some((resource) => resource.kind === kind.name && rules.only(resource))
    if (live.complete.has(kind.name) || !needed) return []
    const why = live.skipped.find((skipped) => skipped.kind === kind.name)?.why
    return why === undefined
      ? [
          {
            guard: 'listing',
            exit: 3,
            fact: `the list of ${kind.plural} changed while it was read or came back short: nothing is applied on half a list`,
            advice: 'Try again in a minute',
          },
        ]
      : [
          {
            guard: 'listing',
            exit: 77,
            fact: `the list of ${kind.plural} could not be read (${why}), and ${rules.between === undefined ? 'the files have' : `${rules.between.from} has`} some`,
            advice: 'Give the token the scope it lacks',
          },
        ]
  })
