import { at, subject, type Change } from '../../../model/index.ts'
import type { Drawing } from '../../draw.ts'
import { compared } from '../../drift/compared.ts'

/** How what is wished and what is there stand to each other in one object. */
export interface Relation {
  readonly is: 'there' | 'absent' | 'deleted' | 'leaving' | 'unclear'
  /** fields that changed in the wish */
  readonly wished: ReadonlySet<string>
  /** fields somebody edited there, that the wish does not have */
  readonly edited: ReadonlySet<string>
  /** the id of the teammate who did, where the workspace tells */
  readonly by?: string
}

interface Said {
  is: Relation['is']
  readonly fields: Set<string>
  /** changed at both ends */
  readonly clash: Set<string>
}

/**
 * How each object of a plan stands, by `kind:key`; what the plan is quiet about is there, and the same. `links`: whether a body that says the same counts
 * as another where its links lead to headings or pages that came or went since.
 */
export function relations(drawing: Drawing, { links }: { readonly links: boolean }): (key: string) => Relation {
  const { plan, matched, workspace, ledger, wishes } = drawing
  const said = new Map<string, Said>()
  const of = (key: string): Said => {
    const one = said.get(key) ?? { is: 'there', fields: new Set(), clash: new Set() }
    said.set(key, one)
    return one
  }
  for (const change of plan.levels.flat())
    if (links || change.verb !== 'update' || change.links !== true) note(change, of(at(subject(change))))
  for (const { why, kind, key, id, fields = [] } of plan.beside) {
    if (why === 'unmanaged') continue
    const one = of(`${kind}:${key}`)
    for (const { name } of fields) (why === 'conflict' ? one.clash : one.fields).add(name)
    if (why === 'blocked')
      one.is = id === undefined && matched.bound.get(`${kind}:${key}`)?.live === undefined ? 'absent' : 'unclear'
    else if (fields.length > 0) continue
    else if (why === 'orphan' && matched.bound.get(`${kind}:${key}`)?.want === undefined) one.is = 'leaving'
    else if (why === 'conflict') one.is = 'unclear'
    else if (why === 'drift') one.is = 'deleted'
  }
  for (const [key, { want, live }] of matched.bound)
    if (want?.broken === true) of(key).is = live === undefined ? 'absent' : 'unclear'
  const moved = new Map(compared(workspace, ledger, wishes).drifted.map((one) => [at(one), one]))
  return (key) => {
    const one = said.get(key)
    if (one === undefined) return same
    const drifted = moved.get(key)
    const touched = new Set(drifted?.fields.map(({ name }) => name))
    const edited = new Set([...one.fields, ...one.clash].filter((name) => touched.has(name)))
    const wished = new Set([...one.clash, ...[...one.fields].filter((name) => !edited.has(name))])
    const by = drifted?.live?.stamp?.by
    return {
      is: drifted !== undefined && drifted.live === undefined && one.is !== 'leaving' ? 'deleted' : one.is,
      wished,
      edited,
      ...(by === undefined || edited.size === 0 ? {} : { by }),
    }
  }
}

const same: Relation = { is: 'there', wished: new Set(), edited: new Set() }

function note(change: Change, one: Said): void {
  if (change.verb === 'create') one.is = 'absent'
  if (change.verb === 'delete') one.is = 'leaving'
  if (change.verb === 'update') for (const name of change.fields) one.fields.add(name)
}
