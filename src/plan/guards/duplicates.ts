import type { Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { nameOf } from '../ties.ts'
import { objects, some, type Guard } from './scene.ts'

/** Creates beside an object of the same name that no key holds: a runner that forgot its ledger must not double a help center. */
export const duplicates: Guard = ({ decided, matched, kinds, rules }) => {
  if (rules.allow.has('duplicates')) return []
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const titled = (resource: Resource): string => {
    const kind = byName.get(resource.kind)
    return kind === undefined ? at(resource) : nameOf(kind, resource.fields)
  }
  const there = new Map(matched.free.map((live) => [titled(live), live.key.slice(1)]))
  const twice = decided.changes.filter((change) => change.verb === 'create').filter((change) => there.has(titled(change.to)))
  if (twice.length === 0) return []
  const names = some(twice.map((change) => `${at(change.to)} (id ${there.get(titled(change.to)) ?? '?'})`))
  const says = `${objects(twice.length)} would be created beside one of the same name that no file of ours holds: ${names}. Is the ledger missing here? Bind with content-sync ledger bind, or to create all the same: --allow duplicates`
  return [{ guard: 'duplicates', exit: 3, override: '--allow duplicates', says }]
}
