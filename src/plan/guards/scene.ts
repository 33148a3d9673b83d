import type { Entry, Kind, Numbers, World } from '../../model/index.ts'
import type { Decided } from '../draft.ts'
import type { Matched } from '../match.ts'
import type { Rules } from '../rules.ts'

/** What guards look at besides the changes. */
export interface Scene {
  readonly decided: Decided
  readonly want: World
  readonly live: World
  readonly entries: readonly Entry[]
  readonly matched: Matched
  readonly kinds: readonly Kind[]
  readonly rules: Rules
}

/** What a guard found. */
export interface Found {
  readonly guard: string
  readonly exit: number
  /** what is the matter, without a full stop */
  readonly fact: string
  /** what to do, a sentence */
  readonly advice: string
  readonly numbers?: Numbers
  /** the exact flag or setting by which it passes, and whether it was given */
  readonly pass?: { readonly by: string; readonly given: boolean }
}

/** One reason not to carry changes out, or none. */
export type Guard = (scene: Scene) => Found[]

/** A number of objects, as people say it. */
export const objects = (count: number): string => (count === 1 ? '1 object' : `${count} objects`)

/** Names for a message: three of them, and whether there are more. */
export const some = (names: readonly string[]): string => `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`
