import { unlock } from '../ledger/index.ts'
import { chosen, load } from './config/load.ts'
import type { Door } from './door.ts'
import { lockOf } from './hold.ts'
import type { Given } from './options.ts'
import { places } from './state.ts'

/** Removes the lock of a run that is gone for good. */
export async function ledgerUnlock(given: Given, door: Door): Promise<number> {
  const { root, config } = await load(given, door)
  const { name } = chosen(config, given.text('workspace'))
  unlock(lockOf(places(root).ledger(name)), given.word('id'))
  door.out.write(`the lock of ${name} is removed\n`)
  return 0
}
