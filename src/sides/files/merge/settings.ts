import type { Change, Fields, Ref } from '../../../model/index.ts'
import { at, isRefs } from '../../../model/index.ts'
import type { Merging } from './merging.ts'
import { markLines } from './lines.ts'

/** What says what both sides changed. */
interface Around {
  readonly merging?: ReadonlyMap<string, Merging>
}

/** The fields of an entry that both sides changed and that are no sets: a person has to decide. */
function words(change: Change, { merging }: Around): readonly string[] {
  if (change.verb !== 'update') return []
  const both = merging?.get(at(change.to))
  return both === undefined ? [] : change.fields.filter((name) => both.fields.includes(name) && !isRefs(change.to.fields[name]))
}

/** A change of an entry of settings without what a person has to decide. */
export function settled(change: Change, around: Around): Change {
  const open = words(change, around)
  return change.verb !== 'update' || open.length === 0
    ? change
    : { ...change, fields: change.fields.filter((name) => !open.includes(name)) }
}

/**
 * A file of settings with the lines both sides changed between markers, and the entries they stand in. `edit` writes changes into a text; what is
 * settled stands in it already.
 */
export function clashing(
  text: string,
  changes: readonly Change[],
  edit: (text: string, changes: readonly Change[]) => string,
  around: Around,
): { readonly text: string; readonly fought: readonly { readonly of: Ref; readonly clashes: number }[] } {
  const open = changes.flatMap((change) => {
    const names = words(change, around)
    const both = change.verb === 'update' ? around.merging?.get(at(change.to)) : undefined
    return change.verb !== 'update' || both === undefined || names.length === 0 ? [] : [{ change, names, both }]
  })
  if (open.length === 0) return { text, fought: [] }
  const having = (fields: (one: (typeof open)[number]) => Fields): string =>
    edit(
      text,
      open.map((one): Change => ({ ...one.change, fields: one.names, to: { ...one.change.to, fields: fields(one) } })),
    )
  const before = having(({ change, names, both }) => ({
    ...change.to.fields,
    ...Object.fromEntries(names.map((name) => [name, both.before[name] ?? ''])),
  }))
  const intercom = having(({ change }) => change.to.fields)
  const said = [...new Set(open.map(({ both }) => both.said))].join('; ')
  return {
    text: markLines(text, before, intercom, said).text,
    fought: open.map(({ change, names }) => ({ of: { kind: change.to.kind, key: change.to.key }, clashes: names.length })),
  }
}
