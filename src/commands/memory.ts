import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileLedger } from '../ledger/index.ts'
import { Stop, type Ledger } from '../model/index.ts'
import type { Door } from './door.ts'

/** The ledger of a workspace. One of an embedded sandbox that was started afresh is dropped with it; any other that does not fit is refused. */
export function memory(folder: string, workspace: string, fleeting: boolean, door: Door): Ledger {
  try {
    return fileLedger(folder, workspace, door.unique)
  } catch (error) {
    if (!fleeting || !(error instanceof Stop) || error.exit !== 77) throw error
    for (const name of ['ledger.ndjson', 'objects', join('journal', 'steps.ndjson')])
      rmSync(join(folder, name), { recursive: true, force: true })
    door.err.write('the sandbox is a new one: what was remembered of the old one is dropped\n')
    return fileLedger(folder, workspace, door.unique)
  }
}
