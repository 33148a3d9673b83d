import type { Change } from '../../model/index.ts'
import { subject } from '../../model/index.ts'
import type { Rules } from '../rules.ts'
import { leavesSite } from '../state.ts'
import type { Found, Guard } from './scene.ts'

/** From this many managed objects on a share is meant as a share; below it any run is a large one. */
const smallest = 10

/** What may go in one run where nobody says otherwise. */
const usual: Rules['limits'] = { deletes: '30%', updates: '50%' }

/** Whether a count is above a limit: a number, or a percentage of what is managed. */
export function over(count: number, managed: number, limit: string | number): boolean {
  if (typeof limit === 'number') return count > limit
  return managed >= smallest && count * 100 > managed * Number.parseFloat(limit)
}

const limitSaid = (limit: string | number): string => String(limit).replace(/\s*%$/u, ' %')

interface Share {
  readonly guard: 'deletes' | 'updates' | 'unpublish'
  /** the limit it is held against */
  readonly by: keyof Rules['limits']
  readonly count: number
  readonly of: number
  /** what happens to so many of so many: `delete 41 of 96 articles` */
  readonly what: string
}

/** A share above its limit; one that only a raised limit lets pass is found as well. */
export function shareOver({ guard, by, count, of, what }: Share, rules: Rules): Found[] {
  const limit = rules.limits[by]
  const raised = !over(count, of, limit)
  const most = raised ? usual[by] : limit
  if (!over(count, of, most)) return []
  return [
    {
      guard,
      exit: 3,
      numbers: { count, of, limit: most },
      pass: raised
        ? { by: `limits.${by}: ${limitSaid(limit)}`, given: true }
        : { by: `--allow ${guard}`, given: rules.allow.has(guard) },
      fact: `${what} (${Math.round((count / of) * 100)} %) is above the limit of ${limitSaid(most)}`,
      advice: `Look at the plan; to go on: --allow ${guard}`,
    },
  ]
}

interface Limit {
  readonly guard: Share['guard']
  readonly by: Share['by']
  readonly verb: string
  readonly of: (change: Change) => boolean
}

const limited =
  ({ guard, by, verb, of }: Limit): Guard =>
  ({ decided, entries, kinds, rules }) =>
    kinds.flatMap((kind) => {
      const count = decided.changes.filter((change) => subject(change).kind === kind.name && of(change)).length
      const managed = entries.filter((entry) => entry.kind === kind.name && entry.id !== null).length
      return shareOver({ guard, by, count, of: managed, what: `${verb} ${count} of ${managed} ${kind.plural}` }, rules)
    })

/** Deletes over the limit. */
export const deletes = limited({ guard: 'deletes', by: 'deletes', verb: 'delete', of: (change) => change.verb === 'delete' })

/** Updates over the limit; second writes for links and takeovers, which have a guard of their own, do not count. */
export const updates = limited({
  guard: 'updates',
  by: 'updates',
  verb: 'update',
  of: (change) => change.verb === 'update' && !change.links && !change.takeover,
})

/** Public pages that would go to draft, over the limit of deletes: to a reader it is the same. */
export const unpublish = limited({ guard: 'unpublish', by: 'deletes', verb: 'take off the site', of: leavesSite })
