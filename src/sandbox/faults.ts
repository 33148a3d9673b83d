/** Which requests a fault meets: of those matching method and path in its span of time, the nth, all after the first few, every so many, by chance. */
export interface FaultOn {
  readonly method?: string
  /** A regular expression the path with its query is searched for. */
  readonly path?: string
  readonly nth?: number
  readonly after?: number
  readonly every?: number
  /** The share of them it strikes, from 0 to 1, drawn by the seed. */
  readonly chance?: number
  /** Milliseconds after the faults were planted; before, it does nothing. */
  readonly from?: number
  /** Milliseconds after the faults were planted; from then on it does nothing. */
  readonly until?: number
}

/** Headers laid over those of an answer; null takes one away. */
export type HeaderFault = Readonly<Record<string, string | null>>

/** An answer given instead of the real one, without doing anything. */
export interface FaultAnswer {
  readonly status: number
  readonly code?: string
  readonly message?: string
  readonly headers?: HeaderFault
  /** Sent as it is instead of an error list. */
  readonly raw?: string
}

/** A page of a list as it is not: only so many of its items, another total or none (null), no page after it. */
export interface ListFault {
  readonly keep?: number
  readonly total?: number | null
  readonly last?: boolean
}

/** The connection closed or reset, before anything is done or when it is done and not answered. */
export const breaks = ['drop-before', 'drop-after', 'reset-before', 'reset-after'] as const
export type Break = (typeof breaks)[number]

/** What somebody else does to a list just before it is answered. */
export const shifts = ['create', 'edit', 'delete'] as const
export type Shift = (typeof shifts)[number]

/** What goes wrong. All but an answer and the breaks that say before leave the work to be done. */
export type FaultDo =
  | FaultAnswer
  | Break
  /** The answer comes so much later; of two numbers, any between them. */
  | { readonly delayMs: number | readonly [number, number] }
  /** Only this share of the body is sent, then the connection is closed, or reset. */
  | { readonly cut: number; readonly reset?: boolean }
  /** The body comes in pieces, over so many milliseconds. */
  | { readonly dripMs: number }
  | { readonly headers: HeaderFault }
  | { readonly list: ListFault }
  | { readonly shift: Shift }

/** One planted fault; `times` is how often it strikes at most. */
export interface Fault {
  readonly on: FaultOn
  readonly do: FaultDo
  readonly times?: number
}

/** Faults with the seed that decides what is left to chance; a list alone has seed 1. */
export type Faults = readonly Fault[] | { readonly seed: number; readonly faults: readonly Fault[] }
