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
  /** a write whose answer never came: when it was sent (epoch seconds) and with which fields */
  readonly sent?: { readonly at: number; readonly fields: readonly string[] }
  /** refused by the service for a reason of its own; not tried again until something changes */
  readonly blocked?: string
  readonly updatedAt?: number
}

/** Things learned of a workspace that no single object tells. */
export interface Facts {
  readonly headingIds?: 'kept' | 'regenerated'
  readonly translations?: 'merge' | 'replace'
  /** digest of ignore rules and content roots at the last apply */
  readonly roots?: string
}

/** The memory between runs. `put` with `was` is a rename, in one step. */
export interface Ledger {
  entries(): Promise<readonly Entry[]>
  put(
    entry: Ref & {
      readonly id: string | null
      readonly base: Fields
      readonly seen: Fields | null
      readonly sent?: Entry['sent']
      readonly blocked?: string
      readonly updatedAt?: number
    },
    was?: string,
  ): Promise<void>
  drop(ref: Ref): Promise<void>
  /** bare image path → digest or URL it came from */
  images(): ReadonlyMap<string, string>
  learn(path: string, source: string): void
  facts(): Facts
  note(facts: Facts): void
  /** everything on disk, torn never */
  save(): Promise<void>
}

/** A memory of work done before, by digest of its input; losing it costs time only. */
export interface Cache {
  get(key: string): unknown
  set(key: string, value: unknown): void
}
