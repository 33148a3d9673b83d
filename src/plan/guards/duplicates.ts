import type { Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { nameOf } from '../ties.ts'
import { objects, some, type Guard } from './scene.ts'

/** Creates beside an object of the same name that no key holds: a runner that forgot its ledger must not double a help center. */
export const duplicates: Guard = ({ decided, matched, kinds, rules }) => {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const titled = (resource: Resource): string => {
    const kind = byName.get(resource.kind)
    return kind === undefined ? at(resource) : nameOf(kind, resource.fields)
  }
  const there = new Map(matched.free.map((live) => [titled(live), live.key.slice(1)]))
  const creates = decided.changes.filter((change) => change.verb === 'create')
  const twice = creates.filter((change) => there.has(titled(change.to)))
  if (twice.length === 0) return []
  const names = some(twice.map((change) => `${at(change.to)} (id ${there.get(titled(change.to)) ?? '?'})`))
  return [
    {
      guard: 'duplicates',
      exit: 3,
      numbers: { count: twice.length, of: creates.length, limit: 0 },
      pass: { by: '--allow duplicates', given: rules.allow.has('duplicates') },
      fact: `${twice.length} of ${objects(creates.length)} to create would stand beside one of the same name that ${rules.between === undefined ? 'no file of ours holds' : `did not come from ${rules.between.from}`}: ${names}`,
      advice:
        rules.between === undefined
          ? 'Is the ledger missing here? Bind with content-sync ledger bind, or to create all the same: --allow duplicates'
          : 'Is the memory of that migration missing here? To create all the same: --allow duplicates',
    },
  ]
}
