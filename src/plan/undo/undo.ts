import type { Change, Entry, Fields, Kind, Past, Plan, Remember, Resource, World } from '../../model/index.ts'
import { at, digestOf, linksOf, subject } from '../../model/index.ts'
import { match } from '../match.ts'
import { plan, type Drawn } from '../plan.ts'
import { renamed } from '../renamed.ts'
import { resolve, type Memory } from '../resolve.ts'
import type { Rules } from '../rules.ts'
import { recordOf, turn, type Back, type Later, type Turned } from './back.ts'
import { said } from './said.ts'

const nowhere: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

/** The workspace as it was before the run, as far as that is known: before-images in their places, without what the run made. */
function before({ resources, ...world }: World, { backs }: Turned): World {
  const made = new Set(backs.flatMap(({ image, kind, left }) => (image === null ? [`${kind}:@${String(left?.entry.id)}`] : [])))
  const images = new Map(
    backs.flatMap(({ kind, id, image }): [string, Fields][] =>
      image === null || id === null ? [] : [[`${kind}:@${id}`, image]],
    ),
  )
  const there = new Set(resources.map(at))
  const again = [...images].flatMap(([name, fields]): Resource[] => {
    const [kind = '', key = ''] = name.split(/:(.*)/su)
    return there.has(name) ? [] : [{ kind, key, fields }]
  })
  const kept = resources
    .filter((resource) => !made.has(at(resource)))
    .map((resource) => {
      const fields = images.get(at(resource))
      return fields === undefined ? resource : { ...resource, fields }
    })
  return { ...world, resources: [...kept, ...again] }
}

/** How the references of a world are led back to keys. */
const memoryOf = (live: World, entries: readonly Entry[], kinds: readonly Kind[], rules: Rules): Memory =>
  match(nowhere, live, entries, kinds, rules).memory

/** Entries that are no business of the run; those that link into what it changed may have to be led there anew, or remember it by another key. */
function others(entries: readonly Entry[], touched: ReadonlySet<string>, moved: ReadonlyMap<string, string>): Resource[] {
  return entries
    .filter((entry) => !touched.has(at(entry)))
    .map((entry) => {
      const fields = entry.id === null ? {} : renamed(entry, moved).base.fields()
      const near =
        (moved.size > 0 && digestOf(fields) !== entry.base.digest) || linksOf(fields).some(({ link }) => touched.has(at(link)))
      return { kind: entry.kind, key: entry.key, fields: near ? fields : {} }
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
  const near = others(kept, touched, moved)
  const ours = new Set([...touched, ...near.flatMap((one) => (Object.keys(one.fields).length > 0 ? [at(one)] : []))])
  const drawn = plan({ ...nowhere, resources: [...want, ...near] }, live, [...kept, ...left], kinds, {
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

/** The plan with what was remembered before the run as what is remembered after it. */
function asBefore(
  drawn: Plan,
  turned: Turned,
  touched: ReadonlySet<string>,
  entries: readonly Entry[],
  past: Past,
  kinds: readonly Kind[],
  only: Rules['only'],
): Plan {
  const were = new Map<string, Were>([...turned.backs, ...turned.recall].map((one) => [at(one), one]))
  const based = (change: Change): Change => {
    const was = were.get(at(subject(change)))
    if (was === undefined || change.verb === 'delete' || change.verb === 'forget') return change
    const base = was.before?.base.fields() ?? {}
    const drifted = Object.keys(heldBefore(was))
    return change.verb === 'create' || drifted.length === 0 ? { ...change, base } : { ...change, base, drifted }
  }
  const beside = said(drawn.beside, turned, touched, past, kinds).filter(only)
  const fought = new Set(beside.flatMap((one) => (one.why === 'conflict' || one.why === 'blocked' ? [at(one)] : [])))
  const held = new Map(entries.map((entry) => [at(entry), entry]))
  const taken = turned.backs.filter(
    ({ image, before, left }) =>
      image !== null && before === null && left !== null && held.get(at(left.entry))?.id === left.entry.id,
  )
  const forgets = [...turned.forget, ...taken.map(({ kind, key }) => ({ kind, key }))]
    .filter((ref) => !fought.has(at(ref)) && only(ref))
    .map((ref): Change => ({ verb: 'forget', ref }))
  const levels = [...drawn.levels.map((level) => level.map(based)), ...(forgets.length === 0 ? [] : [forgets])]
  const why = (name: string): number => beside.filter((one) => one.why === name).length
  return {
    ...drawn,
    levels,
    beside,
    remember: drawn.remember.flatMap((one) => remembered(one, turned, held)),
    // nothing is read from files here
    refusals: drawn.refusals.filter(({ guard }) => guard !== 'empty'),
    counts: {
      ...drawn.counts,
      forget: drawn.counts.forget + forgets.length,
      conflict: why('conflict'),
      blocked: why('blocked'),
      drift: why('drift'),
      orphan: why('orphan'),
    },
  }
}

type Were = Pick<Back, 'before' | 'drifted' | 'kind' | 'key'>

/** What somebody had edited before the run and the run left alone, as it was remembered: it goes on being said. */
function heldBefore({ before, drifted = [] }: Were): Fields {
  const then = before?.seen?.fields() ?? {}
  return Object.fromEntries(drifted.flatMap((name) => (then[name] === undefined ? [] : [[name, then[name]]])))
}

/** What was as before already is remembered as before, unless it was written since. */
function remembered(one: Remember, { backs }: Turned, held: ReadonlyMap<string, Entry>): Remember[] {
  const back = backs.find((each) => at(each) === at(one.ref))
  if (back === undefined) return [one]
  if (back.before === null || back.left === null) return []
  const now = held.get(at(back.left.entry))
  const since = now === undefined || (now.sent === undefined && now.base.digest !== back.left.base)
  if (since || (now.sent === undefined && now.base.digest === back.before.base.digest)) return []
  return [{ ...one, base: back.before.base.fields(), seen: one.seen === null ? null : { ...one.seen, ...heldBefore(back) } }]
}
