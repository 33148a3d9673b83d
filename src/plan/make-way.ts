import type { Change, Delete, Ref, Update } from '../model/index.ts'
import { at, isRef, subject } from '../model/index.ts'
import { refsIn } from './possible.ts'

/** Deletes that come before a container is moved, and who waits for whom. */
export interface Way {
  /** a delete by its subject → what is to leave it first */
  readonly after: ReadonlyMap<string, { readonly change: Delete; readonly takers: readonly Change[] }>
  /** a moved container → the deletes it waits for */
  readonly before: ReadonlyMap<string, readonly string[]>
}

type Standing = Exclude<Change, { verb: 'create' | 'forget' }>

const stands = (change: Change): change is Standing => 'from' in change

/** The containers of its own kind an object stands in now. */
const above = ({ from }: Standing): Ref[] =>
  Object.values(from.fields).filter((value) => isRef(value) && value.kind === from.kind) as Ref[]

const moves = (change: Change): change is Update =>
  change.verb === 'update' &&
  change.fields.some((name) => {
    const value = change.to.fields[name]
    return isRef(value) && value.kind === change.to.kind
  })

/** What is deleted out of a container that is moved into another goes first: with it the container might be nested too deep. */
export function makeWay(changes: readonly Change[]): Way {
  const moved = new Set(changes.filter(moves).map((change) => at(subject(change))))
  const after = new Map<string, { change: Delete; takers: Change[] }>()
  const before = new Map<string, string[]>()
  if (moved.size === 0) return { after, before }
  const there = changes.filter(stands)
  const known = new Map(there.map((change) => [at(subject(change)), change]))
  /** the nearest container above that is moved */
  const within = (change: Standing, seen: ReadonlySet<string>): string | undefined => {
    for (const key of above(change).map(at)) {
      const next = known.get(key)
      if (next === undefined || seen.has(key)) continue
      const found = moved.has(key) ? key : within(next, new Set([...seen, key]))
      if (found !== undefined) return found
    }
    return undefined
  }
  const empty = (change: Delete): void => {
    const key = at(subject(change))
    if (after.has(key)) return
    const leaving = there.filter(({ from }) =>
      Object.values(from.fields)
        .flatMap(refsIn)
        .some((ref) => at(ref) === key),
    )
    after.set(key, { change, takers: leaving })
    for (const each of leaving) if (each.verb === 'delete') empty(each)
  }
  for (const change of there) {
    if (change.verb !== 'delete') continue
    const container = within(change, new Set())
    if (container === undefined) continue
    before.set(container, [...(before.get(container) ?? []), at(subject(change))])
    empty(change)
  }
  return { after, before }
}
