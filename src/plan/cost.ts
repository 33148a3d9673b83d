import type { Change, Kind } from '../model/index.ts'
import { splitField } from '../model/index.ts'
import { refsIn } from './possible.ts'

/** Requests one change takes: one, and one for each member of a set that is written through a sub-resource. */
function requests(change: Change, kinds: ReadonlyMap<string, Kind>): number {
  if (change.verb === 'delete') return 1
  if (change.verb !== 'create' && change.verb !== 'update') return 0
  const kind = kinds.get(change.to.kind)
  const fields = change.verb === 'create' ? Object.keys(change.to.fields) : change.fields
  const through = fields.filter((name) => kind?.fields[splitField(name)[0]]?.via !== undefined)
  const members = through.reduce((sum, name) => {
    const now = refsIn(change.to.fields[name]).map((ref) => ref.key)
    const then = change.verb === 'create' ? [] : refsIn(change.from.fields[name]).map((ref) => ref.key)
    return sum + now.filter((key) => !then.includes(key)).length + then.filter((key) => !now.includes(key)).length
  }, 0)
  return members + (through.length === fields.length && change.verb === 'update' ? 0 : 1)
}

/** Writing requests a plan takes, second writes included, and the seconds they take at a rate per second. */
export function cost(
  changes: readonly Change[],
  fixes: number,
  kinds: readonly Kind[],
  rate: number,
): { requests: number; seconds: number } {
  const byName = new Map(kinds.map((kind) => [kind.name, kind]))
  const sum = changes.reduce((total, change) => total + requests(change, byName), fixes)
  return { requests: sum, seconds: Math.ceil(sum / rate) }
}
