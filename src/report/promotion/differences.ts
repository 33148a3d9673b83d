import type { Value } from '../../model/index.ts'
import type { ColumnsField, Promotion, PromotionRow } from '../values.ts'

/** How one or two sides that hold the same differ from the first workspace. */
export interface Difference {
  /** `repository, production → staging` */
  readonly between: string
  readonly fields: readonly { readonly name: string; readonly before: Value; readonly after: Value }[]
}

/** The fields of an object in which an outer side is not as the first workspace, gathered by which sides differ. Of what is missing on a side nothing is told. */
export function differences(row: PromotionRow, { from, to }: Pick<Promotion, 'from' | 'to'>): Difference[] {
  if (row.from.content === null) return []
  const groups: readonly [string, (field: ColumnsField) => boolean, 'repository' | 'to'][] = [
    [
      `repository, ${to} → ${from}`,
      ({ agree }) => agree.length === 2 && agree[0] === 'repository' && agree[1] === 'to',
      'repository',
    ],
    [`repository → ${from}`, ({ agree }) => row.repository.content !== null && !agree.includes('repository'), 'repository'],
    [`${to} → ${from}`, ({ agree }) => row.to.content !== null && !agree.includes('to'), 'to'],
  ]
  return groups.flatMap(([between, test, side]) => {
    const fields = row.fields.filter(test).map((field) => ({ name: field.name, before: field[side], after: field.from }))
    return fields.length === 0 ? [] : [{ between, fields }]
  })
}
