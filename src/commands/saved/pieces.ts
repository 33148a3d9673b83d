import { at, likeness, subject } from '../../model/index.ts'
import type { PlanReport } from '../../report/index.ts'
import { planDocument } from '../../report/json/plan.ts'
import type { PlanDocument, SavedPlanDocument } from '../../report/json/schemas.ts'
import { usualRate, type Drawing } from '../draw.ts'
import type { Given } from '../options.ts'
import type { Survey } from '../survey.ts'
import { desired } from './desired.ts'
import { proof } from './proof.ts'
import { saidOf } from './rules.ts'

/** A report whose cost counts that each object is read again right before it is written. */
export function twiceRead(report: PlanReport): PlanReport {
  const { levels, fixes, cost } = report.plan
  const reads = levels.flat().filter(({ verb }) => verb === 'update' || verb === 'delete').length + fixes.length
  const requests = cost.requests + reads
  return { ...report, plan: { ...report.plan, cost: { requests, seconds: Math.ceil(requests / usualRate) } } }
}

/** A plan as a document that can be carried out later, one piece a change, without its seal. `exits` are the exit codes of what it leaves out. */
export async function pieces(
  { drawing, report, store }: Survey<unknown>,
  given: Given,
  exits: readonly number[],
): Promise<Iterable<string>> {
  const { lineage, serial } = drawing.ledger.state()
  const saved: Omit<SavedPlanDocument['saved'], 'seal'> = {
    memory: { lineage: (await store.workspace()) === null ? null : lineage, serial },
    files: { ...desired(drawing.files, drawing.wishes.only) },
    rules: saidOf(drawing.wishes, given, drawing.workspace.account.admin),
    exits: [...exits],
  }
  return printed(planDocument(report), saved, drawing)
}

function* printed(document: PlanDocument, saved: object, drawing: Drawing): Generator<string> {
  const around = JSON.stringify({ ...document, changes: [], saved }, null, 2)
  // inside a text each quote has a backslash before it, so this is the member itself
  const [head = '', tail = ''] = around.split('"changes": []')
  const all = drawing.plan.levels.flat()
  yield `${head}"changes": [`
  for (const [n, change] of document.changes.entries()) {
    const planned = all[n]
    if (planned === undefined) throw new Error('a plan and its document hold the same changes')
    const live = drawing.live.get(at(subject(planned)))
    const { expects, ...said } = change
    const proved = {
      ...said,
      expects: { ...expects, likeness: live === undefined ? null : likeness(live) },
      proof: proof(planned),
    }
    yield `${n === 0 ? '' : ','}\n    ${JSON.stringify(proved, null, 2).replaceAll('\n', '\n    ')}`
  }
  yield `${all.length === 0 ? '' : '\n  '}]${tail}`
}
