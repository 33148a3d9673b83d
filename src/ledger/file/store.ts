import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { lease as usual, type Lock, type Machine, type Store } from '../store.ts'
import { fenced } from './fenced.ts'
import { fileHistory } from './history.ts'
import { fileLedger } from './ledger.ts'
import { workspaceIn } from './lines.ts'
import { putAside } from './aside.ts'
import { salvage } from './salvage.ts'
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

/** Where a memory is put aside: beside the folder's other parts, under the time. */
export const asideIn = (folder: string, { now }: Pick<Machine, 'now'>): string =>
  join(folder, 'aside', new Date(now()).toISOString().replaceAll(/[:.]/gu, '-'))

/** The memory of a workspace in a folder of the project, meant to be committed with it. `lease`: milliseconds a renewal of its lock lasts. */
export function fileStore(folder: string, machine: Machine, lease: number = usual): Store {
  const mine: { lock?: Held } = {}
  const lock = join(folder, 'lock')
  const workspace = (): string | null => workspaceIn(folder)
  return {
    open: (id) =>
      soon(() =>
        fenced(
          fileLedger(folder, id ?? workspace() ?? '', () => machine.unique()),
          () => mine.lock?.check(),
        ),
      ),
    workspace: () => Promise.resolve(workspace()),
    history: () => Promise.resolve(fileHistory(folder)),
    lock: async (watching) => {
      const taken = await takeLock(lock, machine, lease, watching)
      mine.lock = taken
      return promised({
        ...taken,
        release: () => {
          taken.release()
          delete mine.lock
        },
      })
    },
    unlock: (id) =>
      soon(() => {
        unlock(lock, id)
      }),
    salvage: () => soon(() => salvage(folder)),
    aside: () =>
      soon(() => {
        const to = asideIn(folder, machine)
        putAside(folder, to)
        return to
      }),
    drop: () => {
      for (const name of ['ledger.ndjson', 'objects', 'history', join('journal', 'steps.ndjson')])
        rmSync(join(folder, name), { recursive: true, force: true })
      return Promise.resolve()
    },
  }
}
