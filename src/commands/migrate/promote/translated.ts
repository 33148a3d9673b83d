import { at, isLink, isProse, isRef, isRefs, type Fields, type Ref, type Value } from '../../../model/index.ts'

/** A record with everything it refers to said in other keys; `keys` leads from `kind:key` to them. */
export function translated(fields: Fields, keys: ReadonlyMap<string, string>): Fields {
  const named = (ref: Ref): Ref => {
    const key = keys.get(at(ref))
    return key === undefined ? ref : { kind: ref.kind, key }
  }
  const value = (each: Value): Value => {
    if (isRefs(each)) return each.map(named)
    if (isRef(each)) return named(each)
    if (!isProse(each)) return each
    return { parts: each.parts.map((part) => (isLink(part) ? { ...part, link: named(part.link) } : part)) }
  }
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, value(each)]))
}
