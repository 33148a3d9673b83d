import type { Change, Entry, Kind, Ref, Refusal, Resource, World } from '../model/index.ts'
import { at, subject } from '../model/index.ts'
import type { Decided } from './draft.ts'
import type { Matched } from './match.ts'
import { refsIn } from './possible.ts'
import type { Allow, Rules } from './rules.ts'
import { nameOf } from './ties.ts'

/** From this many managed objects on a share is meant as a share; below it any run is a large one. */
const smallest = 10

/** What guards look at besides the changes. */
export interface Scene {
  readonly decided: Decided
  readonly want: World
  readonly live: World
  readonly entries: readonly Entry[]
  readonly matched: Matched
  readonly kinds: readonly Kind[]
  readonly rules: Rules
}

type Guard = (scene: Scene) => Refusal[]

function over(count: number, managed: number, limit: string | number): boolean {
  if (typeof limit === 'number') return count > limit
  const share = Number.parseFloat(limit) / 100
  return managed >= smallest && count > managed * share
}

function share(scene: Scene, guard: Allow, verb: string, limit: string | number, of: (change: Change) => boolean): Refusal[] {
  if (scene.rules.allow.has(guard)) return []
  return scene.kinds.flatMap((kind) => {
    const count = scene.decided.changes.filter((change) => subject(change).kind === kind.name && of(change)).length
    const managed = scene.entries.filter((entry) => entry.kind === kind.name && entry.id !== null).length
    if (!over(count, managed, limit)) return []
    const percent = Math.round((count / managed) * 100)
    return [
      {
        guard,
        exit: 3,
        override: `--allow ${guard}`,
        says: `${verb} ${count} of ${managed} ${kind.plural} (${percent} %) is above the limit of ${limit}. Look at the plan; to go on: --allow ${guard}`,
      },
    ]
  })
}

const flips = (change: Change, from: string, to: string): boolean =>
  change.verb === 'update' &&
  change.fields.some(
    (name) => name.split('@')[0] === 'state' && change.from.fields[name] === from && change.to.fields[name] === to,
  )

/** Whether something becomes visible to the public by a change. */
export const becomesPublic = (change: Change): boolean =>
  change.verb === 'create'
    ? Object.entries(change.to.fields).some(([name, value]) => name.split('@')[0] === 'state' && value === 'published')
    : change.verb === 'update' &&
      change.fields.some(
        (name) =>
          name.split('@')[0] === 'state' && change.from.fields[name] !== 'published' && change.to.fields[name] === 'published',
      )

const empty: Guard = ({ want, entries }) =>
  want.resources.some((resource) => resource.mention === undefined)
    ? []
    : [
        {
          guard: 'empty',
          exit: 3,
          says: `nothing was read from the files (${entries.length} objects are managed): wrong directory, failed checkout, or everything ignored? Nothing is applied`,
        },
      ]

const takeovers: Guard = ({ decided, rules }) => {
  const taken = decided.changes.filter((change) => change.verb === 'update' && change.takeover)
  if (taken.length === 0 || rules.allow.has('takeover')) return []
  const names = taken
    .slice(0, 3)
    .map((change) => at(subject(change)))
    .join(', ')
  return [
    {
      guard: 'takeover',
      exit: 3,
      override: '--allow takeover',
      says: `${taken.length} objects that exist in Intercom would be overwritten by files of the same name (${names}${taken.length > 3 ? ', …' : ''}). Look at before and after in the plan; to go on: --allow takeover`,
    },
  ]
}

const duplicates: Guard = ({ decided, matched, kinds, rules }) => {
  if (rules.allow.has('duplicates')) return []
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const titled = (resource: Resource): string => {
    const kind = byName.get(resource.kind)
    return kind === undefined ? at(resource) : nameOf(kind, resource.fields)
  }
  const there = new Map(matched.free.map((live) => [titled(live), live.key.slice(1)]))
  const twice = decided.changes.filter((change) => change.verb === 'create').filter((change) => there.has(titled(change.to)))
  if (twice.length === 0) return []
  const names = twice
    .slice(0, 3)
    .map((change) => `${at(change.to)} (id ${there.get(titled(change.to)) ?? '?'})`)
    .join(', ')
  const says = `${twice.length} objects would be created beside others of the same name that no file of ours holds: ${names}${twice.length > 3 ? ', …' : ''}. Is the ledger missing here? Bind them with content-sync ledger bind, or to create all the same: --allow duplicates`
  return [{ guard: 'duplicates', exit: 3, override: '--allow duplicates', says }]
}

const listing: Guard = ({ want, live, entries, kinds, rules }) =>
  kinds.flatMap((kind) => {
    const needed =
      entries.some((entry) => entry.kind === kind.name) ||
      want.resources.some((resource) => resource.kind === kind.name && rules.only(resource))
    if (live.complete.has(kind.name) || !needed) return []
    const why = live.skipped.find((skipped) => skipped.kind === kind.name)?.why
    return why === undefined
      ? [
          {
            guard: 'listing',
            exit: 3,
            says: `the list of ${kind.plural} changed while it was read or came back short: nothing is applied on half a list. Try again in a minute`,
          },
        ]
      : [
          {
            guard: 'listing',
            exit: 77,
            says: `the list of ${kind.plural} could not be read (${why}), and the files have some. Give the token the scope it lacks`,
          },
        ]
  })

/** Those that stay in a container which is about to be deleted, once the plan is carried out. */
export function staying(container: Ref, id: string, live: Iterable<Resource>, leaving: ReadonlyMap<string, Change>): Resource[] {
  return [...live].filter((resource) => {
    const held = Object.values(resource.fields)
      .flatMap(refsIn)
      .some((ref) => ref.kind === container.kind && (ref.key === `@${id}` || ref.key === container.key))
    if (!held) return false
    const change = leaving.get(`${resource.kind}:${resource.key.replace(/^@/, '')}`)
    if (change?.verb === 'delete') return false
    return !(
      change?.verb === 'update' &&
      !Object.values(change.to.fields)
        .flatMap(refsIn)
        .some((ref) => ref.kind === container.kind && ref.key === container.key)
    )
  })
}

const children: Guard = (scene) => {
  const { decided, live, kinds } = scene
  const containers = new Set(kinds.filter((kind) => kind.parent !== undefined).map((kind) => kind.name))
  const byId = new Map(
    decided.changes.flatMap((change) =>
      change.verb === 'delete' || change.verb === 'update' ? [[`${subject(change).kind}:${change.id}`, change] as const] : [],
    ),
  )
  return decided.changes.flatMap((change) => {
    if (change.verb !== 'delete' || !containers.has(change.from.kind)) return []
    const left = staying(change.from, change.id, live.resources, byId)
    if (left.length === 0) return []
    const names = left
      .slice(0, 3)
      .map((each) => `${each.kind} ${each.key.replace('@', '')}`)
      .join(', ')
    return [
      {
        guard: 'children',
        exit: 5,
        says: `${at(change.from)} is to be deleted and still holds ${left.length} others (${names}${left.length > 3 ? ', …' : ''}). Move or delete them first`,
      },
    ]
  })
}

const precious: Guard = ({ decided, kinds, rules }) => {
  if (rules.allow.has('deletes')) return []
  const dear = new Set(kinds.filter((kind) => kind.precious).map((kind) => kind.name))
  return decided.changes.flatMap((change) =>
    change.verb === 'delete' && dear.has(change.from.kind)
      ? [
          {
            guard: 'deletes',
            exit: 3,
            override: '--allow deletes',
            says: `deleting ${at(change.from)} erases everything imported from it. To go on: --allow deletes`,
          },
        ]
      : [],
  )
}

const locales: Guard = (scene) => {
  const { decided, entries, rules } = scene
  if (rules.allow.has('deletes')) return []
  const fading = decided.changes.filter(
    (change) =>
      change.verb === 'update' &&
      change.fields.some((name) => name.startsWith('state@') && change.to.fields[name] === 'draft' && !(name in change.base)),
  )
  const managed = entries.filter((entry) => entry.id !== null).length
  return over(fading.length, managed, rules.limits.deletes)
    ? [
        {
          guard: 'deletes',
          exit: 3,
          override: '--allow deletes',
          says: `a locale vanishes from ${fading.length} of ${managed} objects, above the limit of ${rules.limits.deletes}. To go on: --allow deletes`,
        },
      ]
    : []
}

const guards: readonly Guard[] = [
  empty,
  listing,
  (scene) => share(scene, 'deletes', 'delete', scene.rules.limits.deletes, (change) => change.verb === 'delete'),
  (scene) =>
    share(
      scene,
      'updates',
      'update',
      scene.rules.limits.updates,
      (change) => change.verb === 'update' && !change.links && !change.takeover,
    ),
  (scene) =>
    share(scene, 'unpublish', 'take off the site', scene.rules.limits.deletes, (change) => flips(change, 'published', 'draft')),
  takeovers,
  duplicates,
  children,
  precious,
  locales,
]

/** The reasons not to carry these changes out, each with its numbers and the exact way to go on. */
export const guard = (scene: Scene): Refusal[] => guards.flatMap((each) => each(scene))
