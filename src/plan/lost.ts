import type { Entry, Resource } from '../model/index.ts'
import { at } from '../model/index.ts'
import { canonical } from './canonical.ts'
import type { Rules } from './rules.ts'
import type { Ties } from './ties.ts'
import { free, grouped, kindIn, nameOf, sameParents, tie } from './ties.ts'

/** Both clocks are read in whole seconds, and each may be one short. */
const slack = 2

/** Objects that may have come of an unanswered create: of its name and parent, held by no key, made since. A kind that tells no time is known by name. */
function candidates(ties: Ties, entry: Entry, open: readonly Resource[]): Resource[] {
  const kind = kindIn(ties, entry.kind)
  const fields = entry.base.fields()
  return open.filter(
    (live) =>
      live.kind === entry.kind &&
      nameOf(kind, live.fields) === nameOf(kind, fields) &&
      sameParents(ties, kind, fields, live.fields) &&
      (live.stamp?.createdAt === undefined || live.stamp.createdAt >= (entry.sent?.at ?? 0) - slack),
  )
}

const named = (ties: Ties, entry: Entry): string => {
  const kind = kindIn(ties, entry.kind)
  const fields = entry.base.fields()
  return [nameOf(kind, fields), ...kind.natural.slice(1).map((name) => canonical(fields[name]))].join('\n')
}

/** Seconds until a list can prove that a create did not arrive: it has to be begun one request timeout after the intent. */
const left = (entry: Entry, rules: Rules): number =>
  Math.min((entry.sent?.at ?? 0) + rules.timeout + slack - rules.now, rules.timeout + slack)

/**
 * Creates whose answer never came. As many objects of that name, made since, as there are such creates are theirs, in any order; of more, those
 * we wrote last. Where they still cannot be told apart a person says which, and where there is none yet it may still arrive: both are blocked.
 */
export function lost(ties: Ties, rules: Rules): void {
  const unanswered = [...ties.entries.values()].filter((entry) => entry.id === null)
  if (unanswered.length === 0) return
  const open = free(ties)
  for (const entries of grouped(unanswered, (entry) => named(ties, entry)).values()) {
    const [first] = entries
    if (first === undefined) continue
    const all = candidates(ties, first, open)
    const found =
      all.length > entries.length ? all.filter(({ stamp }) => stamp?.by === undefined || stamp.by === rules.admin) : all
    entries.forEach((entry, n) => {
      const live = found[n]
      const key = at(entry)
      if (found.length > entries.length) {
        const ids = found.map((each) => each.key.slice(1)).join(', ')
        ties.blocked.set(
          key,
          `its create was never answered, and ${found.length} objects of its name were made since (ids ${ids}); say which is meant: content-sync ledger bind ${key} <id>`,
        )
      } else if (live !== undefined) tie(ties, key, at(live))
      else if (left(entry, rules) > 0) {
        ties.waiting.set(key, left(entry, rules))
        ties.blocked.set(key, `an earlier create was never answered and may still arrive; run again in ${left(entry, rules)} s`)
      }
    })
  }
}
