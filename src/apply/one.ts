import { staying } from './children.ts'
import type {
  Adopt,
  Change,
  Create,
  Delete,
  Entry,
  Failure,
  Forget,
  Memo,
  Outcome,
  Ref,
  Resource,
  Update,
} from '../model/index.ts'
import { at, isRefs, Refused, subject } from '../model/index.ts'
import { answer, last } from './last.ts'
import { moved } from './moved.ts'
import type { Progress, Stage } from './stage.ts'
import { asWritten, learnImages, seenAs, unmet, watchHeadings } from './record.ts'
import { unread } from './unread.ts'

/** An interrupt that came while an intent was made durable: many may wait there together, and none of them is sent any more. */
const unsent: Failure = { status: 0, code: 'interrupted', message: 'the run was interrupted before it was sent', requestId: null }

function answered(resource: Resource | null, change: Create | Update): Resource {
  if (resource === null) throw new Error(`no object came back for ${at(change.to)}`)
  return resource
}

async function create(change: Create, stage: Stage, progress: Progress): Promise<Outcome> {
  const { to } = change
  const before = stage.ledger.entry(to)
  const ours = to.mention === undefined
  const ref = { kind: to.kind, key: to.key }
  if (ours)
    stage.ledger.put({
      ...ref,
      id: null,
      base: asWritten(change.base, stage.names),
      seen: null,
      sent: { at: stage.now(), fields: Object.keys(to.fields) },
    })
  try {
    const base = asWritten(change.base, stage.names)
    await stage.ledger.durable()
    if (stage.signal.aborted) throw new Refused(unsent)
    const { id, seen: said } = await stage.side.write(change, stage.names)
    const seen = answered(said, change)
    stage.names.ids.set(at(to), id)
    if (ours) stage.ledger.put({ ...ref, id, base, seen: seen.fields, ...updated(seen) })
    learnImages(to.fields, stage)
    answer(to, seen, ours ? seen.fields : null, progress)
    return done(change, id, seen)
  } catch (error) {
    if (error instanceof Refused && ours && error.failure.id !== undefined) {
      const made = { ...ref, id: error.failure.id, base: asWritten(change.base, stage.names), seen: null }
      stage.names.ids.set(at(to), made.id)
      stage.ledger.put({ ...made, sent: { at: stage.now(), fields: Object.keys(to.fields) } })
    } else if (error instanceof Refused && ours && !error.failure.unknown) {
      if (before === undefined) stage.ledger.drop(ref)
      else stage.ledger.put(before)
    }
    throw error
  }
}

const updated = (resource: Resource): { updatedAt?: number } =>
  resource.stamp?.updatedAt === undefined ? {} : { updatedAt: resource.stamp.updatedAt }

const done = (change: Change, id: string, seen: Resource): Outcome => ({
  change,
  status: 'applied',
  id,
  ...(seen.stamp?.url === undefined ? {} : { url: seen.stamp.url }),
})

/** The members a change gives to sets, with those that were sent before and never answered for. */
function membersOf(before: Entry, change: Update): Readonly<Record<string, readonly Ref[]>> {
  const earlier = before.sent?.members ?? {}
  const now = change.fields.flatMap((name) => {
    const value = change.base[name]
    if (!isRefs(value)) return []
    const refs = new Map([...(earlier[name] ?? []), ...value].map((ref) => [at(ref), { kind: ref.kind, key: ref.key }]))
    return refs.size === 0 ? [] : [[name, [...refs.values()]] as const]
  })
  return { ...earlier, ...Object.fromEntries(now) }
}

/** An intent to write, with those before it that were never answered. */
function sentNow(before: Entry, change: Update, stage: Stage): NonNullable<Memo['sent']> {
  const now = stage.now()
  const members = membersOf(before, change)
  return {
    at: before.sent?.at ?? now,
    last: now,
    fields: [...new Set([...(before.sent?.fields ?? []), ...change.fields])],
    ...(Object.keys(members).length === 0 ? {} : { members }),
  }
}

/** Writes one update and remembers it; used by the plan's own changes and by the fix beat. */
export async function update(change: Update, stage: Stage, progress: Progress): Promise<Outcome> {
  const { to, id } = change
  const ref = { kind: to.kind, key: to.key }
  const before = stage.ledger.entry(ref) ?? stage.ledger.entry({ kind: to.kind, key: change.movedFrom ?? to.key })
  const there = last(to, stage, progress)
  const edited = await moved(to, id, stage, progress)
  if (edited !== undefined) return left(change, id, 'edited', edited)
  if (before !== undefined) stage.ledger.put({ ...before, ...ref, id, sent: sentNow(before, change, stage) }, change.movedFrom)
  try {
    const base = asWritten(change.base, stage.names)
    await stage.ledger.durable()
    if (stage.signal.aborted) throw new Refused(unsent)
    const { seen: said } = await stage.side.write(change, stage.names)
    const seen = answered(said, change)
    watchHeadings(change, there, seen, progress)
    const kept = seenAs(seen.fields, change, stage, progress)
    stage.ledger.put({ ...ref, id, base, seen: kept, ...updated(seen) }, before === undefined ? change.movedFrom : undefined)
    learnImages(to.fields, stage)
    answer(to, seen, kept, progress)
    return done(change, id, seen)
  } catch (error) {
    if (error instanceof Refused && before !== undefined && !error.failure.unknown && error.failure.id === undefined)
      stage.ledger.put({ ...before, ...ref, id })
    throw error
  }
}

function adopt(change: Adopt, stage: Stage, progress: Progress): Outcome {
  const { kind, key } = change.to
  const live = stage.live.get(at(change.to))?.fields ?? change.from.fields
  const seen = seenAs(live, change, stage, progress)
  stage.ledger.put({ kind, key, id: change.id, base: change.base, seen }, change.movedFrom)
  return {
    change,
    status: 'adopted',
    id: change.id,
    ...(change.from.stamp?.url === undefined ? {} : { url: change.from.stamp.url }),
  }
}

const left = (change: Change, id: string, code: string, message: string): Outcome => ({
  change,
  status: 'conflict',
  id,
  failure: { status: 0, code, message, requestId: null },
})

async function remove(change: Delete, stage: Stage, progress: Progress): Promise<Outcome> {
  const held = await staying(change, stage)
  if (held > 0)
    return left(change, change.id, 'children', `${at(change.from)} still holds ${held} others, read again just now: not deleted`)
  const edited = await moved(change.from, change.id, stage, progress)
  if (edited !== undefined) return left(change, change.id, 'edited', edited)
  await stage.side.write(change, stage.names)
  stage.ledger.drop(change.from)
  return { change, status: 'applied', id: change.id }
}

function forget(change: Forget, stage: Stage, progress: Progress): Outcome {
  if (progress.failed.has(at(change.ref))) {
    const message = `${at(change.ref)} was not written, so it is not forgotten either`
    return { change, status: 'not-started', id: null, failure: { status: 0, code: 'dependency', message, requestId: null } }
  }
  stage.ledger.drop(change.ref)
  return { change, status: 'forgotten', id: null }
}

/** A refusal that the kind foretells is the service's own decision: remembered, and not tried again until something changes. */
function refused(change: Change, failure: Failure, stage: Stage): Outcome {
  const ref = subject(change)
  const kind = stage.kinds.find((kind) => kind.name === ref.kind)
  const foretold = kind?.refuses.find(
    (each) => each.verb === change.verb && each.status === failure.status && each.code === failure.code,
  )
  const entry = stage.ledger.entry(ref)
  if (failure.code === 'translations_replaced') stage.ledger.note({ translations: 'replace' })
  if (foretold !== undefined && entry !== undefined) stage.ledger.put({ ...entry, blocked: foretold.says })
  return { change, status: foretold === undefined ? 'failed' : 'blocked', id: entry?.id ?? null, failure }
}

function act(change: Change, stage: Stage, progress: Progress): Promise<Outcome> {
  switch (change.verb) {
    case 'create':
      return create(change, stage, progress)
    case 'update':
      return update(change, stage, progress)
    case 'delete':
      return remove(change, stage, progress)
    case 'adopt':
      return Promise.resolve(adopt(change, stage, progress))
    case 'forget':
      return Promise.resolve(forget(change, stage, progress))
  }
}

/** Carries out one change. One refused request is an outcome; anything else is thrown. */
export async function carry(change: Change, stage: Stage, progress: Progress): Promise<Outcome> {
  const missing = unmet(change, stage.names)
  if (missing !== undefined) {
    const message = `it needs ${missing}, which was not made`
    return { change, status: 'not-started', id: null, failure: { status: 0, code: 'dependency', message, requestId: null } }
  }
  try {
    return await act(change, stage, progress)
  } catch (error) {
    const failure = unread(error)
    if (failure === undefined) throw error
    if (failure === unsent) return { change, status: 'not-started', id: null }
    return refused(change, failure, stage)
  }
}
