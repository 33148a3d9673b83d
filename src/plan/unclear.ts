import type { Kind, Resource } from '../model/index.ts'
import { at } from '../model/index.ts'
import { fresh } from './fresh.ts'
import type { Matched } from './match.ts'
import type { Rules } from './rules.ts'
import { nameOf } from './ties.ts'

/**
 * Objects no file holds that bear the name of a file nothing is known of: `kind:@id` → that file. Written into a file of its own, such an object would
 * leave the first one to be made anew beside it: after a lost memory each would be there twice.
 */
export function unclear(matched: Matched, kinds: readonly Kind[], rules: Rules): ReadonlyMap<string, Resource> {
  if (rules.allow.has('duplicates')) return new Map()
  const { blocked } = matched
  // of settings, names stand in many places: only what was found too often already is unclear
  const lone = new Map<string, Resource>()
  for (const { kind, want, entry, live } of matched.bound.values())
    if (want !== undefined && live === undefined && entry?.id == null && (kind.home.in === 'content' || blocked.has(at(want))))
      lone.set(nameOf(kind, want.fields), want)
  if (lone.size === 0) return new Map()
  const named = (object: Resource): [string, Resource][] => {
    const kind = kinds.find(({ name }) => name === object.kind)
    const want = kind === undefined ? undefined : lone.get(nameOf(kind, object.fields))
    return want === undefined ? [] : [[at(object), want]]
  }
  return new Map(fresh(matched, kinds, rules).flatMap(named))
}
