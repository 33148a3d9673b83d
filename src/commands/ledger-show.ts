import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chosen, load } from './config/load.ts'
import type { Door } from './door.ts'
import { fileLedger } from '../ledger/index.ts'
import { kindOf } from '../kinds/index.ts'
import type { Entry } from '../model/index.ts'
import type { LedgerRow } from '../report/index.ts'
import type { Given } from './options.ts'
import { lookOf, reportIn, result } from './result.ts'
import { places } from './state.ts'

/** Says which key has which id. Offline. */
export async function ledgerShow(given: Given, door: Door): Promise<number> {
  const { root, config } = await load(given, door)
  const { name } = chosen(config, given.text('workspace'))
  const folder = places(root).ledger(name)
  const id = workspaceOf(join(folder, 'ledger.ndjson'))
  // without a saved ledger there is no id to compare with
  const entries = fileLedger(folder, id ?? '', door.unique).entries()
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

// the workspace a ledger says it belongs to; what is wrong with it is for the ledger itself to say
function workspaceOf(path: string): string | null {
  if (!existsSync(path)) return null
  const [first = ''] = readFileSync(path, 'utf8').split('\n', 1)
  return /"workspace":"([^"\\]*)"/u.exec(first)?.[1] ?? null
}
