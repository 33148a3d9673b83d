import type { Change, Ref, Resource } from '../../model/index.ts'
import { at, subject } from '../../model/index.ts'
import { refsIn } from '../possible.ts'
import { some, type Guard } from './scene.ts'

/** Those that stay in a container which is about to be deleted, once the plan is carried out. */
function staying(container: Ref, id: string, live: Iterable<Resource>, leaving: ReadonlyMap<string, Change>): Resource[] {
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

/** A container about to be deleted that still holds something, ours or not. */
export const children: Guard = (scene) => {
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
    const names = some(left.map((each) => `${each.kind} ${each.key.replace('@', '')}`).sort())
    return [
      {
        guard: 'children',
        exit: 5,
        numbers: { count: left.length, limit: 0 },
        fact: `${at(change.from)} is to be deleted and still holds ${left.length} others (${names})`,
        advice: 'Move or delete them first',
      },
    ]
  })
}
