import type { Field, Kind, Ref, Resource } from '../../../model/index.ts'
import { at, fold, isRef, isRefs, plain } from '../../../model/index.ts'
import type { Places } from '../options.ts'
import { fileName, folded } from './file-name.ts'

/** What is named already: by the files, and by those that came first. */
interface Named {
  /** `kind:@id` → key */
  readonly keys: Map<string, string>
  /** folder → names taken in it */
  readonly taken: Map<string, Set<string>>
  readonly used: Set<string>
  readonly places: Places
  /** whether a path below a content root is a file already */
  readonly exists: (kind: Kind, path: string) => boolean
  readonly kinds: readonly Kind[]
  readonly locale: string
}

/**
 * Gives each object that no file holds a key, which is where its file goes: what holds others first, then by title, so that the same workspace
 * gives the same names. `known` leads from `kind:@id` to the keys there are. What cannot be named (its parents are in no file) is left out.
 */
export function naming(
  fresh: readonly Resource[],
  known: ReadonlyMap<string, string>,
  wanted: readonly Ref[],
  places: Places,
  exists: (kind: Kind, path: string) => boolean,
  kinds: readonly Kind[],
  locale: string,
): Map<string, string> {
  const named: Named = {
    keys: new Map(known),
    taken: new Map(),
    used: new Set(wanted.map((ref) => fold(at(ref)))),
    places,
    exists,
    kinds,
    locale,
  }
  const found = new Map<string, string>()
  for (const object of inOrder(fresh, kinds)) {
    const kind = kindOf(kinds, object.kind)
    const key = keyFor(kind, object, named)
    if (key === null) continue
    named.keys.set(at(object), key)
    named.used.add(fold(`${kind.name}:${key}`))
    found.set(at(object), key)
  }
  return found
}

function kindOf(kinds: readonly Kind[], name: string): Kind {
  const kind = kinds.find((one) => one.name === name)
  if (kind === undefined) throw new Error(`no kind is called ${name}`)
  return kind
}

const takenIn = ({ taken }: Named, kind: string, folder: string): Set<string> => {
  const place = `${kind} ${folded(folder)}`
  const names = taken.get(place) ?? new Set<string>()
  taken.set(place, names)
  return names
}

const nameOf = (kind: Kind, { fields }: Resource): string => {
  const name = fields[kind.natural[0] ?? '']
  return typeof name === 'string' ? name : ''
}

/** Parents before children, kinds that hold others before what they hold. */
function inOrder(fresh: readonly Resource[], kinds: readonly Kind[]): Resource[] {
  const there = new Map(fresh.map((object) => [at(object), object]))
  const depth = (object: Resource): number => {
    let deep = 0
    const seen = new Set<string>()
    for (let now: Resource | undefined = object; now !== undefined && !seen.has(at(now)); deep += 1) {
      seen.add(at(now))
      const parent: unknown = now.fields[kindOf(kinds, now.kind).parent ?? '']
      now = isRef(parent as never) ? there.get(at(parent as Ref)) : undefined
    }
    return deep
  }
  const rank = (object: Resource): number => {
    const kind = kindOf(kinds, object.kind)
    return kind.home.in === 'settings' ? depth(object) : 1_000_000
  }
  const order = new Map(fresh.map((object) => [object, rank(object)]))
  const by = (object: Resource): string => `${fold(nameOf(kindOf(kinds, object.kind), object))}\n${object.key}`
  return [...fresh].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || (by(a) < by(b) ? -1 : by(a) > by(b) ? 1 : 0))
}

function keyFor(kind: Kind, object: Resource, named: Named): string | null {
  const name = nameOf(kind, object)
  if (kind.key === 'natural') {
    const key = kind.caseless === undefined ? plain(name) : fold(name)
    return named.used.has(fold(`${kind.name}:${key}`)) ? null : key
  }
  if (kind.home.in === 'content') return pathFor(kind, object, name, named)
  const parent = object.fields[kind.parent ?? '']
  const above = isRef(parent) ? named.keys.get(at(parent)) : ''
  if (above === undefined) return null
  // directories stand for some of them: their keys are paths
  const directories = kind.home.in === 'settings' && kind.home.directories !== undefined
  const last = directories ? fileName(name, takenIn(named, kind.name, above)) : plain(name)
  return unused(kind, above === '' ? last : `${above}/${last}`, named)
}

function unused(kind: Kind, key: string, { used }: Named): string {
  let n = 1
  const spelled = (): string => (n === 1 ? key : `${key}-${n}`)
  // names that differ in case alone are one name to Intercom: the second needs a key it would not have by its name
  while (used.has(fold(`${kind.name}:${spelled()}`))) n += 1
  return spelled()
}

/** A content file goes into the folder of the first thing it is filed in. */
function pathFor(kind: Kind, object: Resource, name: string, named: Named): string | null {
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  const field = Object.entries<Field>(kind.fields).find(([, one]) => one.is === 'refs' && one.to === shelf)?.[0]
  const refs = object.fields[field ?? '']
  const [first] = isRefs(refs) ? refs : []
  const holder = first === undefined ? undefined : named.keys.get(at(first))
  const folder = holder === undefined ? '' : (named.places.shelves.get(`${first?.kind ?? ''}:${holder}`) ?? holder)
  const taken = takenIn(named, kind.name, folder)
  let path: string
  do {
    const file = fileName(name, taken)
    path = folder === '' ? file : `${folder}/${file}`
  } while (named.exists(kind, path))
  if (kind.oneLocale === undefined) return unused(kind, path, named)
  const locale = object.fields[kind.oneLocale]
  return unused(kind, `${path}@${typeof locale === 'string' ? locale : named.locale}`, named)
}
