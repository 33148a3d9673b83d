import { createHash } from 'node:crypto'
import type { Admin, HelpCenter, Meta } from './shapes.ts'
import type { Store } from './store.ts'
import type { Switches } from './switches.ts'

/** One workspace: what it holds, how it behaves, what time it is there. */
export interface Workspace {
  readonly store: Store
  readonly switches: Switches
  readonly meta: Meta
  /** Milliseconds. */
  readonly now: () => number
  /** Seconds, as the API counts. */
  readonly stamp: () => number
  /** Hexadecimal digits nobody was given before. */
  readonly hex: (digits: number) => string
}

/** The one help center of a workspace. */
export function helpCenter(workspace: Workspace): HelpCenter {
  const [found] = workspace.store.rows('helpCenters')
  if (found === undefined) throw new Error('a workspace has a help center')
  return found
}

/** The language that stands for an object where no locale is named. */
export function defaultLocale(workspace: Workspace): string {
  const [first] = helpCenter(workspace).locales
  if (first === undefined) throw new Error('a help center has a locale')
  return first
}

/** The teammate with an id, if the workspace has one. */
export const admin = (workspace: Workspace, id: number): Admin | undefined => workspace.store.get('admins', id)

/** A source of hexadecimal digits that repeats for the same seed only. */
export function hexFrom(seed: string): (digits: number) => string {
  let n = 0
  return (digits) => {
    n += 1
    return createHash('sha256').update(`${seed} ${n}`).digest('hex').slice(0, digits)
  }
}
