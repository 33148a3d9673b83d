import type { Entry, Memo } from './ledger.ts'
import type { Fields, Ref, Value } from './value.ts'
import { at, isLink, isProse, isRef, isRefs } from './value.ts'

const value = (each: Value, named: (ref: Ref) => Ref): Value => {
  if (isRefs(each)) return each.map(named)
  if (isRef(each)) return named(each)
  if (!isProse(each)) return each
  return { parts: each.parts.map((part) => (isLink(part) ? { ...part, link: named(part.link) } : part)) }
}

type Members = Readonly<Record<string, readonly Ref[]>>

const membersIn = (members: Members, named: (ref: Ref) => Ref): Members =>
  Object.fromEntries(Object.entries(members).map(([name, refs]) => [name, refs.map(named)]))

/**
 * What is remembered, said in the keys of today: what it refers to may have been renamed since. `keys` leads from `kind:key` to the key of
 * today. The digest stays that of the record.
 */
export function renamed(entry: Entry, keys: ReadonlyMap<string, string>): Entry {
  if (keys.size === 0) return entry
  const named = (ref: Ref): Ref => {
    const key = keys.get(at(ref))
    return key === undefined ? ref : { kind: ref.kind, key }
  }
  const fields = (): Fields =>
    Object.fromEntries(Object.entries(entry.base.fields()).map(([name, each]) => [name, value(each, named)]))
  const sent = entry.sent?.members === undefined ? entry.sent : { ...entry.sent, members: membersIn(entry.sent.members, named) }
  return { ...entry, base: { digest: entry.base.digest, fields }, ...(sent === undefined ? {} : { sent }) }
}

/** Everything that refers to what gets another key, said in the new keys, as it is to be remembered in the step of the rename itself. */
export function referring(entries: readonly Entry[], keys: ReadonlyMap<string, string>): Memo[] {
  const old = (ref: Ref): boolean => keys.has(at(ref))
  const refers = (each: Value): boolean =>
    isRefs(each)
      ? each.some(old)
      : isRef(each)
        ? old(each)
        : isProse(each) && each.parts.some((part) => isLink(part) && old(part.link))
  return entries
    .filter((entry) => [...Object.values(entry.base.fields()), ...Object.values(entry.sent?.members ?? {})].some(refers))
    .map((entry) => {
      const now = renamed(entry, keys)
      return { ...now, base: now.base.fields() }
    })
}
