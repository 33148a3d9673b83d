import type { Entry, Fields, Kind, Past, Resource, World } from '../../model/index.ts'
import { at, digestOf, linksOf, renamed } from '../../model/index.ts'
import { match } from '../match.ts'
import { plan, type Drawn } from '../plan.ts'
import { resolve, type Memory } from '../resolve.ts'
import type { Rules } from '../rules.ts'
import { asBefore } from './as-before.ts'
import { recordOf, turn, type Back, type Later, type Turned } from './back.ts'
import { before } from './before.ts'
import { leading } from './image.ts'

const nowhere: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

/** How the references of a world are led back to keys. */
const memoryOf = (live: World, entries: readonly Entry[], kinds: readonly Kind[], rules: Rules): Memory =>
  match(nowhere, live, entries, kinds, rules).memory

/** An entry that is no business of the run, with what is wanted of it: nothing, unless it links into what the run changed. */
interface Other {
  readonly entry: Entry
  readonly want: Resource
}

/** Entries that are no business of the run; those that link into what it changed may have to be led there anew, or remember it by another key. */
function others(
  entries: readonly Entry[],
  touched: ReadonlySet<string>,
  moved: ReadonlyMap<string, string>,
  live: World,
  memories: readonly Memory[],
): Other[] {
  const there = new Map(live.resources.map((resource) => [at(resource), resource.fields]))
  return entries
    .filter((entry) => !touched.has(at(entry)))
    .map((entry) => {
      const { kind, key } = entry
      const fields = entry.id === null ? {} : renamed(entry, moved).base.fields()
      const near =
        (moved.size > 0 && digestOf(fields) !== entry.base.digest) || linksOf(fields).some(({ link }) => touched.has(at(link)))
      if (!near) return { entry, want: { kind, key, fields: {} } }
      const led = leading(entry.base.fields(), there.get(`${kind}:@${String(entry.id)}`) ?? {}, memories)
      const known = digestOf(led) === entry.base.digest ? entry : { ...entry, base: recordOf(led) }
      return { entry: known, want: { kind, key, fields: renamed(known, moved).base.fields() } }
    })
}

/** A run turned around as one plan like any other, and what it leaves as it is. */
export function undo(
  past: Past,
  later: Later,
  live: World,
  entries: readonly Entry[],
  kinds: readonly Kind[],
  given: Omit<Rules, 'prune' | 'drift' | 'identity' | 'defaults' | 'roots'>,
): Drawn {
  const turned = turn(past, entries, live, later)
  const { backs, recall } = turned
  const rules: Rules = { ...given, prune: true, drift: 'keep', identity: 'known', defaults: {}, roots: given.facts.roots ?? '' }
  const gone = new Set(backs.flatMap(({ left }) => (left === null ? [] : [at(left.entry)])))
  const kept = entries.filter(
    (entry) => !gone.has(at(entry)) && !backs.some((back) => back.left === null && at(back) === at(entry)),
  )
  const then = before(live, turned)
  const thenEntries = [
    ...kept,
    ...recall.map((one) => one.before),
    ...backs.flatMap(({ kind, key, id, image }) =>
      image === null || id === null ? [] : [{ kind, key, id, base: recordOf({}), seen: null }],
    ),
  ]
  const memoryThen = memoryOf(then, thenEntries, kinds, rules)
  const nowEntries = [...kept, ...backs.flatMap(({ left }) => (left === null ? [] : [left.entry]))]
  const memoryNow = memoryOf(live, nowEntries, kinds, rules)
  const left = backs.flatMap((back) => (back.left === null ? [] : [leftOf(back, memoryNow)]))
  const want = [...wanted(backs, memoryThen), ...recalled(recall, live, memoryNow)]
  const moved = new Map(
    backs.flatMap(({ key, left }) => (left === null || left.entry.key === key ? [] : [[at(left.entry), key] as const])),
  )
  const touched = new Set([...want.map(at), ...gone])
  const near = others(kept, touched, moved, live, [memoryNow, memoryThen])
  const ours = new Set([...touched, ...near.flatMap(({ want }) => (Object.keys(want.fields).length > 0 ? [at(want)] : []))])
  const known = new Map(near.map(({ entry }) => [at(entry), entry]))
  const memory = kept.map((entry) => known.get(at(entry)) ?? entry)
  const drawn = plan({ ...nowhere, resources: [...want, ...near.map((one) => one.want)] }, live, [...memory, ...left], kinds, {
    ...rules,
    only: (ref) => ours.has(at(ref)) && given.only(ref),
  })
  return { ...drawn, plan: asBefore(drawn.plan, turned, touched, entries, past, kinds, given.only) }
}

const wanted = (backs: readonly Back[], memory: Memory): Resource[] =>
  backs.flatMap(({ kind, key, image, left }) => {
    if (image === null) return []
    const id = left?.entry.id ?? null
    return [{ kind, key, fields: resolve(image, memory), ...(id === null ? {} : { pinned: id }) }]
  })

const recalled = (recall: Turned['recall'], live: World, memory: Memory): Resource[] =>
  recall.flatMap(({ kind, key, before }) => {
    const there = live.resources.find((one) => one.kind === kind && one.key === `@${String(before.id)}`)
    return there === undefined || before.id === null
      ? []
      : [{ kind, key, fields: resolve(there.fields, memory), pinned: before.id }]
  })

/** What the run left, in the keys of today: what it wrote last is both what it wanted and what it saw. */
function leftOf({ left, image }: Back, memory: Memory): Entry {
  if (left === null) throw new Error('nothing was left')
  const { entry, seen, open } = left
  // a create nobody heard of is known by what was wanted of it
  if (seen === null || (image === null && entry.id === null)) return entry
  if (open === undefined && entry.base.digest === recordOf({}).digest) return entry
  const fields: Fields = { ...resolve(seen, memory), ...open }
  return { ...entry, base: recordOf(fields), ...(open === undefined ? {} : { seen: recordOf(fields) }) }
}
