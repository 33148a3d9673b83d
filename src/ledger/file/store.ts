import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Lock, Machine, Store } from '../store.ts'
import { fileLedger } from './ledger.ts'
import { takeLock, unlock, type Held } from './lock.ts'

// what is thrown on the way is a rejection as well
const soon = <T>(work: () => T): Promise<T> => Promise.resolve().then(work)

const promised = (held: Held): Lock => ({
  holder: held.holder,
  renew: () =>
    soon(() => {
      held.renew()
    }),
  check: () =>
    soon(() => {
      held.check()
    }),
  release: () =>
    soon(() => {
      held.release()
    }),
})

/** The memory of a workspace in a folder of the project, meant to be committed with it. */
export function fileStore(folder: string, machine: Machine): Store {
  const lock = join(folder, 'lock')
  const workspace = (): string | null => {
    const path = join(folder, 'ledger.ndjson')
    if (!existsSync(path)) return null
    const [first = ''] = readFileSync(path, 'utf8').split('\n', 1)
    // what else may be wrong with it is for the ledger itself to say
    return /"workspace":"([^"\\]*)"/u.exec(first)?.[1] ?? null
  }
  return {
    open: (id) => soon(() => fileLedger(folder, id ?? workspace() ?? '', () => machine.unique())),
    workspace: () => Promise.resolve(workspace()),
    lock: () => soon(() => promised(takeLock(lock, machine))),
    unlock: (id) =>
      soon(() => {
        unlock(lock, id)
      }),
    drop: () => {
      for (const name of ['ledger.ndjson', 'objects', join('journal', 'steps.ndjson')])
        rmSync(join(folder, name), { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}
