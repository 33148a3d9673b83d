import { chosen, load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { kindOf } from '../../kinds/index.ts'
import type { Entry } from '../../model/index.ts'
import type { LedgerRow } from '../../report/index.ts'
import type { Given } from '../options.ts'
import { storeOf } from '../memory.ts'
import { lookOf, reportIn, result } from '../result.ts'

/** Says which key has which id. Offline. */
export async function ledgerShow(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const { name } = chosen(project.config, given.text('workspace'))
  const store = storeOf(project, name, door)
  const id = await store.workspace()
  const entries = (await store.open(id)).entries()
  const rows = entries.map(row).sort((a, b) => (a.kind === b.kind ? compare(a.key, b.key) : compare(a.kind, b.kind)))
  const report = await reportIn(given)
  result(report.ledger({ workspace: { name, id, region: null }, entries: rows }, lookOf(given, door)), given, door)
  return 0
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function row({ kind, key, id, base }: Entry): LedgerRow {
  const title = base.fields()[kindOf(kind).natural[0] ?? 'title']
  return { kind, key, id, title: typeof title === 'string' ? title : '' }
}
