import type { Happened } from './happened.ts'
import type { RequestLogEntry } from './log.ts'
import type { Delivery, Watch, Webhook } from './options.ts'
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
  readonly postman: Postman
}

/** Sends what happens to articles to those who asked for it: signed, at least once, in no order. */
export interface Postman {
  /** asks each address whether it listens, then sends it a ping. Throws an Error for one that does not, or that is not on this machine */
  subscribe(webhooks: readonly Webhook[]): Promise<void>
  tell(happened: readonly Happened[]): void
  readonly wanted: () => boolean
  readonly deliveries: Delivery[]
  /** resolves once nothing is under way */
  idle(): Promise<void>
  close(): void
}
