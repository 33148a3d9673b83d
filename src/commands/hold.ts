import { join } from 'node:path'
import { lease, takeLock, type Lock } from '../ledger/index.ts'
import type { Door } from './door.ts'

/** The lock of a workspace's ledger folder. */
export const lockOf = (folder: string): string => join(folder, 'lock')

/** Works while this run holds a workspace: nobody else plans or writes there meanwhile. Throws Stop 4 where another run holds it. */
export async function hold<T>(folder: string, door: Door, work: (lock: Lock) => Promise<T>): Promise<T> {
  const lock = takeLock(lockOf(folder), { ...door.machine, now: door.now, unique: door.unique })
  const over = new AbortController()
  void renewing(lock, door, over.signal)
  try {
    return await work(lock)
  } finally {
    over.abort()
    lock.release()
  }
}

// a lock that is lost is noticed by the next write, which does not happen
async function renewing(lock: Lock, door: Door, over: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await door.sleep(lease / 3, over)
      lock.renew()
    } catch {
      return
    }
  }
}
