import type { Beside, Change, Finding, Remember } from '../model/index.ts'

/** What follows from comparing: steps to take, things to say, things to remember. */
export interface Decided {
  readonly changes: readonly Change[]
  readonly beside: readonly Beside[]
  readonly remember: readonly Remember[]
  readonly findings: readonly Finding[]
  readonly unchanged: number
}

/** A comparison under way. */
export interface Draft {
  changes: Change[]
  beside: Beside[]
  remember: Remember[]
  findings: Finding[]
  unchanged: number
}
