import type { Fields, Ref } from './value.ts'

/** A canonical record in the ledger's object store, named by its digest and read only when asked for. */
export interface Recorded {
  readonly digest: string
  fields(): Fields
}

/**
 * What we remember of one resource: its id (null: a create that was never answered), what we last wanted (`base`) and what the workspace
 * last answered, as it answered (`seen`: raw heading ids, bare image paths, references as `@id`).
 */
export interface Entry extends Ref {
  readonly id: string | null
  readonly base: Recorded
  readonly seen: Recorded | null
  /**
   * Writes whose answers never came: when the first was about to be sent, and the last where there were several (epoch seconds, the server's
   * clock), with which fields, and of sets with which members: those that arrived are ours, though no answer said so.
   */
  readonly sent?: {
    readonly at: number
    readonly last?: number
    readonly fields: readonly string[]
    readonly members?: Readonly<Record<string, readonly Ref[]>>
  }
  /** refused by the service for a reason of its own; not tried again until something changes */
  readonly blocked?: string
  readonly updatedAt?: number
  /** digest of all that stands in its content files, comments too, as a run last read or wrote them */
  readonly text?: string
  /** version of the canonical form both records are in; absent: from before it was noted */
  readonly form?: number
}

/** Things learned of a workspace that no single object tells. */
export interface Facts {
  readonly headingIds?: 'kept' | 'regenerated'
  readonly translations?: 'merge' | 'replace'
  /** digest of ignore rules and content roots at the last apply */
  readonly roots?: string
  /** ids of the saved plans carried out last, the newest at the end: none is carried out twice */
  readonly plans?: readonly string[]
}

/** What is put into the memory: records as values, or as already recorded. */
export interface Memo extends Ref {
  readonly id: string | null
  readonly base: Fields | Recorded
  readonly seen: Fields | Recorded | null
  readonly sent?: NonNullable<Entry['sent']>
  readonly blocked?: string
  /** epoch seconds of the server's clock */
  readonly updatedAt?: number
  readonly text?: string
  /** of records that are kept already; values are in the form of today */
  readonly form?: number
}

/** Something that gets another key than `was`. */
export interface Move {
  readonly memo: Memo
  readonly was: string
}

/**
 * The memory between runs. `put` with `was` is a rename, in one step. What was put survives the end of the process right away, and the loss of
 * power (for a shared memory: of the machine) once `durable` resolved; intents are durable before their request is sent.
 */
export interface Ledger {
  entries(): readonly Entry[]
  entry(ref: Ref): Entry | undefined
  put(memo: Memo, was?: string): void
  /** renames, and what else is remembered anew because of them, in one step: all of it or nothing */
  move(moves: readonly Move[], also: readonly Memo[]): void
  drop(ref: Ref): void
  /** bare image path → digest or URL it came from */
  images(): ReadonlyMap<string, string>
  learn(path: string, source: string): void
  facts(): Facts
  note(facts: Facts): void
  /** resolves once everything put before the call is safe; calls at the same time share one flush. Throws Stop 4 where a shared memory was taken over */
  durable(): Promise<void>
  /** how many changes beyond those worth sending at once may say their intents: many where it takes long until they are durable */
  readonly ahead: number
  /** the whole memory in one piece, torn never; durable when it resolves */
  save(): Promise<void>
  /** which memory this is (random, set at its birth) and the digest of its entries: the same digest is the same memory */
  state(): { readonly lineage: string; readonly serial: string }
}

/** A memory of work done before, by digest of its input; losing it costs time only. */
export interface Cache {
  get(key: string): unknown
  set(key: string, value: unknown): void
}
