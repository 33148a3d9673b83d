import type { Answer, Create, Delete, Failure, Fields, Kind, Names, Ref, Resource, Update } from '../../model/index.ts'
import { Refused, splitField } from '../../model/index.ts'
import { kindOf } from '../../kinds/index.ts'
import type { Decoding } from './decode.ts'
import { byId, decode } from './decode.ts'
import type { Encoding } from './encode.ts'
import { attachments, encodeCreate, encodeLocales, encodeUpdate, identify } from './encode.ts'
import type { Writing } from './http.ts'
import { learn } from './learn.ts'
import { Unexpected, itemOf } from './schema.ts'

/** What carrying out a change takes: the line, and how objects are read and written on it. */
export interface Desk {
  readonly client: Writing
  readonly read: Decoding
  readonly write: Omit<Encoding, 'names'>
}

/** Carries out one change. Throws `Refused`; where the object is there all the same, its failure carries the id. */
export async function write(desk: Desk, change: Create | Update | Delete, names: Names): Promise<Answer> {
  switch (change.verb) {
    case 'create':
      return create(desk, change, names)
    case 'update':
      return update(desk, change, names)
    case 'delete':
      await desk.client.delete(`${kindOf(change.from.kind).api.path}/${change.id}`)
      return { id: change.id, seen: null }
  }
}

async function create(desk: Desk, change: Create, names: Names): Promise<Answer> {
  const kind = kindOf(change.to.kind)
  const body = encodeCreate(kind, change, { ...desk.write, names })
  const reply = await desk.client.post(kind.api.path, body)
  const seen = answered(kind, reply, desk)
  learn(names, change.to, seen, change.to.fields)
  const attached = await attach(desk, kind, change, seen, names)
  return { id: attached.key.slice(1), seen: whole(kind, attached, change.to.fields) }
}

async function update(desk: Desk, change: Update, names: Names): Promise<Answer> {
  const kind = kindOf(change.to.kind)
  const path = `${kind.api.path}/${change.id}`
  const body = encodeUpdate(kind, change, { ...desk.write, names })
  if (body === null) {
    await attach(desk, kind, change, { ...change.from, key: `@${change.id}` }, names)
    const seen = answered(kind, await desk.client.get(path), desk)
    learn(names, change.to, seen, {})
    return { id: change.id, seen }
  }
  const seen = await publish(desk, kind, change, answered(kind, await desk.client.put(path, body), desk))
  learn(names, change.to, seen, change.to.fields)
  const gone = [...localesOf(change.from.fields)].filter((locale) => !localesOf(seen.fields).has(locale))
  if (gone.length > 0) return restore(desk, kind, change, gone, names)
  const attached = await attach(desk, kind, change, seen, names)
  return {
    id: change.id,
    seen: whole(kind, attached, Object.fromEntries(change.fields.map((name) => [name, change.to.fields[name] ?? null]))),
  }
}

/** What was written on top of a staged draft is staged itself; the locales it touched go live with it. */
async function publish(desk: Desk, kind: Kind, change: Update, seen: Resource): Promise<Resource> {
  if (kind.api.publish === undefined) return seen
  const touched = new Set(change.fields.map((name) => splitField(name)[1] ?? ''))
  const staged = (change.from.stamp?.staged ?? []).filter((locale) => touched.has(locale) && seen.stamp?.staged?.includes(locale))
  if (staged.length === 0) return seen
  const locales = staged.map((locale) => (locale === '' ? desk.read.locale : locale))
  return answered(kind, await desk.client.post(`${kind.api.path}/${change.id}/${kind.api.publish}`, { locales }), desk)
}

/** The answer to a write as a resource. One that cannot be read leaves open what became of the write. */
function answered(kind: Kind, reply: unknown, desk: Desk): Resource {
  try {
    return decode(kind, itemOf(kind, reply), desk.read)
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error
    const failure = { status: 0, code: 'unexpected_answer', message: error.message, requestId: null, unknown: true } as const
    throw new Refused(failure, { cause: error })
  }
}

const localesOf = (fields: Fields): ReadonlySet<string> =>
  new Set(Object.keys(fields).flatMap((name) => splitField(name)[1] ?? []))

/** A service that takes no other locale than its default answers without the others; that is no success. */
function whole(kind: Kind, seen: Resource, sent: Fields): Resource {
  const there = localesOf(seen.fields)
  const missing = [...localesOf(sent)].filter((locale) => !there.has(locale))
  if (missing.length === 0) return seen
  const message = `the workspace did not keep ${missing.join(', ')}: is the locale switched on in the help center's settings?`
  throw refused(seen, { status: 200, code: 'locale_ignored', message, requestId: null })
}

const refused = (seen: Resource, failure: Failure, cause?: unknown): Refused =>
  new Refused({ ...failure, id: seen.key.slice(1) }, cause === undefined ? undefined : { cause })

/** Puts back locales that an update took away, together with what it wrote, and says so. */
async function restore(desk: Desk, kind: Kind, change: Update, gone: readonly string[], names: Names): Promise<never> {
  const planned = Object.fromEntries(
    change.fields.flatMap((name) => (name in change.to.fields ? [[name, change.to.fields[name]]] : [])),
  )
  const fields = { ...change.from.fields, ...planned } as Fields
  const body = encodeLocales(kind, { ...change.to, fields }, { ...desk.write, names })
  const seen = answered(kind, await desk.client.put(`${kind.api.path}/${change.id}`, body), desk)
  learn(names, change.to, seen, fields)
  const message = `the update took away ${gone.join(', ')}, which was put back from before: this workspace replaces translations; pin translations: 'replace'`
  throw refused(seen, { status: 200, code: 'translations_replaced', message, requestId: null })
}

/** Adds and takes away what has its own address, member by member, and gives the object with what it has then. */
async function attach(desk: Desk, kind: Kind, change: Create | Update, seen: Resource, names: Names): Promise<Resource> {
  const fields: Record<string, Fields[string]> = { ...seen.fields }
  const id = seen.key.slice(1)
  try {
    for (const { name, field, add, remove } of attachments(kind, change)) {
      const path = `${kind.api.path}/${id}/${field.via ?? field.wire}`
      const keys = new Set(refKeys(seen.fields[name]))
      for (const ref of add) {
        const member = String(identify(ref, 'string', names))
        // the same tag twice is the same tag: this POST may be repeated
        await desk.client.post(path, { id: member }, { repeatable: true })
        keys.add(`@${member}`)
      }
      for (const ref of remove) {
        const member = String(identify(ref, 'string', names))
        await detach(desk, `${path}/${member}`)
        keys.delete(`@${member}`)
      }
      const to = 'to' in field ? field.to : kind.name
      fields[name] = [...keys].sort(byId).map((key) => ({ kind: to, key }))
    }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw refused(seen, error.failure, error)
  }
  return { ...seen, fields }
}

const refKeys = (value: Fields[string] | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly Ref[]).map((ref) => ref.key) : []

async function detach(desk: Desk, path: string): Promise<void> {
  try {
    await desk.client.delete(path)
  } catch (error) {
    // somebody took it away before us
    if (!(error instanceof Refused) || error.failure.status !== 404) throw error
  }
}
