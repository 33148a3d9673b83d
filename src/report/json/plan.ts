import {
  digestOf,
  sha256,
  stable,
  subject,
  type Beside,
  type Change,
  type Fields,
  type Resource,
  type Value,
} from '../../model/index.ts'
import type { PlanReport } from '../values.ts'
import { promotionDocument } from './promotion.ts'
import type { PlanDocument } from './schemas.ts'
import { json } from './value.ts'

type Field = PlanDocument['changes'][number]['fields'][number]

/** A plan as a document for machines; its id is the digest of everything else in it, or that of the saved plan it is the rest of. */
export function planDocument({ plan, workspace, source, createdAt, saved, promotion }: PlanReport): PlanDocument {
  const document: Omit<PlanDocument, 'id'> = {
    format: 'content-sync/plan',
    version: 1,
    createdAt,
    workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
    source: { ...source },
    counts: { ...plan.counts },
    cost: { ...plan.cost },
    changes: plan.levels.flatMap((level, index) => level.map((change) => ({ ...changed(change), level: index }))),
    beside: plan.beside.map(besides),
    findings: plan.findings.map((found) => ({ ...found })),
    refusals: plan.refusals.map(({ guard, says, exit, override }) => ({ guard, says, exit, override: override ?? null })),
    ...(promotion === undefined ? {} : { promotion: promotionDocument(promotion) }),
  }
  const { format, version, ...said } = document
  // change by change: the text of a whole plan can be larger than all the rest of a run
  const changes = saved === undefined ? document.changes.map((change) => sha256(stable(change))) : []
  return { format, version, id: saved ?? sha256(stable({ ...document, changes })), ...said }
}

function changed(change: Change): Omit<PlanDocument['changes'][number], 'level'> {
  const { kind, key } = subject(change)
  const base = { verb: change.verb, kind, key }
  switch (change.verb) {
    case 'create':
      return { ...base, id: null, ...where(change.to), fields: fields({}, change.to.fields), expects: {} }
    case 'update':
      return {
        ...base,
        id: change.id,
        ...where(change.to),
        fields: change.fields.map((name) => field(name, change.from.fields[name], change.to.fields[name])),
        expects: expects(change.from),
        ...moved(change.movedFrom),
        ...(change.takeover === true ? { takeover: true } : {}),
        ...(change.links === true ? { links: true } : {}),
      }
    case 'adopt':
      return {
        ...base,
        id: change.id,
        ...where(change.to),
        fields: [],
        expects: expects(change.from),
        ...moved(change.movedFrom),
      }
    case 'delete':
      return {
        ...base,
        id: change.id,
        ...where(change.from),
        fields: fields(change.from.fields, {}),
        expects: expects(change.from),
      }
    case 'forget':
      return { ...base, id: null, file: null, line: null, fields: [], expects: {} }
  }
}

const where = ({ origin }: Resource): { file: string | null; line: number | null } => ({
  file: origin?.file ?? null,
  line: origin?.line ?? null,
})

const moved = (from: string | undefined): { movedFrom?: string } => (from === undefined ? {} : { movedFrom: from })

const expects = (from: Resource): { updatedAt?: number; digest: string } => ({
  ...(from.stamp?.updatedAt === undefined ? {} : { updatedAt: from.stamp.updatedAt }),
  digest: digestOf(from.fields),
})

const fields = (before: Fields, after: Fields): Field[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((name) => field(name, before[name], after[name]))

/** A field before and after; what is not there is null in JSON. */
export const field = (name: string, before: Value | undefined, after: Value | undefined): Field => ({
  name,
  before: json(before),
  after: json(after),
})

function besides({ why, kind, key, id, file, line, says, by, fields }: Beside): PlanDocument['beside'][number] {
  return {
    why,
    kind,
    key,
    id: id ?? null,
    file: file ?? null,
    line: line ?? null,
    says,
    by: by ?? null,
    fields: (fields ?? []).map(({ name, before, after }) => field(name, before, after)),
  }
}
