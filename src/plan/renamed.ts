import type { Entry, Fields, Ref, Value } from '../model/index.ts'
import { at, isLink, isProse, isRef, isRefs } from '../model/index.ts'

const value = (each: Value, named: (ref: Ref) => Ref): Value => {
  if (isRefs(each)) return each.map(named)
  if (isRef(each)) return named(each)
  if (!isProse(each)) return each
  return { parts: each.parts.map((part) => (isLink(part) ? { ...part, link: named(part.link) } : part)) }
}

/** What is remembered, said in the keys of today: what it refers to may have been renamed since. The digest stays that of the record. */
export function renamed(entry: Entry, keys: ReadonlyMap<string, string>): Entry {
  if (keys.size === 0) return entry
  const named = (ref: Ref): Ref => {
    const key = keys.get(at(ref))
    return key === undefined ? ref : { kind: ref.kind, key }
  }
  const fields = (): Fields =>
    Object.fromEntries(Object.entries(entry.base.fields()).map(([name, each]) => [name, value(each, named)]))
  return { ...entry, base: { digest: entry.base.digest, fields } }
}
