import type { Entry, Kind, Resource } from '../model/index.ts'
import { at, mapLinks } from '../model/index.ts'
import { canonical } from './canonical.ts'
import { follow } from './follow.ts'
import type { Likeness } from './likeness.ts'
import { doubtful, likenesses, undoubted } from './likeness.ts'
import type { Rules } from './rules.ts'
import type { Ties } from './ties.ts'
import { fresh, grouped, kindIn, move, nameOf, naturalKey, vanished } from './ties.ts'
import { wording, type Wording } from './wording.ts'

const bodyOf = (kind: Kind, fields: Resource['fields']): string | undefined => {
  const text = kind.body === undefined ? '' : canonical(fields[kind.body])
  return text === '' ? undefined : `${kind.name}\n${text}`
}

/** The text of a thing, whatever its links lead to: those to itself and to others that moved as well have other keys now. */
export const textOf = (kind: Kind, fields: Resource['fields']): string | undefined =>
  bodyOf(
    kind,
    mapLinks(fields, ({ link, anchor }) => ({
      link: { kind: link.kind, key: '' },
      ...(anchor === undefined ? {} : { anchor }),
    })),
  )

type Evidence = (kind: Kind, fields: Resource['fields']) => string | undefined

const remembered = (_: Ties, { base }: Entry): Resource['fields'] => base.fields()
const there = (ties: Ties, entry: Entry): Resource['fields'] => ties.live.get(ties.tied.get(at(entry)) ?? '')?.fields ?? {}

/** One vanished key and one new file with the same evidence, as it is remembered or stands there today, are one thing that moved. */
function byEvidence(
  ties: Ties,
  evidence: Evidence,
  of: (kind: Kind) => boolean,
  fieldsOf = remembered,
  may: (entry: Entry) => boolean = () => true,
): void {
  const chosen = <T extends { kind: string }>(things: T[]): T[] => things.filter((thing) => of(kindIn(ties, thing.kind)))
  const gone = grouped(chosen(vanished(ties)).filter(may), (entry) => evidence(kindIn(ties, entry.kind), fieldsOf(ties, entry)))
  const come = grouped(chosen(fresh(ties)), (resource) => evidence(kindIn(ties, resource.kind), resource.fields))
  for (const [name, [entry, ...others]] of gone) {
    const [to, ...rivals] = come.get(name) ?? []
    if (entry !== undefined && to !== undefined && others.length + rivals.length === 0) move(ties, entry, to)
  }
}

/** An object whose name is its key, and that bears in Intercom the name of a new file, is that file's: it was renamed in both, or by a write we lost. */
function byLiveName(ties: Ties): void {
  const named = (resource: Resource): string | undefined => {
    const kind = kindIn(ties, resource.kind)
    return kind.key === 'natural' ? `${kind.name}:${naturalKey(kind, resource.fields)}` : undefined
  }
  const bearing = grouped([...ties.live.values()], named)
  const gone = new Map(vanished(ties).map((entry) => [ties.tied.get(at(entry)) ?? '', entry]))
  for (const resource of fresh(ties)) {
    const [live, ...others] = bearing.get(named(resource) ?? '') ?? []
    const entry = live === undefined || others.length > 0 ? undefined : gone.get(at(live))
    if (entry !== undefined) move(ties, entry, resource)
  }
}

/** Where one thing of a kind vanished and one came, and the kind says so, it is the same thing under another name. */
function bySuccession(ties: Ties): void {
  const gone = grouped(vanished(ties), (entry) => entry.kind)
  const come = grouped(fresh(ties), (resource) => resource.kind)
  for (const [name, [entry, ...others]] of gone) {
    const [to, ...rivals] = come.get(name) ?? []
    const condition = kindIn(ties, name).successor
    if (entry === undefined || to === undefined || condition === undefined || others.length + rivals.length > 0) continue
    const live = ties.live.get(ties.tied.get(at(entry)) ?? '')
    if (live !== undefined && Object.entries(condition).every(([field, value]) => live.fields[field] === value))
      move(ties, entry, to)
  }
}

/** A new file whose text is mostly that of one vanished key, and of no other, is that one rewritten. */
function byLikeness(ties: Ties, likes: readonly Likeness[]): void {
  for (const { entry, to } of undoubted(still(ties, likes))) move(ties, entry, to)
}

/** Those of which neither has been bound since. */
function still(ties: Ties, likes: readonly Likeness[]): Likeness[] {
  const gone = new Set(vanished(ties).map(at))
  const come = new Set(fresh(ties).map(at))
  return likes.filter(({ entry, to }) => gone.has(at(entry)) && come.has(at(to)))
}

/** Leaves a new file and its possible pasts as they are. */
function leave(ties: Ties, resource: Resource, past: readonly Entry[], say: Wording, way: string): void {
  const keys = past.map((entry) => entry.key).join(', ')
  ties.blocked.set(at(resource), `it may be ${keys} under another name; say which: ${say.which(at(resource))}${way}`)
  for (const entry of past)
    ties.blocked.set(at(entry), `${say.gone}; ${at(resource)} may be it under another name, so it is kept until that is said`)
}

/** A new file with several possible pasts is not created until a person says which; until then none of these is deleted. */
function unclear(ties: Ties, likes: readonly Likeness[], rules: Rules): void {
  const say = wording(rules)
  const gone = vanished(ties).filter((entry) => kindIn(ties, entry.kind).parent === undefined)
  const alike = rules.allow.has('duplicates') ? [] : doubtful(still(ties, likes))
  const judged = grouped(alike, ({ to }) => at(to))
  for (const evidence of [nameOf, textOf]) {
    const pasts = grouped(gone, (entry) => evidence(kindIn(ties, entry.kind), entry.base.fields()))
    for (const resource of fresh(ties)) {
      const name = evidence(kindIn(ties, resource.kind), resource.fields)
      const past = name === undefined ? undefined : pasts.get(name)
      if (past !== undefined) leave(ties, resource, past, say, '')
    }
  }
  // what bears the name of a new file since a teammate gave it that one
  const today = rules.allow.has('duplicates')
    ? new Map<string, Entry[]>()
    : grouped(gone, (entry) => nameOf(kindIn(ties, entry.kind), there(ties, entry)))
  for (const resource of fresh(ties)) {
    const past =
      judged.get(at(resource))?.map(({ entry }) => entry) ?? today.get(nameOf(kindIn(ties, resource.kind), resource.fields))
    if (past !== undefined) leave(ties, resource, past, say, ', or where it is a new one: --allow duplicates')
  }
}

/** Binds new files to vanished keys: by the name the object bears today, by name, by body, by most of the body, containers by their members. */
export function rename(ties: Ties, rules: Rules): void {
  if (vanished(ties).length === 0 || fresh(ties).length === 0) return
  const container = (kind: Kind): boolean => kind.parent !== undefined
  byLiveName(ties)
  const page = (kind: Kind): boolean => !container(kind) && kind.key === 'path'
  const told = (): void => {
    // one found by its body leaves fewer that bear a name
    for (let before = -1; before !== ties.moved.size;) {
      before = ties.moved.size
      for (const evidence of [nameOf, bodyOf, textOf]) byEvidence(ties, evidence, page)
    }
  }
  told()
  const likes = likenesses(ties)
  for (let before = -1; before !== ties.moved.size;) {
    before = ties.moved.size
    byLikeness(ties, likes)
    told()
  }
  // a title a teammate gave is less than a text that is still there: what resembles another file is not taken by its title
  const alike = new Set(still(ties, likes).map(({ entry }) => at(entry)))
  byEvidence(ties, nameOf, page, there, (entry) => !alike.has(at(entry)))
  follow(ties)
  byEvidence(ties, nameOf, container)
  follow(ties)
  bySuccession(ties)
  unclear(ties, likes, rules)
}
