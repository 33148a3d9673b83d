import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { kinds } from '../../kinds/index.ts'
import type { Beside, Change, Entry, Fields, Kind, Ledger, Memo, Move, Ref, Resource } from '../../model/index.ts'
import { at, imagesOf, isRefs, referring, renamed, subject } from '../../model/index.ts'
import {
  agreed,
  fresh,
  plan,
  pull,
  resolve,
  unclear,
  type Matched,
  type Merge,
  type Pulled,
  type Rules,
} from '../../plan/index.ts'
import {
  fileFor,
  naming,
  write,
  type FilesOptions,
  type FilesWorld,
  type Places,
  type Surroundings,
  type Writing,
} from '../../sides/files/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import { fought, mergedBase, mergings, type Conflicts } from './merging.ts'
import { speakable } from './speakable.ts'

/** What a pull would do to the files, as a value. */
export interface Pulling {
  readonly pulled: Pulled
  readonly writings: readonly Writing[]
  /** what is new to the files: `kind:@id` → its key */
  readonly named: ReadonlyMap<string, string>
  /** what the texts were written with */
  readonly around: Surroundings
}

type Options = Pick<FilesOptions, 'root' | 'content' | 'settings' | 'locales'> & Pick<Surroundings, 'lossy'>

/** Draws what the files take over from a workspace: names for what is new, changes, and the texts of the files they mean. */
export function pulling(
  files: FilesWorld & { readonly places: Places },
  workspace: WorkspaceWorld,
  matched: Matched,
  rules: Rules,
  hosted: (image: string) => string,
  options: Options,
  conflicts: Conflicts = 'markers',
): Pulling {
  const known = matched.memory.keys
  const exists = (kind: Kind, path: string): boolean => existsSync(join(options.root, fileFor(kind, path, undefined, options)))
  const doubtful = unclear(matched, kinds, rules)
  const sure = fresh(matched, kinds, rules).filter((object) => !doubtful.has(at(object)) && !isFiledIn(object, doubtful))
  const named = naming(sure, known, files.resources, files.places, exists, kinds, rules.locale)
  // beside a list of settings there is no place for a second text
  const merging = rules.merge === true && conflicts === 'files' ? { ...rules, merge: 'texts' as const } : rules
  const all = speakable(pull(matched, named, workspace, kinds, merging))
  const around: Surroundings = {
    options,
    kinds,
    places: files.places,
    here: new Map(files.resources.map((resource) => [at(resource), resource])),
    images: files.images,
    // an image that is in no file here is where the workspace hosts it
    hosted: (image) => hosted(matched.names.images.get(image) ?? image),
    spell: spelling(workspace.resources, new Map([...known, ...named])),
    url: addresses(workspace, new Map([...known, ...named])),
    ids: idsOf(new Map([...known, ...named])),
    ...(options.lossy === undefined ? {} : { lossy: options.lossy }),
    merging: mergings(all.merges, workspace, conflicts),
  }
  const first = write(inNames(all.changes, named), around)
  const unsaid = new Map(first.flatMap(({ unsaid, of }) => (unsaid && of !== undefined ? [[at(of), of]] : [])))
  if (unsaid.size === 0) return { pulled: fought(all, first), writings: first, named, around }
  const pulled: Pulled = {
    ...all,
    changes: all.changes.filter((change) => !unsaid.has(at(subject(change)))),
    beside: [...all.beside, ...[...unsaid.values()].map(untold)],
  }
  const writings = first.filter(({ of }) => of === undefined || !unsaid.has(at(of)))
  return { pulled: fought(pulled, writings), writings, named, around }
}

/** Changes with what is new last and in the order it was named in: that of ids is another in each workspace. */
function inNames<C extends Change>(changes: readonly C[], named: ReadonlyMap<string, string>): C[] {
  const rank = new Map([...named].map(([object, key], n) => [`${object.slice(0, object.indexOf(':'))}:${key}`, n]))
  const of = (change: C): number => rank.get(at(subject(change))) ?? -1
  return changes.toSorted((a, b) => of(a) - of(b))
}

/** Whether an object is filed in one whose key is not sure. */
const isFiledIn = ({ fields }: Resource, doubtful: ReadonlyMap<string, Resource>): boolean =>
  Object.values(fields).some((value) => isRefs(value) && value.some((ref) => doubtful.has(at(ref))))

/** A body Markdown has no room for stays where it is, and the file keeps the text it has. */
const untold = ({ kind, key }: Ref): Beside => ({
  why: 'blocked',
  kind,
  key,
  says: 'its text in Intercom is nested too deep or too long for Markdown now; the file keeps the one it has',
})

/** A reference as people write it: what is known by a name by that name, as the workspace has it, anything else by its key. */
function spelling(resources: readonly Resource[], keys: ReadonlyMap<string, string>): (ref: Ref) => string {
  const names = new Map<string, string>()
  for (const resource of resources) {
    const kind = kinds.find(({ name }) => name === resource.kind)
    const name = resource.fields[kind?.natural[0] ?? '']
    const key = keys.get(at(resource))
    if (kind?.key !== 'natural' || typeof name !== 'string') continue
    names.set(at(resource), name)
    if (key !== undefined) names.set(`${kind.name}:${key}`, name)
  }
  return (ref) => names.get(at(ref)) ?? ref.key
}

/** The id of each object, by `kind:key`. */
const idsOf = (keys: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...keys].map(([object, key]) => [`${object.slice(0, object.indexOf(':'))}:${key}`, object.slice(object.indexOf('@') + 1)]),
  )

/** The page of something that is in no file. */
function addresses(
  { helpCenters, resources }: WorkspaceWorld,
  keys: ReadonlyMap<string, string>,
): (ref: Ref, locale: string, fragment: string | undefined) => string {
  const home = helpCenters.find(({ ours }) => ours)?.url ?? ''
  const own = new Map(
    resources.flatMap((resource) => (resource.stamp?.url === undefined ? [] : [[at(resource), resource.stamp.url]])),
  )
  const objects = new Map([...keys].map(([object, key]) => [`${object.slice(0, object.indexOf(':'))}:${key}`, object]))
  return (ref, locale, fragment) => {
    const object = objects.get(at(ref)) ?? at(ref)
    const kind = kinds.find(({ name }) => name === ref.kind)
    const page = kind !== undefined && 'page' in kind ? kind.page : '/'
    const url = own.get(object) ?? `${home}/${locale}${page}${object.slice(object.indexOf('@') + 1)}`
    return fragment === undefined ? url : `${url}#${encodeURIComponent(fragment)}`
  }
}

/** A field of a resource that its file does not say as the workspace has it, read back. */
export interface Differing extends Ref {
  readonly fields: readonly string[]
}

/**
 * Remembers what was pulled: what the files, read again, say is what they want, and what the workspace answered is what was seen. Answers
 * what the files do not say as the workspace does.
 */
export function remember(
  { pulled, named }: Pulling,
  now: FilesWorld,
  workspace: WorkspaceWorld,
  rules: Rules,
  hosted: (image: string) => string,
  ledger: Ledger,
): readonly Differing[] {
  const live = new Map(workspace.resources.map((resource) => [at(resource), resource]))
  const objects = new Map([...named].map(([object, key]) => [`${object.slice(0, object.indexOf(':'))}:${key}`, object]))
  const held = new Map<string, Held>()
  follow(pulled.changes, ledger)
  for (const change of pulled.changes) {
    if (change.verb === 'delete') ledger.drop(change.from)
    if (change.verb === 'delete' || change.verb === 'forget') continue
    const id = change.verb === 'create' ? ledger.entry(change.to)?.id : change.id
    const there = live.get(objects.get(at(change.to)) ?? `${change.to.kind}:@${id ?? ''}`)
    if (there === undefined) throw new Error(`${at(change.to)} was pulled from nowhere`)
    const entry = ledger.entry(change.to)
    const before = pending(change, entry)
    const whole = change.verb !== 'update' || entry === undefined
    const took = (name: string): boolean => whole || change.fields.includes(name)
    held.set(at(change.to), { there, before, took, merge: pulled.merges.get(at(change.to)) })
    for (const image of hostedIn(there)) if (!now.images.has(ledger.images().get(image) ?? '')) ledger.learn(image, hosted(image))
    ledger.put(memo(change.to, there, { ...some(change.to.fields, took), ...before }))
  }
  // what the files say is what a plan makes of them
  const drawn = plan(now, workspace, ledger.entries(), kinds, { ...rules, images: ledger.images(), roots: now.rootsDigest })
  ledger.note({ roots: now.rootsDigest })
  const broken = new Set(now.resources.flatMap((one) => (one.broken === true ? [at(one)] : [])))
  return [...held].flatMap(([name, { there, before, took, merge }]): Differing[] => {
    const want = drawn.want.get(name)
    const { kind, key } = ledger.entry(refOf(name)) ?? refOf(name)
    const says = resolve(there.fields, drawn.matched.memory)
    const open = { ...before, ...(merge === undefined ? {} : mergedBase(merge, says)) }
    if (want === undefined) {
      const entry = ledger.entry(refOf(name))
      // it stands beside one that waits for a person, and is remembered as it was pulled
      if (merge === undefined && broken.has(name)) return []
      if (merge === undefined || entry === undefined) return [{ kind, key, fields: ['file'] }]
      // its file waits for a person: what is remembered is what it was merged with
      ledger.put(memo(entry, there, { ...entry.base.fields(), ...open }))
      return []
    }
    ledger.put(memo(want, there, { ...some(want.fields, took), ...open }))
    const fields = Object.entries(want.fields).flatMap(([field, value]) =>
      field in open || !took(field) || agreed(value, says[field], value) ? [] : [field],
    )
    return fields.length === 0 ? [] : [{ kind, key, fields }]
  })
}

/** Gives what moved in the files its new key, in one step with all that is remembered to refer to it. */
function follow(changes: readonly Change[], ledger: Ledger): void {
  const keys = new Map(
    changes.flatMap((change): [string, string][] =>
      (change.verb === 'update' || change.verb === 'adopt') && change.movedFrom !== undefined
        ? [[at({ kind: change.to.kind, key: change.movedFrom }), change.to.key]]
        : [],
    ),
  )
  if (keys.size === 0) return
  const entries = ledger.entries()
  const moves = entries.flatMap((entry): Move[] => {
    const key = keys.get(at(entry))
    return key === undefined ? [] : [{ memo: { ...entry, key, base: renamed(entry, keys).base.fields() }, was: entry.key }]
  })
  ledger.move(
    moves,
    referring(
      entries.filter((entry) => !keys.has(at(entry))),
      keys,
    ),
  )
}

/** An object that was pulled: as the workspace has it, and which of its fields the files took over. */
interface Held {
  readonly there: Resource
  /** what was remembered of the others */
  readonly before: Fields
  readonly took: (name: string) => boolean
  readonly merge: Merge | undefined
}

const some = (fields: Fields, which: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => which(name)))

/** What was remembered of fields that were not pulled: where the files moved on, that is still to be applied. */
function pending(change: Change, entry: Entry | undefined): Fields {
  if (change.verb !== 'update' || entry === undefined) return {}
  return Object.fromEntries(Object.entries(entry.base.fields()).filter(([name]) => !change.fields.includes(name)))
}

const refOf = (name: string): Ref => ({ kind: name.slice(0, name.indexOf(':')), key: name.slice(name.indexOf(':') + 1) })

const memo = ({ kind, key }: Ref, there: Resource, base: Fields): Memo => ({
  kind,
  key,
  id: there.key.slice(1),
  base,
  seen: there.fields,
  ...(there.stamp?.updatedAt === undefined ? {} : { updatedAt: there.stamp.updatedAt }),
})

/** The images of a reading that the workspace hosts. */
const hostedIn = ({ fields }: Resource): string[] => imagesOf(fields).filter((image) => image.startsWith('cdn:'))
