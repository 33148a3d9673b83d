import type { Column, Promotion, PromotionRow } from '../values.ts'
import type { PlanDocument } from './schemas.ts'
import { json } from './value.ts'

type Document = NonNullable<PlanDocument['promotion']>

/** The three sides of a promotion as a part of the document of its plan. */
export const promotionDocument = ({ from, to, rows, same }: Promotion): Document => ({
  columns: { repository: 'repository', from, to },
  counts: { same, differing: rows.length },
  objects: rows.map(object),
})

const object = ({ repository, from, to, fields, ...row }: PromotionRow): Document['objects'][number] => ({
  ...row,
  repository: column(repository),
  from: column(from),
  to: column(to),
  fields: fields.map(({ name, agree, ...values }) => ({
    name,
    repository: json(values.repository),
    from: json(values.from),
    to: json(values.to),
    agree: [...agree],
  })),
})

const column = ({ changed, behind, ...rest }: Column): Document['objects'][number]['repository'] => ({
  ...rest,
  changed: [...changed],
  behind: [...behind],
})
