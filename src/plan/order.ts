import type { Change, Fields, Ref } from '../model/index.ts'
import { at, bodies, isRef, linksIn, subject } from '../model/index.ts'
import { makeWay, type Way } from './make-way.ts'
import { refsIn } from './possible.ts'

/** Links may wait for their targets this many levels deep; a longer chain is closed by a second write, which is cheaper than one write at a time. */
const patience = 6

const sent = (change: Change): Fields =>
  change.verb === 'create'
    ? change.to.fields
    : change.verb === 'update'
      ? Object.fromEntries(Object.entries(change.to.fields).filter(([name]) => change.fields.includes(name)))
      : {}

interface Node {
  readonly change: Change
  /** must be written before */
  readonly needs: readonly string[]
  /** better written before: what its links lead to */
  readonly likes: readonly string[]
}

function nodes(changes: readonly Change[]): Map<string, Node> {
  const found = new Map<string, Node>()
  const creates = new Set(changes.filter((change) => change.verb === 'create').map((change) => at(subject(change))))
  const writesBody = new Set(changes.filter((change) => bodies(sent(change)).length > 0).map((change) => at(subject(change))))
  for (const change of changes) {
    const fields = sent(change)
    const needs = Object.values(fields)
      .flatMap(refsIn)
      .map(at)
      .filter((key) => creates.has(key))
    // what a new container is put into may stand too deep before it is moved itself
    const inside = Object.values(fields).filter((value) => isRef(value) && value.kind === subject(change).kind)
    const moving = (change.verb === 'update' ? Object.values(fields) : inside).flatMap(refsIn).map(at)
    const links = bodies(fields).flatMap(([, prose]) => linksIn(prose))
    const likes = links
      .filter((link) => creates.has(at(link.link)) || (link.anchor !== undefined && writesBody.has(at(link.link))))
      .map((link) => at(link.link))
    const self = at(subject(change))
    found.set(self, {
      change,
      needs: [...new Set([...needs, ...moving])].filter((key) => key !== self),
      likes: [...new Set(likes)].filter((key) => key !== self),
    })
  }
  return found
}

const gone = (key: string): string => `delete ${key}`

/** What has to go before a container is moved takes its place among the writes; what leaves it does not wait for the container. */
function withWay(writes: ReadonlyMap<string, Node>, { after, before }: Way): Map<string, Node> {
  const found = new Map(writes)
  const add = (key: string, needs: readonly string[], without: ReadonlySet<string> = new Set()): void => {
    const node = found.get(key)
    if (node !== undefined) found.set(key, { ...node, needs: [...node.needs.filter((need) => !without.has(need)), ...needs] })
  }
  const containers = new Set(before.keys())
  for (const [key, { change, takers }] of after) {
    const keys = takers.map((taker) => (taker.verb === 'delete' ? gone(at(subject(taker))) : at(subject(taker))))
    found.set(gone(key), { change, needs: keys, likes: [] })
    for (const taker of keys) add(taker, [], containers)
  }
  for (const [container, deletes] of before) add(container, deletes.map(gone))
  return found
}

/** The level of each change: one above the highest of what it needs, and as far as patience goes of what it likes. A circle of likes is cut where it closes. */
function levelled(graph: ReadonlyMap<string, Node>): Map<string, number> {
  const level = new Map<string, number>()
  const open = new Set<string>()
  for (const root of graph.keys()) {
    const path: { key: string; before: string[]; hard: number }[] = []
    const enter = (key: string): void => {
      const node = graph.get(key)
      if (node === undefined || level.has(key) || open.has(key)) return
      open.add(key)
      path.push({ key, before: [...node.needs, ...node.likes], hard: node.needs.length })
    }
    enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = top.before.find((key) => graph.has(key) && !level.has(key) && !open.has(key))
      if (next !== undefined) {
        enter(next)
        continue
      }
      path.pop()
      open.delete(top.key)
      const known = (key: string): number => level.get(key) ?? -1
      const hard = Math.max(-1, ...top.before.slice(0, top.hard).map(known))
      const soft = Math.max(
        -1,
        ...top.before
          .slice(top.hard)
          .map(known)
          .filter((n) => n < hard + 1 + patience),
      )
      level.set(top.key, Math.max(hard, soft) + 1)
    }
  }
  return level
}

/** Deletes from what refers to what is referred to: children before their parents. */
function deletes(changes: readonly Change[]): Change[][] {
  const going = new Map(changes.map((change) => [at(subject(change)), change]))
  const depth = new Map<string, number>()
  const depthOf = (key: string, seen: ReadonlySet<string>): number => {
    const known = depth.get(key)
    if (known !== undefined) return known
    const change = going.get(key)
    if (change?.verb !== 'delete' || seen.has(key)) return -1
    const parents = Object.values(change.from.fields).flatMap(refsIn).map(at)
    const found = 1 + Math.max(-1, ...parents.map((parent) => depthOf(parent, new Set([...seen, key]))))
    depth.set(key, found)
    return found
  }
  const levels: Change[][] = []
  for (const [key, change] of going) (levels[depthOf(key, new Set())] ??= []).push(change)
  return levels.filter((level) => level.length > 0).reverse()
}

/** Changes in levels, each done before the next begins, and what is written a second time because its links close a circle. */
export function order(changes: readonly Change[]): { levels: Change[][]; fixes: Ref[] } {
  const first = changes.filter((change) => change.verb === 'adopt' || change.verb === 'forget')
  const way = makeWay(changes)
  const writes = withWay(nodes(changes.filter((change) => change.verb === 'create' || change.verb === 'update')), way)
  const level = levelled(writes)
  const levels: Change[][] = []
  for (const [key, node] of writes) (levels[level.get(key) ?? 0] ??= []).push(node.change)
  const late = [...writes].filter(
    ([key, node]) => selfAnchored(node.change) || node.likes.some((target) => (level.get(target) ?? 0) >= (level.get(key) ?? 0)),
  )
  const sorted = levels.map((each) => each.sort((a, b) => (at(subject(a)) < at(subject(b)) ? -1 : 1)))
  return {
    levels: [
      first,
      ...sorted,
      ...deletes(changes.filter((change) => change.verb === 'delete' && !way.after.has(at(subject(change))))),
    ].filter((each) => each.length > 0),
    fixes: late.map(([, node]) => subject(node.change)).sort((a, b) => (at(a) < at(b) ? -1 : 1)),
  }
}

const selfAnchored = (change: Change): boolean =>
  bodies(sent(change)).some(([, prose]) =>
    linksIn(prose).some(
      (link) => at(link.link) === at(subject(change)) && (change.verb === 'create' || link.anchor !== undefined),
    ),
  )
