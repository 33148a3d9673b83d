import { sha256, stable } from './digest.ts'
import type { Resource } from './resource.ts'

/** One text for all of an object that an edit in Intercom changes: its fields as answered, the time of the last write, staged drafts. */
export const likeness = ({ fields, stamp }: Resource): string =>
  sha256(stable([fields, stamp?.updatedAt ?? null, stamp?.staged ?? []]))
