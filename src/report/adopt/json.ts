import type { AdoptDocument } from './schema.ts'
import type { AdoptReport, AdoptRow } from './values.ts'

/** The same table for machines; its schema is published with the package. */
export function adoptDocument({ workspace, rows, foreign, skipped }: AdoptReport): AdoptDocument {
  const count = (standing: AdoptRow['standing']): number => rows.filter((row) => row.standing === standing).length
  return {
    format: 'content-sync/adopt',
    version: 1,
    workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
    counts: {
      equal: count('equal'),
      differs: count('differs'),
      renamed: count('renamed'),
      unsure: count('unsure'),
      new: count('new'),
      foreign: foreign.length,
    },
    files: rows.map(({ kind, key, file, line, title, standing, fields, objects, says }) => ({
      kind,
      key,
      file,
      line,
      title,
      standing,
      fields: [...fields],
      objects: objects.map(({ id, title, url, reasons }) => ({ id, title, url, why: { ...reasons } })),
      says,
    })),
    foreign: foreign.map(({ kind, id, title, url }) => ({ kind, id, title, url })),
    skipped: skipped.map(({ kind, why }) => ({ kind, why })),
  }
}
