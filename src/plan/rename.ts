import type { Entry, Kind, Resource } from '../model/index.ts'
import { at, isRef, isRefs, mapLinks } from '../model/index.ts'
import { canonical } from './canonical.ts'
import type { Ties } from './ties.ts'
import { fresh, grouped, kindIn, liveAt, nameOf, tie, vanished } from './ties.ts'

function move(ties: Ties, entry: Entry, to: Resource): void {
  if (entry.id === null) return
  ties.tied.delete(at(entry))
  tie(ties, at(to), liveAt(entry.kind, entry.id))
  ties.moved.set(at(to), entry.key)
}

const bodyOf = (kind: Kind, fields: Resource['fields']): string | undefined => {
  const text = kind.body === undefined ? '' : canonical(fields[kind.body])
  return text === '' ? undefined : `${kind.name}\n${text}`
}

/** The same, whatever its links lead to: those to itself and to others that moved as well have other keys now. */
const textOf = (kind: Kind, fields: Resource['fields']): string | undefined =>
  bodyOf(
    kind,
    mapLinks(fields, ({ link, anchor }) => ({
      link: { kind: link.kind, key: '' },
      ...(anchor === undefined ? {} : { anchor }),
    })),
  )

/** One vanished key and one new file with the same evidence are one thing that moved. */
function byEvidence(
  ties: Ties,
  evidence: (kind: Kind, fields: Resource['fields']) => string | undefined,
  of: (kind: Kind) => boolean,
): void {
  const chosen = <T extends { kind: string }>(things: T[]): T[] => things.filter((thing) => of(kindIn(ties, thing.kind)))
  const gone = grouped(chosen(vanished(ties)), (entry) => evidence(kindIn(ties, entry.kind), entry.base.fields()))
  const come = grouped(chosen(fresh(ties)), (resource) => evidence(kindIn(ties, resource.kind), resource.fields))
  for (const [name, [entry, ...others]] of gone) {
    const [to, ...rivals] = come.get(name) ?? []
    if (entry !== undefined && to !== undefined && others.length + rivals.length === 0) move(ties, entry, to)
  }
}

/** The single references that went from one container to another, of everything bound on both sides: `old container → new container`. */
function votes(ties: Ties): Map<string, Map<string, number>> {
  const count = new Map<string, Map<string, number>>()
  for (const [key, object] of ties.tied) {
    const want = ties.want.get(key)
    const entry = want && ties.entries.get(at({ kind: want.kind, key: ties.moved.get(key) ?? want.key }))
    if (want === undefined || entry === undefined || !ties.live.has(object)) continue
    const base = entry.base.fields()
    for (const [name, field] of Object.entries(kindIn(ties, want.kind).fields)) {
      if (field.is !== 'ref' && field.is !== 'refs') continue
      const [now, then] = [want.fields[name], base[name]].map((value) =>
        (isRefs(value) ? value : isRef(value) ? [value] : []).map(at),
      )
      const [left, ...more] = (then ?? []).filter((ref) => !now?.includes(ref))
      const [entered, ...others] = (now ?? []).filter((ref) => !then?.includes(ref))
      if (left === undefined || entered === undefined || more.length + others.length > 0) continue
      const ballots = count.get(left) ?? new Map<string, number>()
      count.set(left, ballots.set(entered, (ballots.get(entered) ?? 0) + 1))
    }
  }
  return count
}

/** A container follows the majority of what it held; repeated, for a container may hold containers. */
function byMembers(ties: Ties): void {
  if (!vanished(ties).some((entry) => kindIn(ties, entry.kind).parent !== undefined)) return
  for (let before = -1; before !== ties.moved.size;) {
    before = ties.moved.size
    const ballots = votes(ties)
    const come = new Map(fresh(ties).map((resource) => [at(resource), resource]))
    for (const entry of vanished(ties)) {
      const cast = [...(ballots.get(at(entry)) ?? [])].sort((a, b) => b[1] - a[1])
      const total = cast.reduce((sum, [, votes]) => sum + votes, 0)
      const [first] = cast
      const to = first === undefined || first[1] * 2 <= total ? undefined : come.get(first[0])
      if (to === undefined || to.kind !== entry.kind || ties.moved.has(at(to))) continue
      move(ties, entry, to)
    }
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
    const live = ties.live.get(liveAt(entry.kind, entry.id ?? ''))
    if (live !== undefined && Object.entries(condition).every(([field, value]) => live.fields[field] === value))
      move(ties, entry, to)
  }
}

/** A new file with several possible pasts is not created until a person says which; until then none of these is deleted. */
function unclear(ties: Ties): void {
  const gone = vanished(ties).filter((entry) => kindIn(ties, entry.kind).parent === undefined)
  for (const evidence of [nameOf, textOf]) {
    const pasts = grouped(gone, (entry) => evidence(kindIn(ties, entry.kind), entry.base.fields()))
    for (const resource of fresh(ties)) {
      const name = evidence(kindIn(ties, resource.kind), resource.fields)
      const past = name === undefined ? undefined : pasts.get(name)
      if (past === undefined) continue
      const keys = past.map((entry) => entry.key).join(', ')
      ties.blocked.set(
        at(resource),
        `it may be ${keys} under another name; say which: content-sync ledger bind ${at(resource)} <id>`,
      )
      for (const entry of past)
        ties.blocked.set(
          at(entry),
          `its file is gone; ${at(resource)} may be it under another name, so it is kept until that is said`,
        )
    }
  }
}

/** Binds new files to vanished keys: by name, by body, containers by their members. */
export function rename(ties: Ties): void {
  if (vanished(ties).length === 0) return
  const container = (kind: Kind): boolean => kind.parent !== undefined
  // one found by its body leaves fewer that bear a name
  for (let before = -1; before !== ties.moved.size;) {
    before = ties.moved.size
    for (const evidence of [nameOf, bodyOf, textOf]) byEvidence(ties, evidence, (kind) => !container(kind) && kind.key === 'path')
  }
  byMembers(ties)
  byEvidence(ties, nameOf, container)
  byMembers(ties)
  bySuccession(ties)
  unclear(ties)
}
