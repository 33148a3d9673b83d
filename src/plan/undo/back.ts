import type { Entry, Fields, Past, PastStep, Ref, World } from '../../model/index.ts'
import { at, digestOf, isNothing, type Recorded } from '../../model/index.ts'

/** One object of a run that is to be as it was. */
export interface Back {
  readonly kind: string
  /** the key it had before the run */
  readonly key: string
  /** as the workspace answered before the run; null: the run made it */
  readonly image: Fields | null
  /** what was remembered before the run; null: nothing */
  readonly before: Entry | null
  /** what the run left, under the key it has now; null: the run took it away */
  readonly left: Left | null
  /** its id before the run */
  readonly id: string | null
  /** what somebody had edited in it before the run */
  readonly drifted?: readonly string[]
}

/** An object as the run left it. `seen` as the workspace answered; null: nobody heard. */
export interface Left {
  readonly entry: Entry
  readonly seen: Fields | null
  /** sent without an answer: what was to be written of it */
  readonly open?: Fields
  /** the digest of what the run left as ours in the memory */
  readonly base?: string
}

/** What a run did, turned around: objects to bring back, keys to forget, and what stays for a reason. */
export interface Turned {
  readonly backs: readonly Back[]
  /** adopted by the run and not changed: remembered no more */
  readonly forget: readonly Ref[]
  /** forgotten by the run, and still there */
  readonly recall: readonly (Ref & { readonly before: Entry })[]
  readonly stays: readonly (Ref & { readonly id: string | null; readonly why: 'mention' | 'later' | 'taken' })[]
}

/** Says which run after it wrote an object or key as well; undefined: none. */
export type Later = (step: PastStep) => string | undefined

export const recordOf = (fields: Fields): Recorded => ({ digest: digestOf(fields), fields: () => fields })

/** Whether a step changed something, as far as anybody knows. */
export const mayHaveDone = ({ done }: PastStep): boolean => done === null || !isNothing(done)

const stands = (live: World, kind: string, id: string | null): boolean =>
  id !== null && live.resources.some((one) => one.kind === kind && one.key === `@${id}`)

const heard = (step: PastStep): boolean => step.done !== null && step.done.open !== true

/** The memory of today by key and by id. */
interface Memory {
  byKey(ref: Ref): Entry | undefined
  byId(kind: string, id: string | null): Entry | undefined
}

function memoryOf(entries: readonly Entry[]): Memory {
  const keys = new Map(entries.map((entry) => [at(entry), entry]))
  const ids = new Map(entries.map((entry) => [`${entry.kind} ${String(entry.id)}`, entry]))
  return { byKey: (ref) => keys.get(at(ref)), byId: (kind, id) => (id === null ? undefined : ids.get(`${kind} ${id}`)) }
}

/** What the workspace answered last in this run: as read at its end, or where it had none, as the memory still has it. */
function lastSeen(step: PastStep, past: Past, now: Entry | undefined): Fields | null {
  const { done } = step
  const still = past.ended === null && now !== undefined && now.base.digest === done?.base?.digest
  return ((still ? now.seen : done?.seen) ?? now?.seen)?.fields() ?? null
}

function made(step: PastStep, past: Past, memory: Memory, live: World): Back | 'later' | 'taken' | null {
  const common = { kind: step.kind, key: step.key, image: null, before: null, id: null }
  const there = memory.byKey(step)
  if (!heard(step)) {
    if (there === undefined) return null
    return { ...common, left: { entry: there, seen: there.seen?.fields() ?? null } }
  }
  const id = step.done?.id ?? null
  const now = memory.byId(step.kind, id)
  if (now === undefined && there !== undefined) return 'taken'
  if (now === undefined && !stands(live, step.kind, id)) return null
  const seen = lastSeen(step, past, now)
  const base = step.done?.base ?? step.base ?? recordOf({})
  const entry: Entry = { kind: step.kind, key: now?.key ?? step.key, id, base, seen: seen === null ? null : recordOf(seen) }
  return { ...common, left: { entry: { ...entry, ...(now?.sent === undefined ? {} : { sent: now.sent }) }, seen } }
}

function changed(step: PastStep, past: Past, memory: Memory): Back | 'later' | 'taken' | null {
  const key = step.was ?? step.key
  const image = step.image?.fields() ?? null
  const now = memory.byId(step.kind, step.id)
  const rival = memory.byKey({ kind: step.kind, key })
  if (image === null) return null
  if (rival !== undefined && rival.id !== step.id) return 'taken'
  const common = { kind: step.kind, key, image, before: step.before, id: step.id, drifted: step.drifted ?? [] }
  const named = { kind: step.kind, key: now?.key ?? step.key, id: step.id }
  const sent = now?.sent === undefined ? {} : { sent: now.sent }
  if (step.verb === 'adopt' || heard(step)) {
    const seen = step.verb === 'adopt' ? image : lastSeen(step, past, now)
    if (seen === null) return null
    const left = step.done?.base ?? step.base
    return {
      ...common,
      left: {
        entry: { ...named, base: recordOf(seen), seen: recordOf(seen), ...sent },
        seen,
        ...(left === null ? {} : { base: left.digest }),
      },
    }
  }
  const base = step.base?.fields() ?? {}
  const open = Object.fromEntries((step.fields ?? []).map((name) => [name, base[name] ?? null]))
  return { ...common, left: { entry: { ...named, base: recordOf(image), seen: recordOf(image), ...sent }, seen: image, open } }
}

function removed(step: PastStep, memory: Memory, live: World): Back | null {
  const image = step.image?.fields() ?? null
  if (image === null) return null
  const common = { kind: step.kind, key: step.key, image, before: step.before, id: step.id }
  const there = memory.byKey(step)
  if (there === undefined || (!stands(live, step.kind, there.id) && there.id === step.id)) return { ...common, left: null }
  // made again since: equal it is fine, else it is somebody's
  return { ...common, left: { entry: { ...there, base: recordOf({}), seen: recordOf(image) }, seen: image } }
}

/** Turns a run around, given what is remembered and what is there today. */
export function turn(past: Past, entries: readonly Entry[], live: World, later: Later): Turned {
  const memory = memoryOf(entries)
  const steps = past.steps.filter(mayHaveDone)
  const written = new Set(steps.filter(({ verb }) => verb !== 'forget').map(at))
  const backs: Back[] = []
  const forget: Ref[] = []
  const recall: (Ref & { before: Entry })[] = []
  const stays: Turned['stays'][number][] = []
  for (const step of steps) {
    const ref = { kind: step.kind, key: step.key }
    const put = (back: Back | 'later' | 'taken' | null): void => {
      if (back === 'later' || back === 'taken') stays.push({ ...ref, id: step.done?.id ?? step.id, why: back })
      else if (back !== null) backs.push(back)
    }
    if (!heard(step) && later(step) !== undefined) put('later')
    else if (step.mention) stays.push({ ...ref, id: step.done?.id ?? null, why: 'mention' })
    else if (step.verb === 'create') put(made(step, past, memory, live))
    else if (step.verb === 'delete') put(removed(step, memory, live))
    else if (step.verb === 'forget') {
      if (
        step.before !== null &&
        stands(live, step.kind, step.before.id) &&
        !written.has(at(ref)) &&
        memory.byKey(ref) === undefined
      )
        recall.push({ ...ref, before: step.before })
    } else if (step.verb === 'adopt' && step.was === undefined) {
      const now = memory.byKey(ref)
      if (step.before === null && now?.id === step.id) forget.push(ref)
    } else put(changed(step, past, memory))
  }
  return { backs, forget, recall, stays }
}
