import type { Place } from '../values.ts'

/** Something that is not the same at both ends. */
export interface ParityDifference {
  readonly kind: string
  readonly title: string
  /** the ids it has at either end; null: it is not there */
  readonly from: string | null
  readonly to: string | null
  readonly locale: string | null
  /** `title`, `words`, `blocks`, `links`, `images`, `state`, `parents`, `tags`… or `missing`, or `image not compared`: why its bytes were not to be had */
  readonly what: string
  readonly before: string
  readonly after: string
}

/** A link in what was carried over that leads where it should not. */
export interface ParityLink {
  readonly title: string
  readonly to: string
  readonly locale: string | null
  readonly address: string
  readonly says: string
}

/** How many objects of a kind each end holds. `alien`: those at the second end that did not come from the first. */
export interface ParityCount {
  readonly kind: string
  readonly from: number
  readonly to: number
  readonly alien: number
}

/** A kind that is not compared: the workspace refused its list. */
export interface ParitySkipped {
  readonly kind: string
  readonly workspace: string
  readonly why: string
}

/** Two workspaces, compared object by object by what people see. `createdAt` is ISO 8601. */
export interface ParityReport {
  readonly from: Place
  readonly to: Place
  readonly createdAt: string
  readonly counts: readonly ParityCount[]
  /** lists that were refused and are not compared; nothing is known to be in them */
  readonly skipped: readonly ParitySkipped[]
  /** texts compared (an article in one locale is one), and how many links they hold; images but for those that could not be fetched */
  readonly texts: number
  readonly links: number
  readonly images: number
  readonly differences: readonly ParityDifference[]
  /** links that still lead to the first workspace */
  readonly stale: readonly ParityLink[]
  /** links to a heading that is not there, here and where it came from alike or not */
  readonly broken: readonly ParityLink[]
}
