import type { Entry, Fields, Kind, Ref, Resource, Value, World } from '../model/index.ts'
import { at, fold, isRef, isRefs, plain } from '../model/index.ts'

/** The state of matching: which key holds which live object. Each stage of `match` adds to it. */
export interface Ties {
  readonly kinds: ReadonlyMap<string, Kind>
  readonly want: ReadonlyMap<string, Resource>
  readonly entries: ReadonlyMap<string, Entry>
  /** `kind:@id` → what the workspace has */
  readonly live: ReadonlyMap<string, Resource>
  /** our key → `kind:@id` */
  readonly tied: Map<string, string>
  /** `kind:@id` → our key */
  readonly holder: Map<string, string>
  /** our key → the key it had before */
  readonly moved: Map<string, string>
  /** keys bound to an object nobody remembered */
  readonly adopted: Set<string>
  readonly blocked: Map<string, string>
  /** keys whose create may still arrive: seconds until a list can tell */
  readonly waiting: Map<string, number>
}

export const liveAt = (kind: string, id: string): string => `${kind}:@${id}`

const sorted = <T extends Ref>(things: readonly T[]): T[] => [...things].sort((a, b) => (at(a) < at(b) ? -1 : 1))

/** Every object of both sides by its name, and the bindings the ledger already knows. */
export function tiesOf(kinds: readonly Kind[], want: World, live: World, entries: readonly Entry[]): Ties {
  const ties: Ties = {
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    want: new Map(sorted(want.resources).map((resource) => [at(resource), resource])),
    entries: new Map(sorted(entries).map((entry) => [at(entry), entry])),
    live: new Map(sorted(live.resources).map((resource) => [at(resource), resource])),
    tied: new Map(),
    holder: new Map(),
    moved: new Map(),
    adopted: new Set(),
    blocked: new Map(),
    waiting: new Map(),
  }
  for (const entry of entries) if (entry.id !== null) tie(ties, at(entry), liveAt(entry.kind, entry.id))
  return ties
}

/** Binds a key to a live object, whether or not the workspace still has it. */
export function tie(ties: Ties, key: string, object: string): void {
  ties.tied.set(key, object)
  ties.holder.set(object, key)
}

/** Gives a vanished key's object to another key. */
export function move(ties: Ties, entry: Entry, to: Resource): void {
  const object = ties.tied.get(at(entry))
  if (object === undefined) return
  ties.tied.delete(at(entry))
  tie(ties, at(to), object)
  ties.moved.set(at(to), entry.key)
}

export function kindIn(ties: Ties, name: string): Kind {
  const kind = ties.kinds.get(name)
  if (kind === undefined) throw new Error(`no kind is called ${name}`)
  return kind
}

/** Wanted resources that neither ledger nor any stage has bound yet. */
export const fresh = (ties: Ties): Resource[] =>
  [...ties.want.values()].filter(
    (resource) =>
      !ties.tied.has(at(resource)) &&
      !ties.blocked.has(at(resource)) &&
      resource.mention === undefined &&
      resource.broken === undefined &&
      ties.entries.get(at(resource))?.id !== null,
  )

/** Remembered objects that are still live and whose file is gone. */
export const vanished = (ties: Ties): Entry[] =>
  [...ties.entries.values()].filter((entry) => {
    const object = ties.tied.get(at(entry))
    if (object === undefined || ties.want.has(at(entry))) return false
    return ties.live.has(object) && ties.holder.get(object) === at(entry)
  })

/** Live objects no key holds. */
export const free = (ties: Ties): Resource[] => [...ties.live.values()].filter((resource) => !ties.holder.has(at(resource)))

/** The text part of a natural name: kind, folded title and whatever else names it in text (a snippet's locale). */
export function nameOf(kind: Kind, fields: Fields): string {
  const texts = kind.natural.filter((name) => kind.fields[name]?.is === 'text').map((name) => fields[name] ?? '')
  return [kind.name, ...texts.map((text) => (typeof text === 'string' ? fold(text) : ''))].join('\n')
}

/** The natural key of an object known by its name alone. */
export function naturalKey(kind: Kind, fields: Fields): string {
  const name = fields[kind.natural[0] ?? '']
  const text = typeof name === 'string' ? name : ''
  return kind.caseless ? fold(text) : plain(text)
}

const keyed = (ties: Ties, ref: { kind: string; key: string }): string => ties.holder.get(at(ref)) ?? at(ref)

/** Whether the references of a natural name agree: the same parent, or for a set some parent in common. A field the files leave out agrees with anything. */
export function sameParents(ties: Ties, kind: Kind, want: Fields, live: Fields): boolean {
  return kind.natural.every((name) => {
    const mine: Value | undefined = want[name]
    const theirs: Value | undefined = live[name]
    if (mine === undefined || kind.fields[name]?.is === 'text') return true
    if (isRefs(mine)) {
      const others = new Set(isRefs(theirs) ? theirs.map((ref) => keyed(ties, ref)) : [])
      return mine.length === 0 ? others.size === 0 : mine.some((ref) => others.has(at(ref)))
    }
    return (isRef(mine) ? at(mine) : '') === (isRef(theirs) ? keyed(ties, theirs) : '')
  })
}

/** Groups by a text; undefined leaves a thing out. */
export function grouped<T>(things: readonly T[], by: (thing: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const thing of things) {
    const name = by(thing)
    if (name === undefined) continue
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [thing])
    else group.push(thing)
  }
  return groups
}
