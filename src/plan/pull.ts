import type { Beside, Change, Entry, Kind, Ref, Resource, World } from '../model/index.ts'
import { at, digestOf, isRefs, splitField } from '../model/index.ts'
import { localesOf, same } from './canonical.ts'
import { edited } from './edited.ts'
import { fresh, inFiles } from './fresh.ts'
import { ours } from './keep.ts'
import type { Bound, Matched } from './match.ts'
import { merge, mergedValue, type Merge } from './merge/merge.ts'
import { possible } from './possible.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'
import { place, shown } from './say.ts'
import { agreed, startOf, threeWay } from './three-way.ts'
import { unclear } from './unclear.ts'

/** What files have to take over from a workspace, as changes of the files' side, and what is left for a person to decide. */
export interface Pulled {
  readonly changes: readonly Change[]
  readonly beside: readonly Beside[]
  readonly unchanged: number
  /** objects both sides changed, to be brought together: `kind:key` → how */
  readonly merges: ReadonlyMap<string, Merge>
}

interface Draft {
  changes: Change[]
  merges: Map<string, Merge>
  beside: Beside[]
  unchanged: number
}

/**
 * Compares the same three records as a plan does, the other way round: what moved in Intercom alone goes into the files, what moved in the
 * files alone stays, what moved in both is a conflict, or with the rule `merge` brought together. `keys` are the names `fresh` objects get in the files (`article:@1` → key).
 */
export function pull(
  matched: Matched,
  keys: ReadonlyMap<string, string>,
  live: World,
  kinds: readonly Kind[],
  rules: Rules,
): Pulled {
  const named: Matched = {
    ...matched,
    memory: { ...matched.memory, keys: new Map([...matched.memory.keys, ...keys]) },
  }
  const draft: Draft = { changes: [], beside: [], unchanged: 0, merges: new Map() }
  const readOnly = new Set(kinds.flatMap(({ name, verbs }) => (verbs.length === 0 ? [name] : [])))
  const reachable = possible(matched, readOnly, rules).want
  for (const [name, bound] of matched.bound) {
    if (!inFiles(bound.kind) || !rules.only({ kind: bound.kind.name, key: bound.key })) continue
    // what is remembered as ours is what could be had: links without the locale they stand in, those to nowhere left open
    const want = reachable.get(name) ?? bound.want
    decide(want === undefined ? bound : { ...bound, want }, named, live, rules, draft)
  }
  const doubtful = unclear(matched, kinds, rules)
  const torn = new Set(
    [...matched.bound.values()].flatMap(({ kind, want }) =>
      want?.broken === true && kind.home.in === 'settings' ? [kind.name] : [],
    ),
  )
  for (const object of fresh(matched, kinds, rules)) {
    const file = doubtful.get(at(object))
    if (file !== undefined) draft.beside.push(unsure(object, file))
    const key = keys.get(at(object))
    if (key === undefined) continue
    const to: Resource = { kind: object.kind, key, fields: resolve(object.fields, named.memory) }
    if (torn.has(object.kind))
      draft.beside.push({
        why: 'blocked',
        ...ref(to),
        id: object.key.slice(1),
        says: 'its list has errors; nothing is pulled into it',
      })
    else draft.changes.push({ verb: 'create', to, base: to.fields })
  }
  return draft
}

function decide(bound: Bound, matched: Matched, world: World, rules: Rules, draft: Draft): void {
  const { want, entry, live } = bound
  if (want === undefined) orphan(bound, matched, rules, draft)
  else if (want.broken === true)
    draft.beside.push({ why: 'blocked', ...ref(want), says: 'its file has errors; nothing is pulled into it', ...place(want) })
  else if (live === undefined) gone(bound, want, world, rules, draft)
  else {
    const there: Resource = { ...live, key: bound.key, fields: resolve(live.fields, matched.memory) }
    if (entry === undefined) meet(bound, want, there, rules, draft)
    else update(bound, want, there, matched, rules, draft)
  }
}

/** Whether it is this file's object or another one is nothing to guess. */
function unsure({ key }: Resource, file: Resource): Beside {
  const id = key.slice(1)
  const bind = `content-sync ledger bind ${at(file)} ${id}`
  const says = `an object no file holds bears its name (id ${id}); if it is this one: ${bind}, if another: --allow duplicates`
  return { why: 'conflict', ...ref(file), id, says, ...place(file) }
}

const ref = ({ kind, key }: Ref): Ref => ({ kind, key })

function orphan(bound: Bound, matched: Matched, rules: Rules, draft: Draft): void {
  const { kind, key, live } = bound
  if (live === undefined) return
  const changed = rules.merge ? edited(bound, matched, rules) : []
  const by = live.stamp?.by === undefined ? {} : { by: live.stamp.by }
  if (rules.allow.has('recreate') || changed.length > 0) {
    const to: Resource = { kind: kind.name, key, fields: resolve(live.fields, matched.memory) }
    draft.changes.push({ verb: 'create', to, base: to.fields })
  }
  if (rules.allow.has('recreate')) return
  draft.beside.push({
    why: changed.length > 0 ? 'drift' : 'orphan',
    kind: kind.name,
    key,
    id: live.key.slice(1),
    says:
      changed.length > 0
        ? `its file was deleted while ${changed.join(', ')} changed in Intercom: an edit beats a delete, the file is written anew`
        : 'its file is gone, the object in Intercom stays; --allow recreate writes it anew, apply --prune deletes the object',
    ...(changed.length > 0 ? by : {}),
  })
}

/** Deleted in Intercom: the file goes with it, unless somebody worked on it. */
function gone({ entry, kind }: Bound, want: Resource, world: World, rules: Rules, draft: Draft): void {
  if (entry?.id == null || !world.complete.has(kind.name)) return
  const before = entry.base.fields()
  const changed = Object.keys(want.fields).filter((name) => !same(want.fields[name], before[name]))
  const subject = { ...ref(want), id: entry.id, ...place(want) }
  if (changed.length > 0)
    draft.beside.push({
      why: 'conflict',
      ...subject,
      fields: shown(changed, before, want.fields),
      says: 'deleted in Intercom while the file changed; delete the file, or apply --allow recreate',
    })
  else if (rules.prune === false)
    draft.beside.push({ why: 'drift', ...subject, says: 'deleted in Intercom; pull --prune deletes its file' })
  else if (kind.home.in === 'content' && (entry.text === undefined || entry.text !== rules.texts?.get(at(want))))
    draft.beside.push({ why: 'conflict', ...subject, says: kept(entry) })
  else draft.changes.push({ verb: 'delete', from: want, id: entry.id })
}

// a comment is nobody's field, and somebody's work
const kept = ({ text }: Entry): string =>
  text === undefined
    ? 'deleted in Intercom; whether its file was edited since it was last applied or pulled is not remembered, so it is kept: delete the file, or apply --allow recreate'
    : 'deleted in Intercom while something was written into its file that is no field (a comment, another spelling), so it is kept: delete the file, or apply --allow recreate'

/** A file and an object that were never seen together. */
function meet(bound: Bound, want: Resource, live: Resource, rules: Rules, draft: Draft): void {
  const id = bound.live?.key.slice(1) ?? ''
  const differing = Object.entries(want.fields).flatMap(([name, value]) =>
    agreed(value, live.fields[name], startOf(value, live.fields[name])) ? [] : [name],
  )
  if (differing.length === 0) draft.changes.push({ verb: 'adopt', to: want, from: live, base: want.fields, id })
  else if (rules.allow.has('takeover')) taken(bound, want, live, differing, [], draft)
  else
    draft.beside.push({
      why: 'conflict',
      ...ref(want),
      id,
      fields: shown(differing, want.fields, live.fields),
      says: 'never seen together, and they differ; pull --allow takeover gives the file what Intercom has',
      ...place(want),
    })
}

function update(bound: Bound, want: Resource, live: Resource, matched: Matched, rules: Rules, draft: Draft): void {
  const verdict = threeWay(bound, want.fields, live.fields, matched, rules)
  const id = bound.live?.key.slice(1) ?? ''
  const by = live.stamp?.by === undefined ? {} : { by: live.stamp.by }
  const inText = bound.kind.home.in === 'content'
  // by its name an entry of a list is known: in two spellings it would be another one
  const named = (name: string): boolean => bound.kind.natural.includes(splitField(name)[0])
  const apart = (name: string): boolean => !inText && !isRefs(want.fields[name]) && (rules.merge === 'texts' || named(name))
  if (verdict.conflicts.some((name) => rules.merge === undefined || apart(name))) {
    draft.beside.push({
      why: 'conflict',
      ...ref(want),
      id,
      fields: shown(verdict.conflicts, want.fields, live.fields),
      says: verdict.conflicts.some((name) => !inText && named(name))
        ? 'changed in the files and in Intercom; make them agree, or take one side by hand'
        : 'changed in the files and in Intercom; pull --merge brings them together',
      ...by,
      ...place(want),
    })
    return
  }
  const vanished = (name: string): boolean => live.fields[name] === undefined && !isRefs(want.fields[name])
  const lost = verdict.conflicts.filter(vanished)
  const gone = verdict.drifted.filter(vanished)
  // a text that comes back comes back with all of its locale
  const both = [
    ...verdict.conflicts,
    ...gone.filter((name) => lost.some((other) => splitField(other)[1] === splitField(name)[1])),
  ]
  if (both.length > 0) draft.merges.set(at(want), merge(bound, want, live, both, matched.memory))
  const [names, says] =
    lost.length > 0
      ? [both.filter(vanished), ' while the file changed: an edit beats a delete, apply puts it back']
      : [gone, '; the file stays']
  if (names.length > 0)
    draft.beside.push({
      why: 'drift',
      ...ref(want),
      id,
      says: `${names.join(', ')} went away in Intercom${says}`,
      ...by,
      ...place(want),
    })
  const back = rules.merge ? editedLocales(bound, want, live, verdict.orphaned, matched, rules, draft) : []
  const fields = [...verdict.drifted.filter((name) => !both.includes(name)), ...both, ...newLocales(bound, want, live), ...back]
  if (fields.length === 0) draft.unchanged += 1
  else taken(bound, want, live, fields, both, draft)
}

/** The texts of locales whose file is gone while somebody edited them: an edit beats a delete. */
function editedLocales(
  bound: Bound,
  want: Resource,
  live: Resource,
  orphaned: readonly string[],
  matched: Matched,
  rules: Rules,
  draft: Draft,
): string[] {
  const localeOf = (name: string): string => splitField(name)[1] ?? ''
  const changed = orphaned.length === 0 ? [] : edited(bound, matched, rules)
  const locales = orphaned.filter((locale) => changed.some((name) => localeOf(name) === locale && name in live.fields))
  for (const locale of locales)
    draft.beside.push({
      why: 'drift',
      ...ref(want),
      id: bound.live?.key.slice(1) ?? '',
      says: `its ${locale} file was deleted while the ${locale} text changed in Intercom: an edit beats a delete, the file is written anew`,
      ...(live.stamp?.by === undefined ? {} : { by: live.stamp.by }),
      ...place(want),
    })
  return Object.keys(live.fields).filter((name) => locales.includes(localeOf(name)))
}

/** Texts of locales that neither the files nor our memory know. */
function newLocales({ entry, kind }: Bound, want: Resource, live: Resource): string[] {
  const known = new Set([...localesOf(want.fields), ...localesOf(entry?.base.fields() ?? {})])
  const title = kind.natural[0] ?? ''
  const added = new Set(
    [...localesOf(live.fields)].filter((locale) => !known.has(locale) && (live.fields[`${title}@${locale}`] ?? '') !== ''),
  )
  return Object.keys(live.fields).filter((name) => added.has(splitField(name)[1] ?? ''))
}

function taken(
  bound: Bound,
  want: Resource,
  live: Resource,
  fields: readonly string[],
  both: readonly string[],
  draft: Draft,
): void {
  const before = bound.entry?.base.fields() ?? want.fields
  const id = bound.live?.key.slice(1) ?? ''
  // of a set, what others put there stays theirs
  const news = Object.fromEntries(
    fields.flatMap((name) => {
      const value = both.includes(name)
        ? mergedValue(want.fields[name], live.fields[name], before[name])
        : ours(live.fields[name], want.fields[name], before[name])
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const to: Resource = { ...want, fields: { ...want.fields, ...news } }
  const moved = bound.movedFrom === undefined ? {} : { movedFrom: bound.movedFrom }
  if (digestOf(to.fields) === digestOf(want.fields) && both.length === 0) draft.unchanged += 1
  else draft.changes.push({ verb: 'update', from: want, to, fields: Object.keys(news), base: to.fields, id, ...moved })
}
