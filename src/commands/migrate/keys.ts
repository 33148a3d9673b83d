import type { Entry, Kind, Resource } from '../../model/index.ts'
import { naming } from '../../sides/files/index.ts'

const nowhere = { pages: new Map<string, string>(), shelves: new Map<string, string>() }

/** The id an object has where it comes from, as its key says it: `billing/refunds~123` → 123. */
export const sourceId = (key: string): string | undefined => /~([^~/@]+)(?:@[^@/]+)?$/u.exec(key)?.[1]

/** A key without the id it ends in, as people know the object: `billing/refunds~123` → `billing/refunds`. */
export const unmarked = (key: string): string => key.replace(/~[^~/@]+(?=(?:@[^@/]+)?$)/u, '')

const marked = (key: string, id: string): string => {
  const locale = key.lastIndexOf('@')
  return locale < 0 ? `${key}~${id}` : `${key.slice(0, locale)}~${id}${key.slice(locale)}`
}

/**
 * Names for the objects of a workspace: readable paths that end in the id each has there, so that what was named once keeps its name however
 * often it is retitled or moved. What is known by a natural name (a URL) is called by that. `entries`: what was named before.
 */
export function keysFor(
  objects: readonly Resource[],
  known: ReadonlyMap<string, string>,
  entries: readonly Entry[],
  kinds: readonly Kind[],
  locale: string,
): Map<string, string> {
  const natural = new Set(kinds.filter(({ key }) => key === 'natural').map(({ name }) => name))
  const before = new Map(entries.map((entry) => [`${entry.kind}:@${sourceId(entry.key) ?? ''}`, entry.key]))
  const fresh = naming(objects, known, [], nowhere, () => false, kinds, locale)
  return new Map(
    [...fresh].map(([object, key]) => {
      const kind = object.slice(0, object.indexOf(':'))
      const id = object.slice(kind.length + 2)
      return [object, natural.has(kind) ? key : (before.get(object) ?? marked(key, id))]
    }),
  )
}
