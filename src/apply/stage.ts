import type { Fields, Kind, Ledger, Names, Outcome, Resource, Side } from '../model/index.ts'

/** A side that can be listed again, kind by kind, and says how many requests at once are worth it. */
export interface Live extends Side {
  /** one object by its id, read now; null where there is none */
  one(kind: string, id: string): Promise<Resource | null>
  list(kind: string): Promise<readonly Resource[]>
  width(): number
}

/** All that carrying a plan out needs besides the plan. */
export interface Stage {
  readonly side: Live
  readonly ledger: Ledger
  readonly kinds: readonly Kind[]
  readonly names: Names
  /** what is wanted of each key, whole */
  readonly want: ReadonlyMap<string, Resource>
  /** the workspace at planning time under our keys, as it answered */
  readonly live: ReadonlyMap<string, Resource>
  /** epoch seconds, the server's clock */
  readonly now: () => number
  /** epoch seconds: until then what was listed is taken to be so; later each object is read again right before it is written */
  readonly trusted: number
  /** aborted: nothing new is begun, what is under way is finished */
  readonly signal: AbortSignal
  readonly said: (outcome: Outcome) => void
}

/** How many changes are under way at once: as many as are worth sending, and those whose intents are not durable yet. */
export const breadth = ({ side, ledger }: Stage): number => side.width() + ledger.ahead

/** An answer to a write, without what the ledger has of it; `fields` where the ledger has something else, or nothing. */
export interface Answered extends Omit<Resource, 'fields'> {
  readonly fields?: Fields
}

/** What a run has done so far; each step adds to it. */
export interface Progress {
  readonly outcomes: Outcome[]
  /** keys this run leaves as they are: left out by the plan, failed or never begun */
  readonly failed: Set<string>
  /** the newest answer for each key written */
  readonly answers: Map<string, Answered>
  /** drifted fields of a key as we go on remembering them */
  readonly held: Map<string, Fields>
  /** headings whose id changed or stayed when their body was written again */
  readonly headingIds: { kept: number; renewed: number }
}
