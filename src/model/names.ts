import type { Ref } from './value.ts'
import { at } from './value.ts'

/**
 * What only one workspace knows: which id a key has, what it calls headings, where it hosts images. A value that grows with each answer
 * and is handed to `write`; nobody else sees an id.
 */
export interface Names {
  /** `kind:key` → id */
  readonly ids: Map<string, string>
  /** `kind:key` or `kind:key@locale` → heading (`Fees#0`) → id (`h_…`) */
  readonly headings: Map<string, Map<string, string>>
  /** digest or URL of an image → the bare path where the workspace hosts it */
  readonly images: Map<string, string>
}

export const noNames = (): Names => ({ ids: new Map(), headings: new Map(), images: new Map() })

/** The id of a resource in this workspace: known, or written in its key by a reading (`@<id>`). */
export function idOf(names: Names, ref: Ref): string | undefined {
  return ref.key.startsWith('@') ? ref.key.slice(1) : names.ids.get(at(ref))
}
