import type { Entry, Fields, Value } from '../model/index.ts'
import { at, digestOf, isProse, isRef, isRefs, splitField, misled } from '../model/index.ts'
import { aged } from './aged.ts'
import { localesOf, same, sameButStale } from './canonical.ts'
import { keep, ours } from './keep.ts'
import type { Bound, Matched } from './match.ts'
import { lastOurs } from './open.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'

/** What the three records of one object say, field by field (BEHAVIOUR, Three-way). */
export interface Verdict {
  /** to be written: the files' side moved alone, or nothing but anchors of Intercom's text lead nowhere */
  readonly changed: readonly string[]
  /** Intercom's side moved alone */
  readonly drifted: readonly string[]
  /** both moved, to different values */
  readonly conflicts: readonly string[]
  /** left the files while the object stayed */
  readonly unmanaged: readonly string[]
  /** locales whose file is gone */
  readonly orphaned: readonly string[]
  /** links that lead elsewhere than they say */
  readonly misled: readonly string[]
  readonly base: Fields
  /** something to remember though nothing is to be written */
  readonly learned: boolean
}

/** Whether the workspace has what is wanted already; of a set, at least our part of it. */
export const agreed = (want: Value, live: Value | undefined, base: Value | undefined): boolean =>
  isRefs(want) ? same(keep(want, live, base), live ?? []) : same(want, live)

function led(want: Fields, live: Fields, matched: Matched): string[] {
  return Object.entries(want).flatMap(([name, value]) => {
    const other = live[name]
    return isProse(value) && isProse(other) && misled(value, other, matched.names) ? [name] : []
  })
}

/** What a value not remembered counts as having been: a set named as empty is emptied, one named with members takes nothing away. */
export const startOf = (want: Value, live: Value | undefined): Value | undefined =>
  isRefs(want) && want.length === 0 ? live : undefined

/** Whether a value refers to an object that is neither ours nor there: it was deleted in Intercom, and may have been made anew under another id. */
const dangling = (value: Value | undefined, { free }: Matched): boolean =>
  (isRefs(value) ? value : isRef(value) ? [value] : []).some(
    (ref) => ref.key.startsWith('@') && !free.some((live) => at(live) === at(ref)),
  )

/** Of a set, the members that are still there or wanted: what went with its own object is not taken out by anybody. */
const standing = (seen: Value | undefined, want: Value, { names }: Matched): Value | undefined =>
  isRefs(seen) && isRefs(want)
    ? seen.filter((ref) => ref.key.startsWith('@') || names.ids.has(at(ref)) || want.some((other) => at(other) === at(ref)))
    : seen

/** Whether neither side moved since we last looked, told by digests alone: no record is opened. Its links lead where they should. */
export function quiet({ entry, live, movedFrom }: Bound, want: Fields, matched: Matched): boolean {
  if (entry === undefined || live === undefined || entry.id === null || entry.sent !== undefined || movedFrom !== undefined)
    return false
  if (digestOf(want) !== entry.base.digest || entry.seen?.digest !== digestOf(live.fields)) return false
  return led(want, live.fields, matched).length === 0
}

/** What was left there last time: what we last wanted, and of sets also the members that were sent without an answer. */
export function leftThere({ base, sent }: Entry): Fields {
  const fields = base.fields()
  const sets = Object.entries(sent?.members ?? {}).map(([name, members]) => {
    const before = fields[name]
    const refs = new Map([...(isRefs(before) ? before : []), ...members].map((ref) => [at(ref), ref]))
    return [name, [...refs.values()]] as const
  })
  return sets.length === 0 ? fields : { ...fields, ...Object.fromEntries(sets) }
}

/** Reads the three-way table for one object that is on both sides. `live` is resolved; `bound.live` is as answered. */
export function threeWay(bound: Bound, want: Fields, live: Fields, matched: Matched, rules: Rules): Verdict {
  const { entry, kind } = bound
  const raw = bound.live
  if (entry === undefined || raw === undefined) throw new Error(`${kind.name} ${bound.key} is on one side only`)
  const known = entry.base.fields()
  const base = leftThere(entry)
  const mine = lastOurs(entry, raw, rules)
  // never answered for, and written last by somebody else: what we sent is what was there before
  const start = mine || entry.sent === undefined ? live : known
  const seen = entry.seen === null ? start : resolve(entry.seen.fields(), matched.memory)
  const older = aged(entry, bound.want, raw, rules)
  const unanswered = new Set(entry.sent?.fields ?? (entry.id === null ? Object.keys(base) : []))
  const changed: string[] = []
  const drifted: string[] = []
  const conflicts: string[] = []
  // said in other keys than it is remembered in: to be remembered anew
  let learned = digestOf(known) !== entry.base.digest
  for (const [name, value] of Object.entries(want)) {
    const field = kind.fields[splitField(name)[0]]
    const before = name in base ? base[name] : startOf(value, live[name])
    const open = unanswered.has(name) && (mine || field?.via !== undefined)
    // what was only sent may not have arrived
    const was = name in known
    const reread = was && !open && !same(value, known[name]) && older.want(value, known[name])
    const local = !was || (!same(value, known[name]) && !reread) || open
    const saw = standing(seen[name], value, matched)
    const moved = field?.blind ? false : !same(ours(saw, value, before), ours(live[name], value, before)) && !open
    const remote = moved && !older.live(live[name], seen[name])
    learned ||= reread || remote !== moved
    const stale = remote && sameButStale(value, live[name])
    if (!field?.blind && agreed(value, live[name], before)) learned ||= local || remote
    else if (local && remote && !stale) conflicts.push(name)
    else if (local || stale) changed.push(name)
    else if (remote || (!field?.blind && dangling(seen[name], matched))) drifted.push(name)
  }
  const here = localesOf(want)
  const orphaned = [...localesOf(base)].filter((locale) => !here.has(locale))
  const left = Object.keys(base).filter((name) => !(name in want))
  const unmanaged = left.filter((name) => !orphaned.includes(splitField(name)[1] ?? ''))
  const kept = Object.fromEntries(
    left.filter((name) => !unmanaged.includes(name)).flatMap((name) => (base[name] === undefined ? [] : [[name, base[name]]])),
  )
  const wrong = conflicts.length === 0 ? led(want, raw.fields, matched).filter((name) => !drifted.includes(name)) : []
  return {
    changed,
    drifted,
    conflicts,
    unmanaged,
    orphaned,
    misled: wrong,
    base: { ...want, ...kept },
    learned: learned || unmanaged.length > 0 || entry.id === null || entry.sent !== undefined,
  }
}

/** The record that is sent: what the workspace has, with our values in the changed fields. */
export const written = (want: Fields, live: Fields, base: Fields, changed: readonly string[]): Fields => ({
  ...live,
  ...Object.fromEntries(
    changed.flatMap((name) => {
      const value = want[name]
      return value === undefined ? [] : [[name, keep(value, live[name], name in base ? base[name] : startOf(value, live[name]))]]
    }),
  ),
})
