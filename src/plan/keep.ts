import type { Ref, Value } from '../model/index.ts'
import { at, isRefs } from '../model/index.ts'

const refs = (value: Value | undefined): readonly Ref[] => (isRefs(value) ? value : [])

/** Of a set, the members that are our business: wanted now or put there by us. */
export function ours(value: Value | undefined, want: Value | undefined, base: Value | undefined): Value | undefined {
  if (!isRefs(want)) return value
  const mine = new Set([...refs(want), ...refs(base)].map(at))
  return refs(value).filter((ref) => mine.has(at(ref)))
}

/** The value to write: for a set what is wanted and what others put there, for anything else what is wanted. */
export function keep(want: Value, have: Value | undefined, base: Value | undefined): Value {
  if (!isRefs(want)) return want
  const before = new Set([...refs(base), ...want].map(at))
  return [...want, ...refs(have).filter((ref) => !before.has(at(ref)))]
}
