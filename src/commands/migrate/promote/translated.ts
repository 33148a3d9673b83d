import { at, isLink, isProse, isRef, isRefs, mapped, type Fields, type Part, type Ref, type Value } from '../../../model/index.ts'

/** A record of files as a reading of a workspace says it: what it refers to in other keys (`keys` leads from `kind:key` to them), no `main` locale in links. */
export function translated(fields: Fields, keys: ReadonlyMap<string, string>, main: string): Fields {
  const named = (ref: Ref): Ref => {
    const key = keys.get(at(ref))
    return key === undefined ? ref : { kind: ref.kind, key }
  }
  const led = (part: Part): Part => {
    if (!isLink(part)) return part
    const { locale, ...rest } = part
    return { ...rest, link: named(part.link), ...(locale === undefined || locale === main ? {} : { locale }) }
  }
  const value = (each: Value): Value => {
    if (isRefs(each)) return each.map(named)
    if (isRef(each)) return named(each)
    return isProse(each) ? mapped(each, led) : each
  }
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, value(each)]))
}
