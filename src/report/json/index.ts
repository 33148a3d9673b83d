import type { CheckReport, HistoryReport, LedgerReport, Report, VerifyReport } from '../values.ts'
import { driftDocument } from './drift.ts'
import { outcomeDocument } from './outcome.ts'
import { planDocument } from './plan.ts'
import type { CheckDocument, HistoryDocument, LedgerDocument, VerifyDocument } from './schemas.ts'

const text = (document: object): string => `${JSON.stringify(document, null, 2)}\n`

function checkDocument({ files, found, findings, ignored }: CheckReport): CheckDocument {
  const count = (severity: string): number => findings.filter((finding) => finding.severity === severity).length
  return {
    format: 'content-sync/check',
    version: 1,
    files,
    found: { ...found },
    counts: { error: count('error'), warning: count('warning'), note: count('note') },
    findings: findings.map((finding) => ({ ...finding })),
    ignored: [...ignored],
  }
}

const ledgerDocument = ({ workspace, entries }: LedgerReport): LedgerDocument => ({
  format: 'content-sync/ledger',
  version: 1,
  workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
  entries: entries.map((entry) => ({ ...entry })),
})

const historyDocument = ({ workspace, runs }: HistoryReport): HistoryDocument => ({
  format: 'content-sync/history',
  version: 1,
  workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
  runs: runs.map(({ source, counts, overrides, flags, ...run }) => ({
    ...run,
    source: { ...source },
    counts: { ...counts },
    overrides: overrides.map(({ guard, says, exit, override }) => ({ guard, says, exit, override: override ?? null })),
    flags: [...flags],
  })),
})

function verifyDocument({ workspace, texts }: VerifyReport): VerifyDocument {
  const count = (fate: string): number => texts.filter((text) => text.fate === fate).length
  return {
    format: 'content-sync/verify',
    version: 1,
    workspace: { name: workspace.name, id: workspace.id, region: workspace.region },
    counts: { lossless: count('lossless'), opaque: count('opaque'), lossy: count('lossy') },
    texts: texts.map(({ blocks, ...text }) => ({
      ...text,
      blocks: blocks.map(({ line, kind, fate, says }) => ({ line, kind, fate, says: says ?? null })),
    })),
  }
}

/** One document a result, for machines; the schemas are published with the package. */
export const json: Report = {
  plan: (report) => text(planDocument(report)),
  outcome: (report) => text(outcomeDocument(report)),
  check: (report) => text(checkDocument(report)),
  ledger: (report) => text(ledgerDocument(report)),
  history: (report) => text(historyDocument(report)),
  drift: (report, look) => text(driftDocument(report, look)),
  verify: (report) => text(verifyDocument(report)),
}
