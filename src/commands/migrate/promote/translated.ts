import { at, isLink, isProse, isRef, isRefs, mapped, type Fields, type Ref, type Value } from '../../../model/index.ts'

/** A record with everything it refers to said in other keys; `keys` leads from `kind:key` to them. */
export function translated(fields: Fields, keys: ReadonlyMap<string, string>): Fields {
  const named = (ref: Ref): Ref => {
    const key = keys.get(at(ref))
    return key === undefined ? ref : { kind: ref.kind, key }
  }
  const value = (each: Value): Value => {
    if (isRefs(each)) return each.map(named)
    if (isRef(each)) return named(each)
    return isProse(each) ? mapped(each, (part) => (isLink(part) ? { ...part, link: named(part.link) } : part)) : each
  }
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, value(each)]))
}
