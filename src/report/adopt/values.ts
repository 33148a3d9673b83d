import type { Place } from '../values.ts'

/** What speaks for a file and an object being one thing. */
export interface Reasons {
  /** the file names its id */
  readonly id: boolean
  readonly title: boolean
  /** the same collection, parent or locale */
  readonly place: boolean
  /** how much of the text they have in common, from 0 to 1; null: too little text to tell, or none is needed */
  readonly text: number | null
  /** of a container: how many of its members are one with members of the other */
  readonly members: { readonly count: number; readonly of: number } | null
}

/** An object of the workspace that a file may be. */
export interface May {
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly reasons: Reasons
}

/** One file that nobody remembers. */
export interface AdoptRow {
  readonly kind: string
  readonly key: string
  readonly file: string | null
  readonly line: number | null
  readonly title: string
  readonly standing: 'equal' | 'differs' | 'renamed' | 'unsure' | 'new'
  /** the one that is meant where that is sure; else all it may be, the likeliest first */
  readonly objects: readonly May[]
  /** what differs from the first of them */
  readonly fields: readonly string[]
  /** why a plan leaves it out */
  readonly says: string | null
}

/** An object no file may be. */
export interface Foreign {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly url: string | null
}

/** What files and workspace are to each other where nobody remembers it. */
export interface AdoptReport {
  readonly workspace: Place
  readonly rows: readonly AdoptRow[]
  readonly foreign: readonly Foreign[]
  /** kinds that could not be listed, and why */
  readonly skipped: readonly { readonly kind: string; readonly why: string }[]
}
