import type { Change } from '../../model/index.ts'
import { subject } from '../../model/index.ts'
import type { Allow } from '../rules.ts'
import { leavesSite } from '../state.ts'
import type { Guard, Scene } from './scene.ts'

/** From this many managed objects on a share is meant as a share; below it any run is a large one. */
const smallest = 10

/** Whether a count is above a limit: a number, or a percentage of what is managed. */
export function over(count: number, managed: number, limit: string | number): boolean {
  if (typeof limit === 'number') return count > limit
  const share = Number.parseFloat(limit) / 100
  return managed >= smallest && count > managed * share
}

interface Limit {
  readonly guard: Allow
  readonly verb: string
  readonly limit: (scene: Scene) => string | number
  readonly of: (change: Change) => boolean
}

const limited =
  ({ guard, verb, limit, of }: Limit): Guard =>
  (scene) => {
    if (scene.rules.allow.has(guard)) return []
    return scene.kinds.flatMap((kind) => {
      const count = scene.decided.changes.filter((change) => subject(change).kind === kind.name && of(change)).length
      const managed = scene.entries.filter((entry) => entry.kind === kind.name && entry.id !== null).length
      const most = limit(scene)
      if (!over(count, managed, most)) return []
      const percent = Math.round((count / managed) * 100)
      const says = `${verb} ${count} of ${managed} ${kind.plural} (${percent} %) is above the limit of ${most}. Look at the plan; to go on: --allow ${guard}`
      return [{ guard, exit: 3, override: `--allow ${guard}`, says }]
    })
  }

/** Deletes over the limit. */
export const deletes = limited({
  guard: 'deletes',
  verb: 'delete',
  limit: ({ rules }) => rules.limits.deletes,
  of: (change) => change.verb === 'delete',
})

/** Updates over the limit; second writes for links and takeovers, which have a guard of their own, do not count. */
export const updates = limited({
  guard: 'updates',
  verb: 'update',
  limit: ({ rules }) => rules.limits.updates,
  of: (change) => change.verb === 'update' && !change.links && !change.takeover,
})

/** Public pages that would go to draft, over the limit of deletes: to a reader it is the same. */
export const unpublish = limited({
  guard: 'unpublish',
  verb: 'take off the site',
  limit: ({ rules }) => rules.limits.deletes,
  of: leavesSite,
})
