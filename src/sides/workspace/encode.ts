import type { Field, Fields, Kind, Names, Ref, Resource, Update, Create, Value } from '../../model/index.ts'
import { Refused, at, idOf, isProse, isRef, isRefs, splitField } from '../../model/index.ts'
import type { JsonBlock } from '../../prose/index.ts'
import type { Phrasing } from './phrase.ts'
import { phrase, phraseInBlocks } from './phrase.ts'

/** What a write says about an object itself; tags and the like go their own way (`attachments`). */
export type Body = Readonly<Record<string, unknown>>

/** What writing takes besides the change: ids and image paths, addresses, the flags of commands, and how the service treats locales. */
export interface Encoding extends Phrasing {
  readonly flags: ReadonlySet<string>
  readonly translations: 'merge' | 'replace'
}

/** The request body of a create: every field, those of other locales under the kind's own key. */
export function encodeCreate(kind: Kind, change: Create, how: Encoding): Body {
  return enclosed(kind, written(kind, change.to, Object.keys(change.to.fields), how))
}

/**
 * The request body of an update: the planned fields, what the service would otherwise change behind our back, and of a locale that is touched
 * all it has, ours over the workspace's. Null where nothing of it is to be sent.
 */
export function encodeUpdate(kind: Kind, change: Update, how: Encoding): Body | null {
  const direct = change.fields.filter((name) => fieldOf(kind, name).via === undefined)
  if (direct.length === 0) return null
  const planned = new Set(direct)
  const touched = new Set(direct.flatMap((name) => splitField(name)[1] ?? []))
  const had = new Set(Object.keys(change.from.fields).flatMap((name) => splitField(name)[1] ?? []))
  const opens = [...touched].some((locale) => !had.has(locale))
  const kept = Object.keys(change.from.fields).filter((name) => {
    if (planned.has(name)) return false
    const field = fieldOf(kind, name)
    const locale = splitField(name)[1]
    if (locale !== undefined) return touched.has(locale) || (how.translations === 'replace' && touched.size > 0)
    return field.always === true || (opens && field.eachLocale === true)
  })
  const fields = Object.fromEntries([
    ...kept.map((name) => [name, change.from.fields[name]]),
    ...direct.map((name) => [name, change.to.fields[name]]),
  ]) as Fields
  return enclosed(kind, {
    ...written(kind, { ...change.to, fields }, Object.keys(fields), how),
    ...commands(kind, planned, how),
  })
}

/** The request body that gives back locales an answer lacks, together with those it has. */
export function encodeLocales(kind: Kind, resource: Resource, how: Encoding): Body {
  const names = Object.keys(resource.fields).filter(
    (name) => splitField(name)[1] !== undefined || fieldOf(kind, name).always === true,
  )
  return enclosed(kind, written(kind, resource, names, how))
}

/** The members of a field with its own address that a write has to add and to take away. */
export interface Attachment {
  readonly name: string
  readonly field: Field
  readonly add: readonly Ref[]
  readonly remove: readonly Ref[]
}

/** What is written member by member: for an update the difference to what the workspace has. */
export function attachments(kind: Kind, change: Create | Update): readonly Attachment[] {
  const names = change.verb === 'create' ? Object.keys(change.to.fields) : change.fields
  return names.flatMap((name) => {
    const field = fieldOf(kind, name)
    if (field.via === undefined) return []
    const want = members(change.to.fields[name])
    const have = change.verb === 'create' ? [] : members(change.from.fields[name])
    const without = (refs: readonly Ref[], others: readonly Ref[]): readonly Ref[] =>
      refs.filter((ref) => !others.some((other) => at(other) === at(ref)))
    return [{ name, field, add: without(want, have), remove: without(have, want) }]
  })
}

const members = (value: Value | undefined): readonly Ref[] => (isRefs(value) ? value : [])

/** The field a flat name belongs to. Throws for a name the kind does not know: that is a bug. */
export function fieldOf(kind: Kind, name: string): Field {
  const field = kind.fields[splitField(name)[0]]
  if (field === undefined) throw new Error(`${kind.name} has no field ${name}`)
  return field
}

function written(kind: Kind, resource: Resource, names: readonly string[], how: Encoding): Record<string, unknown> {
  const root: Record<string, unknown> = {}
  const locales: Record<string, Record<string, unknown>> = {}
  for (const name of names) {
    const field = fieldOf(kind, name)
    const locale = splitField(name)[1]
    const value = resource.fields[name]
    if (value === undefined || field.via !== undefined || field.is === 'command') continue
    const target =
      locale === undefined ? root : (locales[locale] ??= kind.api.localeType === undefined ? {} : { type: kind.api.localeType })
    const blocks = blocksOf(field, value, resource, locale, how)
    if (blocks === null) target[field.wire] = wired(field, value, resource, locale, how)
    else target[blocks.wire] = blocks.value
  }
  if (Object.keys(locales).length === 0) return root
  if (kind.api.locales === undefined) throw new Error(`${kind.name} has no locales`)
  return { ...root, [kind.api.locales]: locales }
}

/** A text as blocks, where it goes so; null where it goes as the field says, because blocks do not say all of it, too. */
function blocksOf(
  field: Field,
  value: Value,
  owner: Ref,
  locale: string | undefined,
  how: Encoding,
): { readonly wire: string; readonly value: readonly JsonBlock[] } | null {
  if (field.is !== 'prose' || field.blocks === undefined || how.texts !== 'blocks' || !isProse(value)) return null
  const blocks = phraseInBlocks(value, owner, locale, how)
  return blocks === null || blocks.length === 0 ? null : { wire: field.blocks, value: blocks }
}

const enclosed = (kind: Kind, body: Body): Body => {
  const whole = { ...kind.api.fixed, ...body }
  return kind.api.wrap === undefined ? whole : { [kind.api.wrap]: whole }
}

function commands(kind: Kind, planned: ReadonlySet<string>, how: Encoding): Body {
  const given = Object.values(kind.fields).filter(
    (field) => field.is === 'command' && planned.has(field.with) && how.flags.has(field.flag),
  )
  return Object.fromEntries(given.map((field) => [field.wire, true]))
}

/** A value as the wire wants it. A text is cleared with '', a reference with null, a set with []. */
function wired(field: Field, value: Value, owner: Ref, locale: string | undefined, how: Encoding): unknown {
  switch (field.is) {
    case 'text':
      return value ?? ''
    case 'prose':
      return isProse(value) ? phrase(value, field.as, owner, locale, how) : ''
    case 'flag':
    case 'choice':
    case 'command':
      return value
    case 'ref':
      return isRef(value) ? identify(value, field.as, how.names) : null
    case 'refs':
      return members(value).map((ref) => identify(ref, field.as, how.names))
  }
}

/** The id of a reference in the type the wire wants. Throws `Refused` where it has none yet. */
export function identify(ref: Ref, as: 'number' | 'string', names: Names): number | string {
  const id = idOf(names, ref)
  if (id === undefined || (as === 'number' && !/^\d+$/.test(id))) {
    const message =
      id === undefined
        ? `${at(ref)} has no id in this workspace yet`
        : `${at(ref)}: expected a number as id, got ${JSON.stringify(id)}`
    throw new Refused({ status: 0, code: 'unresolved_reference', message, requestId: null })
  }
  return as === 'number' ? Number(id) : id
}
