import { join } from 'node:path'
import { fileStore, gitStore, type Machine, type Store } from '../ledger/index.ts'
import { Stop, type Ledger } from '../model/index.ts'
import type { Project } from './config/load.ts'
import type { Door } from './door.ts'
import { places } from './state.ts'

/** What a ledger may ask of the machine. */
export const machineOf = (door: Door): Machine => ({
  ...door.machine,
  now: door.now,
  sleep: (ms) => door.sleep(ms),
  unique: door.unique,
})

/** Where a workspace of the config is remembered, or a `part` of its own of what is there; a sandbox, which is of this machine alone, always in a folder here. */
export function storeOf({ root, config, env }: Project, workspace: string, door: Door, part?: string): Store {
  const folder = part === undefined ? places(root).ledger(workspace) : join(places(root).ledger(workspace), part)
  const name = part === undefined ? workspace : `${workspace}.${part}`
  return config.ledger === 'file' || config.workspaces[workspace]?.sandbox === true
    ? fileStore(folder, machineOf(door), door.lease)
    : gitStore({ root, name, folder, env }, machineOf(door), door.lease)
}

/** The ledger of a workspace. One of an embedded sandbox that was started afresh is dropped with it; any other that does not fit is refused. */
export async function memory(store: Store, workspace: string, fleeting: boolean, door: Door): Promise<Ledger> {
  try {
    return await store.open(workspace)
  } catch (error) {
    if (!fleeting || !(error instanceof Stop) || error.exit !== 77) throw error
    await store.drop()
    door.err.write('the sandbox is a new one: what was remembered of the old one is dropped\n')
    return await store.open(workspace)
  }
}
