import type { Fields, Ref, Resource, Value } from '../../model/index.ts'
import { at, isRefs } from '../../model/index.ts'
import { ours } from '../keep.ts'
import type { Bound } from '../match.ts'
import type { Memory } from '../resolve.ts'
import { resolve } from '../resolve.ts'

/** Fields of one object that changed on both sides, to be brought together in its files. */
export interface Merge {
  readonly fields: readonly string[]
  /** what the files said when both were one */
  readonly before: Fields
  /** what Intercom answered to it */
  readonly seen: Fields
  /** what is remembered as ours from now on where that is not what Intercom has: sets, and texts that are gone from there */
  readonly base: Fields
  /** the id of the teammate who wrote last, where Intercom tells */
  readonly by?: string
  /** when, epoch seconds */
  readonly at?: number
}

/** The value the files take over of a field both sides changed: of a set what both left in it, of anything else what Intercom has. */
export function mergedValue(want: Value | undefined, live: Value | undefined, before: Value | undefined): Value | undefined {
  if (!isRefs(want)) return live
  const there = new Set((isRefs(live) ? live : []).map(at))
  const known = new Set((isRefs(before) ? before : []).map(at))
  // what was ours and Intercom took out goes; what the files put in stays
  return want.filter((ref: Ref) => there.has(at(ref)) || !known.has(at(ref)))
}

/** What bringing together the fields both sides of an object changed needs to know of it. */
export function merge(bound: Bound, want: Resource, live: Resource, fields: readonly string[], memory: Memory): Merge {
  const before = bound.entry?.base.fields() ?? {}
  const seen = bound.entry?.seen == null ? before : resolve(bound.entry.seen.fields(), memory)
  const base = fields.flatMap((name): [string, Value][] => {
    const mine = mergedValue(want.fields[name], live.fields[name], before[name])
    if (mine === undefined) return [[name, null]]
    const left = isRefs(mine) ? ours(live.fields[name] ?? [], mine, before[name]) : undefined
    return left === undefined ? [] : [[name, left]]
  })
  const { by, updatedAt } = live.stamp ?? {}
  return {
    fields,
    before,
    seen,
    base: Object.fromEntries(base),
    ...(by === undefined ? {} : { by }),
    ...(updatedAt === undefined ? {} : { at: updatedAt }),
  }
}
