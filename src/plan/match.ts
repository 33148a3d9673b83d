import type { Entry, Kind, Names, Resource, World } from '../model/index.ts'
import { at, fieldIn, noNames, renamed } from '../model/index.ts'
import { adopt, pinned } from './adopt.ts'
import { lost } from './lost.ts'
import { rename } from './rename.ts'
import type { Memory } from './resolve.ts'
import { headingsOf } from './resolve.ts'
import type { Rules } from './rules.ts'
import type { Ties } from './ties.ts'
import { free, kindIn, naturalKey, tiesOf } from './ties.ts'

/** One key with all that is known of it. `live` is as the workspace answered it (`@<id>`), never resolved. */
export interface Bound {
  readonly kind: Kind
  readonly key: string
  readonly want?: Resource
  readonly entry?: Entry
  readonly live?: Resource
  readonly adopted: boolean
  readonly movedFrom?: string
}

/** Both sides under our keys. */
export interface Matched {
  readonly names: Names
  readonly bound: ReadonlyMap<string, Bound>
  /** live objects no key holds */
  readonly free: readonly Resource[]
  readonly blocked: ReadonlyMap<string, string>
  /** keys whose create may still arrive: seconds until a list can tell */
  readonly waiting: ReadonlyMap<string, number>
  /** names of the workspace that several objects bear: `audience:Beta` → ids */
  readonly ambiguous: ReadonlyMap<string, readonly string[]>
  readonly memory: Memory
}

/** Kinds referred to by name alone: their names are their keys. */
function byName(ties: Ties, names: Names, rules: Rules): Map<string, string[]> {
  const bearing = new Map<string, string[]>()
  for (const live of ties.live.values()) {
    const kind = kindIn(ties, live.kind)
    if (kind.key !== 'natural' || (kind.verbs.length > 0 && kind.mention === undefined)) continue
    const name = `${kind.name}:${naturalKey(kind, live.fields)}`
    bearing.set(name, [...(bearing.get(name) ?? []), live.key.slice(1)])
  }
  const ambiguous = new Map<string, string[]>()
  for (const [name, ids] of bearing) {
    const [id] = ids
    if (ids.length > 1) ambiguous.set(name, ids)
    else if (id !== undefined && !names.ids.has(name)) names.ids.set(name, id)
  }
  for (const [kind, map] of Object.entries(rules.map))
    for (const [ours, theirs] of Object.entries(map)) {
      const id = ties.live.has(`${kind}:@${theirs}`) ? theirs : names.ids.get(`${kind}:${theirs}`)
      if (id === undefined) continue
      names.ids.set(`${kind}:${ours}`, id)
      ambiguous.delete(`${kind}:${ours}`)
    }
  return ambiguous
}

function keysOf(names: Names, ties: Ties): Map<string, string> {
  const keys = new Map<string, string>()
  for (const [name, id] of names.ids) {
    const kind = name.slice(0, name.indexOf(':'))
    keys.set(`${kind}:@${id}`, name.slice(kind.length + 1))
  }
  for (const [object, key] of ties.holder) keys.set(object, key.slice(key.indexOf(':') + 1))
  return keys
}

/** Heading ids of every live body, both ways: towards headings for reading, towards ids for writing. */
function headings(ties: Ties, names: Names): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const live of ties.live.values()) {
    const kind = kindIn(ties, live.kind)
    if (kind.body === undefined) continue
    for (const [where, ids] of headingsOf(live, live.fields, kind.body)) {
      found.set(where, ids)
      const holder = ties.holder.get(at(live)) ?? at(live)
      names.headings.set(
        fieldIn(holder, where.slice(at(live).length + 1) || undefined),
        new Map([...ids].map(([id, heading]) => [heading, id])),
      )
    }
  }
  return found
}

/** A container without a parent stands at the top: that is a value, not an absence. */
const grounded = (kinds: readonly Kind[], world: World): World => ({
  ...world,
  resources: world.resources.map((resource) => {
    const parent = kinds.find((kind) => kind.name === resource.kind)?.parent
    return parent === undefined || resource.fields[parent] !== undefined
      ? resource
      : { ...resource, fields: { ...resource.fields, [parent]: null } }
  }),
})

/** A workspace without the trees of its other help centers. */
const near = (live: World, rules: Rules): World => ({
  ...live,
  resources: live.resources.filter(
    ({ stamp }) => stamp?.helpCenter === undefined || rules.helpCenter === undefined || stamp.helpCenter === rules.helpCenter,
  ),
})

/** Gives keys to what the workspace has: the only place where an id becomes a key. Lost creates first, then what is named by its id, renames, adoptions. */
export function match(want: World, live: World, entries: readonly Entry[], kinds: readonly Kind[], rules: Rules): Matched {
  const ties = tiesOf(kinds, grounded(kinds, want), near(live, rules), entries)
  lost(ties, rules)
  pinned(ties)
  if (rules.identity !== 'known') {
    rename(ties, rules)
    adopt(ties, rules)
  }
  const names = noNames()
  for (const [key, object] of ties.tied) if (ties.live.has(object)) names.ids.set(key, object.slice(object.indexOf('@') + 1))
  const ambiguous = byName(ties, names, rules)
  for (const [path, source] of rules.images) names.images.set(source, path)
  // as they are now: what a run learns meanwhile does not change what was read before it
  const images = new Map(rules.images)
  const memory = { keys: keysOf(names, ties), headings: headings(ties, names), images, locale: rules.locale }
  return { names, bound: boundOf(ties), free: free(ties), blocked: ties.blocked, waiting: ties.waiting, ambiguous, memory }
}

function boundOf(ties: Ties): Map<string, Bound> {
  const bound = new Map<string, Bound>()
  const gone = new Map(
    [...ties.moved].map(([to, from]) => [`${to.slice(0, to.indexOf(':'))}:${from}`, to.slice(to.indexOf(':') + 1)]),
  )
  for (const name of [...new Set([...ties.want.keys(), ...ties.entries.keys()])].sort()) {
    const want = ties.want.get(name)
    if (want === undefined && gone.has(name)) continue
    const movedFrom = ties.moved.get(name)
    const kind = kindIn(ties, name.slice(0, name.indexOf(':')))
    const entry = ties.entries.get(movedFrom === undefined ? name : `${kind.name}:${movedFrom}`)
    const live = ties.live.get(ties.tied.get(name) ?? '')
    bound.set(name, {
      kind,
      key: name.slice(kind.name.length + 1),
      adopted: ties.adopted.has(name),
      ...(want === undefined ? {} : { want }),
      ...(entry === undefined ? {} : { entry: renamed(entry, gone) }),
      ...(live === undefined ? {} : { live }),
      ...(movedFrom === undefined ? {} : { movedFrom }),
    })
  }
  return bound
}
