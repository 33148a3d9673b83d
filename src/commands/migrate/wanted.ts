import { kinds } from '../../kinds/index.ts'
import type { Fields, Kind, LinkPart, Part, Resource, World } from '../../model/index.ts'
import { at, fold, isHeading, isLink, isProse, isRef, isRefs, mapped } from '../../model/index.ts'
import { fresh, match, pull, type Rules } from '../../plan/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'

/** What a workspace holds, said without its ids: what another one is to hold. */
export interface Wanted {
  readonly resources: readonly Resource[]
  /** `kind:key` → the object as its own workspace has it */
  readonly objects: ReadonlyMap<string, Resource>
  /** objects that only Intercom itself can make: kind → how many */
  readonly kept: ReadonlyMap<string, number>
  /** objects that stand in something that is not carried over */
  readonly lost: readonly Resource[]
}

const nothing: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

/** Names for objects that have none: `kind:@id` → key. `known` leads to those that have one by their nature. */
export type Naming = (objects: readonly Resource[], known: ReadonlyMap<string, string>) => ReadonlyMap<string, string>

/** Says a workspace in keys instead of ids: links, parents, authors and tags lead to keys, images to the digests of `images`. */
export function wanted(from: WorkspaceWorld, images: ReadonlyMap<string, string>, naming: Naming, rules: Rules): Wanted {
  const reading: Rules = { ...rules, images, map: {}, only: () => true, facts: {}, ...center(from) }
  const matched = match(nothing, from, [], kinds, reading)
  const objects = fresh(matched, kinds, reading)
  const keys = naming(objects, matched.memory.keys)
  const { changes } = pull(matched, keys, from, kinds, reading)
  const made = changes.flatMap((change) => (change.verb === 'create' ? [change.to] : []))
  const byObject = new Map(from.resources.map((resource) => [at(resource), resource]))
  const resources = made.map(({ kind, key, fields }) => ({ kind, key, fields: placed(fields) }))
  const movable = new Set(objects.map(at))
  return {
    resources: [...resources, ...mentioned(resources, from)],
    objects: new Map(
      [...keys].flatMap(([object, key]) => {
        const resource = byObject.get(object)
        return resource === undefined ? [] : [[`${resource.kind}:${key}`, resource]]
      }),
    ),
    lost: objects.filter((object) => !keys.has(at(object))),
    kept: counted(matched.free.filter((one) => writable(one.kind) && !movable.has(at(one)))),
  }
}

const center = ({ helpCenters }: WorkspaceWorld): { helpCenter?: string } => {
  const ours = helpCenters.find(({ ours }) => ours)
  return ours === undefined ? {} : { helpCenter: ours.id }
}

const kindNamed = (name: string): Kind | undefined => kinds.find((kind) => kind.name === name)

const writable = (name: string): boolean => {
  const kind = kindNamed(name)
  return kind !== undefined && kind.verbs.length > 0 && kind.mention === undefined
}

const counted = (resources: readonly Resource[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const { kind } of resources) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** A record without what only its own workspace knows: ids of headings, and anchors that lead nowhere. */
const placed = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isProse(value) ? mapped(value, bare) : value]))

function bare(part: Part): Part {
  if (isHeading(part)) return { heading: part.heading }
  if (!isLink(part)) return part
  const { kind, key } = part.link
  // an id of the other workspace would be read as one of this
  return key.startsWith('@') ? { link: { kind, key: gone(key) } } : led(part)
}

const led = ({ link, locale, anchor }: LinkPart): LinkPart => ({
  link,
  ...(locale === undefined ? {} : { locale }),
  ...(anchor === undefined ? {} : { anchor }),
})

/** The key of what a link leads to and is not there. */
const gone = (key: string): string => `gone~${key.slice(1)}`
export const isGone = (key: string): boolean => key.startsWith('gone~')

/** Names of things that are made where they are missing, as content refers to them. */
function mentioned(resources: readonly Resource[], from: WorkspaceWorld): Resource[] {
  const found = new Map<string, Resource>()
  for (const { fields } of resources)
    for (const ref of Object.values(fields).flatMap((value) => (isRefs(value) ? [...value] : isRef(value) ? [value] : []))) {
      const kind = kindNamed(ref.kind)
      if (kind?.mention === undefined || found.has(at(ref))) continue
      const name = kind.natural[0] ?? ''
      const object = from.resources.find(
        (one) => one.kind === ref.kind && typeof one.fields[name] === 'string' && fold(one.fields[name]) === ref.key,
      )
      found.set(at(ref), { ...ref, fields: { [name]: object?.fields[name] ?? ref.key }, mention: true })
    }
  return [...found.values()]
}
