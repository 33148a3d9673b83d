import { isNothing, type Past, type PastStep } from '../../model/index.ts'
import type { HistoryRow } from '../../report/index.ts'
import { chosen, load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { storeOf } from '../memory.ts'
import type { Given } from '../options.ts'
import { lookOf, reportIn, result } from '../result.ts'

/** Says which runs there were. Sends nothing to Intercom. */
export async function ledgerHistory(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const { name } = chosen(project.config, given.text('workspace'))
  const store = storeOf(project, name, door)
  const runs = (await store.history()).runs().map(row)
  const report = await reportIn(given)
  const workspace = { name, id: await store.workspace(), region: null }
  result(report.history({ workspace, runs }, lookOf(given, door)), given, door)
  return 0
}

function row({ id, at, verb, undoes, ended, source, overrides, flags, steps }: Past): HistoryRow {
  const changed = steps.filter((step) => step.done !== null && !isNothing(step.done))
  const of = (name: PastStep['verb']): number => changed.filter((step) => step.verb === name).length
  return {
    id,
    at,
    ended,
    verb,
    undoes: undoes ?? null,
    source,
    counts: {
      create: of('create'),
      update: of('update'),
      delete: of('delete'),
      adopt: of('adopt'),
      forget: of('forget'),
      unheard: steps.filter(({ done }) => done === null).length,
      failed: steps.length - changed.length - steps.filter(({ done }) => done === null).length,
    },
    overrides: [...overrides],
    flags: [...flags],
  }
}
