import type { Resource } from '../model/index.ts'
import { at } from '../model/index.ts'
import type { Rules } from './rules.ts'
import type { Ties } from './ties.ts'
import { textOf } from './rename.ts'
import { free, fresh, grouped, kindIn, move, nameOf, sameParents, tie } from './ties.ts'
import { wording } from './wording.ts'

/** For each new file the free live objects that bear its natural name. */
function candidates(ties: Ties): Map<Resource, Resource[]> {
  const named = grouped(free(ties), (live) => nameOf(kindIn(ties, live.kind), live.fields))
  const found = new Map<Resource, Resource[]>()
  for (const want of fresh(ties)) {
    const kind = kindIn(ties, want.kind)
    const bearing = (named.get(nameOf(kind, want.fields)) ?? []).filter((live) =>
      sameParents(ties, kind, want.fields, live.fields),
    )
    if (bearing.length > 0) found.set(want, bearing)
  }
  return found
}

/** Binds what is named by an id of this workspace; where a key that vanished holds that object, it moved. */
export function pinned(ties: Ties): void {
  for (const want of fresh(ties)) {
    const object = want.pinned === undefined ? undefined : `${want.kind}:@${want.pinned}`
    if (object === undefined || !ties.live.has(object)) continue
    const holder = ties.holder.get(object)
    const entry = holder === undefined ? undefined : ties.entries.get(holder)
    if (holder === undefined) {
      tie(ties, at(want), object)
      ties.adopted.add(at(want))
    } else if (entry !== undefined && !ties.want.has(holder)) move(ties, entry, want)
  }
}

/** Of several of one name, the one that has the file's text, where no other file of that name has it: a pull that was cut off wrote it. */
function byText(ties: Ties): void {
  const told = (resource: Resource): string | undefined => {
    const kind = kindIn(ties, resource.kind)
    const text = textOf(kind, resource.fields)
    return text === undefined ? undefined : `${nameOf(kind, resource.fields)}\n${text}`
  }
  const files = grouped(fresh(ties), told)
  for (const [want, bearing] of candidates(ties)) {
    const text = told(want)
    const [live, ...others] = text === undefined ? [] : bearing.filter((object) => told(object) === text)
    if (live === undefined || others.length > 0 || files.get(text ?? '')?.length !== 1) continue
    tie(ties, at(want), at(live))
    ties.adopted.add(at(want))
  }
}

/** Binds a new file to the one free live object of its natural name; repeated, because a child's name contains its parent's key. */
function byName(ties: Ties): void {
  for (let before = -1; before !== ties.adopted.size;) {
    before = ties.adopted.size
    const found = candidates(ties)
    const claims = grouped([...found.values()].flat(), at)
    for (const [want, [live, ...others]] of found) {
      if (live === undefined || others.length > 0 || (claims.get(at(live))?.length ?? 0) > 1) continue
      tie(ties, at(want), at(live))
      ties.adopted.add(at(want))
    }
  }
}

/** Binds new files to free live objects of their natural name, of several to the one with their text. What is left of several blocks. */
export function adopt(ties: Ties, rules: Rules): void {
  const say = wording(rules)
  byName(ties)
  byText(ties)
  byName(ties)
  for (const [want, live] of candidates(ties)) {
    const ids = live.map((each) => each.key.slice(1)).join(', ')
    const says =
      live.length > 1
        ? `${live.length} objects in the workspace bear its name (ids ${ids})`
        : `${say.others} claim the object with its name (id ${ids}) too`
    ties.blocked.set(at(want), `${says}; say which is meant: ${say.which(at(want))}`)
  }
}
