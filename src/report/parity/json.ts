import type { Place } from '../values.ts'
import type { ParityDocument } from './schema.ts'
import type { ParityReport } from './values.ts'

const place = ({ name, id, region }: Place): ParityDocument['from'] => ({ name, id, region })

/** The comparison for machines; its schema is published with the package. */
export const parityDocument = (report: ParityReport): ParityDocument => ({
  format: 'content-sync/parity',
  version: 1,
  createdAt: report.createdAt,
  from: place(report.from),
  to: place(report.to),
  counts: report.counts.map((row) => ({ ...row })),
  compared: { texts: report.texts, links: report.links, images: report.images },
  skipped: report.skipped.map((row) => ({ ...row })),
  differences: report.differences.map((row) => ({ ...row })),
  stale: report.stale.map((row) => ({ ...row })),
  broken: report.broken.map((row) => ({ ...row })),
})
