import type { Fields, Resource, Update, Value, World } from '../model/index.ts'
import { at, isProse, splitField } from '../model/index.ts'
import { localesOf, same } from './canonical.ts'
import type { Decided, Draft } from './draft.ts'
import { gone } from './gone.ts'
import type { Bound, Matched } from './match.ts'
import type { Possible } from './possible.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'
import { agreed, startOf, threeWay, written } from './three-way.ts'

const place = (resource: Resource | undefined): { file?: string; line?: number } =>
  resource?.origin === undefined ? {} : { file: resource.origin.file, line: resource.origin.line }

type Shown = { readonly name: string; readonly before: Value; readonly after: Value }

const shown = (names: readonly string[], before: Fields, after: Fields): Shown[] =>
  names.map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))

/** Defaults of a create; of a locale that is new to an existing object, those that are per locale. */
function defaults(bound: Bound, want: Fields, live: Fields, rules: Rules): Fields {
  const given = rules.defaults[bound.kind.name] ?? {}
  const all = bound.live === undefined ? Object.entries(given) : []
  const known = localesOf(live)
  const fresh = [...localesOf(want)].filter((locale) => !known.has(locale))
  const local = fresh.flatMap((locale) =>
    Object.entries(given)
      .filter(([name]) => bound.kind.fields[name]?.perLocale && bound.kind.fields[name].is === 'choice')
      .map(([name, value]): [string, Value] => [`${name}@${locale}`, value]),
  )
  return Object.fromEntries([...all, ...local].filter(([name]) => want[name] === undefined))
}

function create(bound: Bound, want: Resource, rules: Rules, draft: Draft): void {
  const fields = { ...defaults(bound, want.fields, {}, rules), ...want.fields }
  const missing = Object.entries(bound.kind.fields).filter(
    ([name, field]) => field.required && (fields[name] ?? '') === '' && !isProse(fields[name]),
  )
  for (const [name, field] of missing)
    draft.findings.push({
      severity: 'error',
      rule: `required/${name}`,
      file: want.origin?.file ?? at(want),
      line: want.origin?.line ?? 1,
      message: `${field.file ?? name}: expected a value, a new ${bound.kind.name} needs one; got nothing`,
    })
  if (missing.length === 0) draft.changes.push({ verb: 'create', to: { ...want, fields }, base: want.fields })
}

function takeover(bound: Bound, want: Resource, live: Resource, rules: Rules, draft: Draft): void {
  const start = Object.fromEntries(
    Object.entries(want.fields).flatMap(([name, value]) => [[name, startOf(value, live.fields[name]) ?? null]]),
  )
  const differing = Object.entries(want.fields).flatMap(([name, value]) =>
    agreed(value, live.fields[name], start[name]) ? [] : [name],
  )
  const id = bound.live?.key.slice(1) ?? ''
  const extra = defaults(bound, want.fields, live.fields, rules)
  const fields = { ...written(want.fields, live.fields, start, differing), ...extra }
  const common = {
    to: want,
    from: live,
    base: want.fields,
    id,
    ...(bound.movedFrom === undefined ? {} : { movedFrom: bound.movedFrom }),
  }
  if (differing.length === 0) draft.changes.push({ verb: 'adopt', ...common })
  else if (staged(live, differing, rules)) conflict(bound, want, live, differing, stagedSays(live), draft)
  else
    draft.changes.push({
      verb: 'update',
      ...common,
      to: { ...want, fields },
      fields: [...differing, ...Object.keys(extra)],
      takeover: true,
    })
}

const staged = (live: Resource, fields: readonly string[], rules: Rules): boolean =>
  !rules.allow.has('drafts') && fields.some((name) => live.stamp?.staged?.includes(splitField(name)[1] ?? ''))

const stagedSays = (live: Resource): string =>
  `an unpublished draft waits in Intercom${live.stamp?.by === undefined ? '' : ` (last edited by teammate ${live.stamp.by})`}; publish or discard it there, or --allow drafts`

function conflict(bound: Bound, want: Resource, live: Resource, names: readonly string[], says: string, draft: Draft): void {
  draft.beside.push({
    why: 'conflict',
    kind: want.kind,
    key: want.key,
    ...(bound.live === undefined ? {} : { id: bound.live.key.slice(1) }),
    fields: shown(names, live.fields, want.fields),
    says,
    ...(live.stamp?.by === undefined ? {} : { by: live.stamp.by }),
    ...place(want),
  })
}

/** A locale whose file is gone: reported, or taken off the site by prune. */
function orphans(
  bound: Bound,
  want: Resource,
  live: Resource,
  locales: readonly string[],
  rules: Rules,
  draft: Draft,
): { fields: Record<string, Value>; released: string[] } {
  const fields: Record<string, Value> = {}
  const released: string[] = []
  for (const locale of locales) {
    const state = `state@${locale}`
    const canDraft = bound.kind.fields['state'] !== undefined
    if (rules.prune === false || !canDraft) {
      const says = `its ${locale} file is gone, the ${locale} text in Intercom stays${canDraft ? ' (prune would turn it into a draft)' : ''}`
      draft.beside.push({ why: 'orphan', kind: want.kind, key: want.key, says, ...place(want) })
      continue
    }
    released.push(locale)
    if (live.fields[state] !== 'draft' && live.fields[`title@${locale}`] !== undefined) fields[state] = 'draft'
  }
  return { fields, released }
}

function update(bound: Bound, want: Resource, live: Resource, matched: Matched, rules: Rules, draft: Draft): void {
  const verdict = threeWay(bound, want.fields, live.fields, matched)
  const { entry } = bound
  const id = bound.live?.key.slice(1) ?? ''
  const subject = { kind: want.kind, key: want.key, id }
  if (verdict.conflicts.length > 0) {
    conflict(
      bound,
      want,
      live,
      [...verdict.conflicts, ...verdict.changed],
      'changed in the files and in Intercom; make them agree, or take one side by hand',
      draft,
    )
    return
  }
  if (verdict.drifted.length > 0 && rules.drift === 'keep')
    draft.beside.push({
      why: 'drift',
      ...subject,
      fields: shown(verdict.drifted, want.fields, live.fields),
      says: 'edited in Intercom since we last wrote',
      ...(live.stamp?.by === undefined ? {} : { by: live.stamp.by }),
      ...place(want),
    })
  if (verdict.unmanaged.length > 0)
    draft.beside.push({
      why: 'unmanaged',
      ...subject,
      says: `${verdict.unmanaged.join(', ')} left the file: no longer managed, the value in Intercom stays`,
      ...place(want),
    })
  const locales = orphans(bound, want, live, verdict.orphaned, rules, draft)
  const base = Object.fromEntries(
    Object.entries(verdict.base).filter(([name]) => !locales.released.includes(splitField(name)[1] ?? '')),
  )
  const restored = rules.drift === 'restore' ? verdict.drifted : []
  const extra = { ...defaults(bound, want.fields, live.fields, rules), ...locales.fields }
  const names = [...new Set([...verdict.changed, ...restored, ...verdict.misled, ...Object.keys(extra)])]
  if (names.length > 0 && staged(live, names, rules)) {
    conflict(bound, want, live, names, stagedSays(live), draft)
    return
  }
  const drifted = rules.drift === 'keep' ? verdict.drifted : []
  const moved = bound.movedFrom === undefined ? {} : { movedFrom: bound.movedFrom }
  if (names.length > 0) {
    const fields = {
      ...written(want.fields, live.fields, entry?.base.fields() ?? {}, [...verdict.changed, ...restored, ...verdict.misled]),
      ...extra,
    }
    const onlyLinks = verdict.changed.length + restored.length + Object.keys(extra).length === 0
    const step: Update = {
      verb: 'update',
      from: live,
      to: { ...want, fields },
      fields: names,
      base,
      id,
      ...moved,
      ...(onlyLinks ? { links: true } : {}),
      ...(drifted.length > 0 ? { drifted } : {}),
    }
    draft.changes.push(step)
  } else if (bound.movedFrom !== undefined) draft.changes.push({ verb: 'adopt', to: want, from: live, base, id, ...moved })
  else {
    draft.unchanged += 1
    if ((verdict.learned || locales.released.length > 0) && bound.live !== undefined)
      draft.remember.push({ ref: { kind: want.kind, key: want.key }, id, base, seen: seenOf(bound, drifted) })
  }
}

/** What the workspace answered, but for drifted fields: of these we go on remembering what was there before. */
function seenOf(bound: Bound, drifted: readonly string[]): Fields | null {
  const live = bound.live?.fields ?? null
  if (drifted.length === 0 || live === null || bound.entry?.seen == null) return live
  const before = bound.entry.seen.fields()
  return { ...live, ...Object.fromEntries(drifted.flatMap((name) => (before[name] === undefined ? [] : [[name, before[name]]]))) }
}

function missing(bound: Bound, want: Resource, rules: Rules, draft: Draft): void {
  const before = bound.entry?.base.fields() ?? {}
  const changed = Object.keys(want.fields).filter((name) => !same(want.fields[name], before[name]))
  const subject = { kind: want.kind, key: want.key, ...(bound.entry?.id == null ? {} : { id: bound.entry.id }), ...place(want) }
  if (rules.drift === 'restore' || rules.allow.has('recreate')) {
    create(bound, want, rules, draft)
    return
  }
  if (changed.length > 0)
    draft.beside.push({
      why: 'conflict',
      ...subject,
      fields: shown(changed, before, want.fields),
      says: 'deleted in Intercom while the file changed; --allow recreate makes it anew',
    })
  else
    draft.beside.push({
      why: 'drift',
      ...subject,
      says: 'deleted in Intercom; drift: restore makes it anew, deleting the file forgets it',
    })
}

/** Compares what is wanted, what is there and what was left there last time, object by object. */
export function diff(reachable: Possible, matched: Matched, live: World, rules: Rules): Decided {
  const draft: Draft = { changes: [], beside: [], remember: [], findings: [], unchanged: 0 }
  for (const [key, bound] of matched.bound) {
    const want = reachable.want.get(key)
    if (!rules.only({ kind: bound.kind.name, key: bound.key })) continue
    if (bound.want !== undefined && want === undefined) continue
    const blocked = reachable.blocked.get(key)
    if (blocked !== undefined)
      draft.beside.push({ why: 'blocked', kind: bound.kind.name, key: bound.key, says: blocked, ...place(want) })
    else if (want === undefined) gone(bound, matched, live, rules, draft)
    else if (want.mention) mention(want, matched, draft)
    else decide(bound, want, matched, live, rules, draft)
  }
  return draft
}

function mention(want: Resource, matched: Matched, draft: Draft): void {
  if (matched.names.ids.has(at(want))) draft.unchanged += 1
  else draft.changes.push({ verb: 'create', to: want, base: {} })
}

function decide(bound: Bound, want: Resource, matched: Matched, live: World, rules: Rules, draft: Draft): void {
  if (bound.live === undefined) {
    if (!live.complete.has(want.kind))
      draft.beside.push({
        why: 'blocked',
        kind: want.kind,
        key: want.key,
        says: `the list of ${bound.kind.plural} is not whole, so it may exist already`,
        ...place(want),
      })
    else if (bound.entry === undefined || bound.entry.id === null) create(bound, want, rules, draft)
    else missing(bound, want, rules, draft)
    return
  }
  const there: Resource = { ...bound.live, key: want.key, fields: resolve(bound.live.fields, matched.memory) }
  if (bound.entry === undefined) takeover(bound, want, there, rules, draft)
  else update(bound, want, there, matched, rules, draft)
}
