import { lease, type Lock, type Store } from '../ledger/index.ts'
import type { Door } from './door.ts'

/** Works while this run holds a workspace: nobody else plans or writes there meanwhile. Throws Stop 4 where another run holds it. */
export async function hold<T>(store: Store, door: Door, work: (lock: Lock) => Promise<T>): Promise<T> {
  const lock = await store.lock()
  const over = new AbortController()
  void renewing(lock, door, over.signal)
  try {
    return await work(lock)
  } finally {
    over.abort()
    await lock.release()
  }
}

// a lock that is lost is noticed by the next write, which does not happen
async function renewing(lock: Lock, door: Door, over: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await door.sleep(lease / 3, over)
      await lock.renew()
    } catch {
      return
    }
  }
}
