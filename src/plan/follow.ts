import type { Entry, Kind, Resource, Value } from '../model/index.ts'
import { at, isRef, isRefs } from '../model/index.ts'
import type { Ties } from './ties.ts'
import { fresh, kindIn, liveAt, move, vanished } from './ties.ts'

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

/** How many levels stand in a tree at and below one object of the workspace. */
function height(ties: Ties, kind: Kind, object: string): number {
  const children = [...ties.live.values()].filter((live) => {
    const parent = kind.parent === undefined ? undefined : live.fields[kind.parent]
    return live.kind === kind.name && isRef(parent) && at(parent) === object
  })
  return 1 + Math.max(0, ...children.map((child) => height(ties, kind, at(child))))
}

/** Whether a container with all that stands in it now would be nested too deep at its new place; it is made anew there instead. */
function tooDeep(ties: Ties, entry: Entry, to: Resource): boolean {
  const kind = kindIn(ties, entry.kind)
  if (kind.depth === undefined || kind.parent === undefined || entry.id === null) return false
  let above = 0
  for (let each: Resource | undefined = to; each !== undefined && above <= kind.depth;) {
    const parent: Value | undefined = each.fields[kind.parent]
    each = isRef(parent) ? ties.want.get(at(parent)) : undefined
    if (each !== undefined) above += 1
  }
  return above + height(ties, kind, liveAt(entry.kind, entry.id)) > kind.depth
}

/** A container follows the majority of what it held; repeated, for a container may hold containers. */
export function follow(ties: Ties): void {
  if (!vanished(ties).some((entry) => kindIn(ties, entry.kind).parent !== undefined)) return
  for (let before = -1; before !== ties.moved.size;) {
    before = ties.moved.size
    const ballots = votes(ties)
    const come = new Map(fresh(ties).map((resource) => [at(resource), resource]))
    for (const entry of vanished(ties)) {
      const cast = [...(ballots.get(at(entry)) ?? [])]
      const total = cast.reduce((sum, [, votes]) => sum + votes, 0)
      const most = cast.find(([, votes]) => votes * 2 > total)
      const to = most === undefined ? undefined : come.get(most[0])
      if (to === undefined || to.kind !== entry.kind || ties.moved.has(at(to)) || tooDeep(ties, entry, to)) continue
      move(ties, entry, to)
    }
  }
}
