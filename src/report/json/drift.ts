import type { DriftReport, EditRow, Look } from '../values.ts'
import { field } from './plan.ts'
import type { DriftDocument } from './schemas.ts'

type Row = DriftDocument['drift'][number]

/** What moved in a workspace as a document for machines; foreign objects are listed where much is to be said. */
export function driftDocument(report: DriftReport, { verbose }: Pick<Look, 'verbose'>): DriftDocument {
  const { workspace, createdAt, drift, unchanged, foreign, unread } = report
  const count = (what: Row['what']): number => drift.filter((row) => row.what === what).length
  return {
    format: 'content-sync/drift',
    version: 1,
    createdAt,
    workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
    counts: { edited: count('edited'), deleted: count('deleted'), unchanged, foreign: foreign.length },
    drift: drift.map(driftRow),
    foreign: verbose ? foreign.map(({ kind, id, title, url, edit: last }) => ({ kind, id, title, url, edit: edit(last) })) : [],
    unread: unread.map(({ kind, why }) => ({ kind, why })),
  }
}

/** One object that is not as we left it. */
export const driftRow = ({ fields, edits, ...row }: DriftReport['drift'][number]): Row => ({
  ...row,
  fields: fields.map(({ name, before, after }) => field(name, before, after)),
  edits: edits.map(edit),
})

const edit = ({ by, at, via }: EditRow): Row['edits'][number] => ({ by: by === null ? null : { ...by }, at, via })
