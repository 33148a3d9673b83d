import type { RequestLogEntry } from './log.ts'
import type { Watch } from './options.ts'
import type { Budget } from './rate.ts'
import type { Strike, Target } from './strike.ts'
import type { Switches } from './switches.ts'
import type { Workspace } from './workspace.ts'

/** What changes while a sandbox runs. */
export interface Runtime {
  readonly workspace: Workspace
  readonly log: RequestLogEntry[]
  readonly take: (now: number) => Budget
  faults: (target: Target) => readonly Strike[]
  switches: Switches
  readonly sleep: (ms: number) => Promise<void>
  /** Milliseconds the clock was moved forward. */
  offset: number
  /** Requests that arrived so far. */
  arrived: number
  readonly watch: Watch | undefined
}
