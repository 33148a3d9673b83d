import { chosen, load } from '../config/load.ts'
import type { Door } from '../door.ts'
import { storeOf } from '../memory.ts'
import type { Given } from '../options.ts'

/** Removes the lock of a run that is gone for good. */
export async function ledgerUnlock(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const { name } = chosen(project.config, given.text('workspace'))
  await storeOf(project, name, door).unlock(given.word('id'))
  door.out.write(`the lock of ${name} is removed\n`)
  return 0
}
