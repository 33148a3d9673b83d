import type { Entry, Fields, Kind, Ref, Resource, Value, World } from '../model/index.ts'
import { digestOf, splitField } from '../model/index.ts'
import { aged } from './aged.ts'
import { fieldOf, localesOf, same } from './canonical.ts'
import { ours } from './keep.ts'
import { match, type Bound, type Matched } from './match.ts'
import { lastOurs } from './open.ts'
import { fresh } from './fresh.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'

/** An object of ours that is not as we last saw it; deleted where `live` is missing. */
export interface Drifted extends Ref {
  readonly id: string
  readonly fields: readonly { readonly name: string; readonly before: Value; readonly after: Value }[]
  readonly entry: Entry
  readonly live?: Resource
}

/** What moved in a workspace since we last wrote or took over. */
export interface Drift {
  readonly drifted: readonly Drifted[]
  /** objects that could be ours and are not */
  readonly foreign: readonly Resource[]
  readonly unchanged: number
  /** kinds of which no whole list came, so that a delete cannot be told */
  readonly unread: readonly string[]
}

/** Compares a workspace with what it answered when we last wrote, without the files. What of it is a write of ours that was never answered is no drift. */
export function drift(live: World, entries: readonly Entry[], kinds: readonly Kind[], rules: Rules): Drift {
  const matched = match(nothing, live, entries, kinds, { ...rules, identity: 'known' })
  const drifted: Drifted[] = []
  const unread = new Set<string>()
  let unchanged = 0
  for (const bound of matched.bound.values()) {
    const { entry, kind, key } = bound
    if (entry === undefined || !rules.only({ kind: kind.name, key })) continue
    const found = drifting(bound, entry, matched, rules)
    if (found === 'missing' && !live.complete.has(kind.name)) unread.add(kind.name)
    else if (found === 'missing') drifted.push({ kind: kind.name, key, id: entry.id ?? '', fields: [], entry })
    else if (found === undefined) unchanged += 1
    else drifted.push(found)
  }
  return { drifted, foreign: fresh(matched, kinds, rules), unchanged, unread: [...unread] }
}

const nothing: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

function drifting(bound: Bound, entry: Entry, matched: Matched, rules: Rules): Drifted | 'missing' | undefined {
  const { kind, key, live } = bound
  // a create that was never answered and did not arrive is nothing anybody deleted
  if (live === undefined) return entry.id === null ? undefined : 'missing'
  if (entry.sent === undefined && entry.seen?.digest === digestOf(live.fields)) return undefined
  const base = entry.base.fields()
  const before = entry.seen === null ? base : resolve(entry.seen.fields(), matched.memory)
  const now = resolve(live.fields, matched.memory)
  const sent = unanswered(bound, entry, base, rules)
  const older = aged(entry, undefined, live, rules)
  const names = [...Object.keys(base), ...elsewhere(kind, base, before, now)].filter(
    (name) =>
      !sent(name) &&
      !older.live(now[name], before[name]) &&
      fieldOf(kind.fields, name)?.blind !== true &&
      !same(ours(before[name], base[name], base[name]), ours(now[name], base[name], base[name])),
  )
  if (names.length === 0) return undefined
  const fields = inOrder(names, kind).map((name) => ({ name, before: before[name] ?? null, after: now[name] ?? null }))
  return { kind: kind.name, key, id: live.key.slice(1), fields, entry, live }
}

/** As the kind lists them, in the default locale first. */
function inOrder(names: readonly string[], kind: Kind): string[] {
  const order = Object.keys(kind.fields)
  const place = (name: string): string => {
    const [field, locale = ''] = splitField(name)
    return `${locale} ${String(order.indexOf(field)).padStart(3, '0')}`
  }
  return [...names].sort((a, b) => (place(a) < place(b) ? -1 : 1))
}

/** Which fields may hold what a write of ours left that was never answered. */
function unanswered({ kind, live }: Bound, entry: Entry, base: Fields, rules: Rules): (name: string) => boolean {
  if (live === undefined || (entry.sent === undefined && entry.seen !== null)) return () => false
  const mine = lastOurs(entry, live, rules)
  const sent = new Set(entry.sent?.fields ?? Object.keys(base))
  return (name) => sent.has(name) && (mine || fieldOf(kind.fields, name)?.via !== undefined)
}

/** Texts of locales the files never named: a teammate may have begun to translate. */
function elsewhere(kind: Kind, base: Fields, before: Fields, now: Fields): string[] {
  const known = localesOf(base)
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => {
    const locale = splitField(name)[1]
    const is = fieldOf(kind.fields, name)?.is
    return locale !== undefined && !known.has(locale) && (is === 'text' || is === 'prose')
  })
}
