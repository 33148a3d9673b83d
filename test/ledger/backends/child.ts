import { join } from 'node:path'
import { fileStore, gitStore, type Lock, type Machine, type Store } from '../../../src/ledger/index.ts'
import { Stop, type Ledger } from '../../../src/model/index.ts'
import { began } from './backend.ts'

/** What a process is told to do, and what it answers. */
export type Told = { readonly do: 'lock' | 'work' | 'release' } | { readonly do: 'put'; readonly key: string }
export type Answer = { readonly exit: number; readonly says: string }

// A process that opens a memory as a run does: it holds, puts, saves and lets go as it is told, or puts on and on until it is killed.
const machine: Machine = {
  host: 'oven',
  pid: process.pid,
  began,
  now: Date.now,
  ticks: () => performance.now(),
  sleep: (ms) => new Promise((done) => setTimeout(done, ms)),
  unique: () => crypto.randomUUID(),
}
const { BACKEND, FOLDER = '' } = process.env
const home = { root: FOLDER, name: 'bakery', folder: join(FOLDER, '.content-sync', 'bakery'), env: process.env }
const store = (): Store => (BACKEND === 'git' ? gitStore(home, machine) : fileStore(FOLDER, machine))

const held: { lock?: Lock; ledger?: Ledger } = {}

function ledger(): Ledger {
  if (held.ledger === undefined) throw new Error('the memory is not open')
  return held.ledger
}

const put = (key: string): void => {
  ledger().put({ kind: 'article', key, id: key, base: { title: key }, seen: null })
}

async function act(told: Told): Promise<void> {
  switch (told.do) {
    case 'lock': {
      const mine = store()
      held.lock = await mine.lock()
      held.ledger = await mine.open('bakery')
      return
    }
    case 'put':
      put(told.key)
      await ledger().save()
      return
    case 'work':
      for (let n = 0; ; n++) {
        put(`loaf-${n}`)
        await ledger().durable()
        process.send?.({ exit: 0, says: `loaf-${n}` } satisfies Answer)
      }
    case 'release':
      await held.lock?.release()
  }
}

process.on('message', (told: Told) => {
  act(told).then(
    () => process.send?.({ exit: 0, says: '' } satisfies Answer),
    (error: unknown) =>
      process.send?.(
        error instanceof Stop ? { exit: error.exit, says: error.message } : { exit: 70, says: String((error as Error).stack) },
      ),
  )
})
