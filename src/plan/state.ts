import type { Change } from '../model/index.ts'
import { splitField } from '../model/index.ts'

const isState = (name: string): boolean => splitField(name)[0] === 'state'

const flips = (change: Change, of: (before: unknown, after: unknown) => boolean): boolean =>
  change.verb === 'update' && change.fields.some((name) => isState(name) && of(change.from.fields[name], change.to.fields[name]))

/** Whether something public goes to draft by a change. */
export const leavesSite = (change: Change): boolean =>
  flips(change, (before, after) => before === 'published' && after === 'draft')

/** Whether something becomes visible to the public by a change. */
export const becomesPublic = (change: Change): boolean =>
  change.verb === 'create'
    ? Object.entries(change.to.fields).some(([name, value]) => isState(name) && value === 'published')
    : flips(change, (before, after) => before !== 'published' && after === 'published')
