import { subject, type Outcome, type Status } from '../../model/index.ts'
import type { OutcomeReport } from '../values.ts'
import type { OutcomeDocument } from './schemas.ts'

/** What became of a plan, as a document for machines. */
export function outcomeDocument(report: OutcomeReport): OutcomeDocument {
  const count = (status: Status): number => report.outcomes.filter((one) => one.status === status).length
  const { reads, writes, retried, throttled } = report.requests
  return {
    format: 'content-sync/outcome',
    version: 1,
    run: report.run,
    plan: report.plan,
    workspace: { name: report.workspace.name, id: report.workspace.id, region: report.workspace.region },
    counts: {
      applied: count('applied'),
      adopted: count('adopted'),
      forgotten: count('forgotten'),
      failed: count('failed'),
      notStarted: count('not-started'),
      conflict: count('conflict'),
      blocked: count('blocked'),
    },
    requests: { total: reads + writes, reads, writes, retried, throttled },
    seconds: report.seconds,
    outcomes: report.outcomes.map(became),
  }
}

function became({ change, status, id, url, failure }: Outcome): OutcomeDocument['outcomes'][number] {
  const { kind, key } = subject(change)
  const origin = change.verb === 'forget' ? undefined : change.verb === 'delete' ? change.from.origin : change.to.origin
  return {
    verb: change.verb,
    kind,
    key,
    id,
    url: url ?? null,
    status,
    failure:
      failure === undefined
        ? null
        : { status: failure.status, code: failure.code, message: failure.message, requestId: failure.requestId },
    file: origin?.file ?? null,
    line: origin?.line ?? null,
  }
}
