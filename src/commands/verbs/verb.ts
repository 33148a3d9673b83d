import type { Door } from '../door.ts'
import type { Format, Given, Special } from '../options.ts'

/** One verb as data: the parser, the help and the reference page derive from it. */
export interface Verb {
  /** as typed: `ledger bind` */
  readonly name: string
  readonly alias?: string
  readonly says: string
  /** words that must follow, in order */
  readonly words: Readonly<Record<string, string>>
  /** words that may follow them */
  readonly more?: Readonly<Record<string, string>>
  readonly takes: readonly Special[]
  /** whether flags named by kinds belong to it */
  readonly commands?: true
  /** formats of its result besides pretty and json */
  readonly formats?: readonly Format[]
  /** what it sends writing requests to */
  readonly writes: 'nobody' | 'workspace' | 'files' | '–'
  readonly examples: readonly (readonly [line: string, says: string])[]
  load(): Promise<{ readonly run: Run }>
}

/** Carries a verb out. Answers the exit code; throws Stop for a run that cannot go on. */
export type Run = (given: Given, door: Door) => Promise<number>
