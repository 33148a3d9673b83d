import type { Fields } from '../../../model/index.ts'

/** Fields of one object that both sides changed, to be brought together in its files. What Intercom has is in the change. */
export interface Merging {
  readonly fields: readonly string[]
  /** what the files said when both were one */
  readonly before: Fields
  /** what Intercom answered to it */
  readonly seen: Fields
  /** how the markers of a clash name Intercom */
  readonly said: string
  /** the clashes of a content file go without markers: what Intercom has stands in a file beside */
  readonly beside: boolean
}

/** A text put together from two sides. */
export interface Merged {
  readonly text: string
  /** how many places a person has to decide */
  readonly clashes: number
}
