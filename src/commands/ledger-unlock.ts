import { chosen, load } from './config/load.ts'
import type { Door } from './door.ts'
import { storeOf } from './memory.ts'
import type { Given } from './options.ts'

/** Removes the lock of a run that is gone for good. */
export async function ledgerUnlock(given: Given, door: Door): Promise<number> {
  const { root, config } = await load(given, door)
  const { name } = chosen(config, given.text('workspace'))
  await storeOf(root, name, door).unlock(given.word('id'))
  door.out.write(`the lock of ${name} is removed\n`)
  return 0
}
