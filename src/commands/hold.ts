import { renewal, type Lock, type Store } from '../ledger/index.ts'
import { Stop } from '../model/index.ts'
import type { Door } from './door.ts'

/** Works while this run holds a workspace: nobody else plans or writes there meanwhile. Throws Stop 4 where another run holds it. */
export async function hold<T>(store: Store, door: Door, work: (lock: Lock) => Promise<T>): Promise<T> {
  const lock = await store.lock(watching(door))
  const over = new AbortController()
  void renewing(lock, door, over.signal)
  let worked: T
  try {
    worked = await work(lock)
  } catch (error) {
    over.abort()
    // why the work ended is said; a lock that cannot be let go ends with this process
    await lock.release().catch(() => undefined)
    throw error
  }
  over.abort()
  await lock.release()
  return worked
}

/** Says once that a silent holder is watched. */
function watching(door: Door): NonNullable<Parameters<Store['lock']>[0]> {
  let said = false
  return ({ pid, host }, left) => {
    if (door.stop.aborted) throw new Stop(130, 'interrupted')
    if (said) return
    said = true
    door.err.write(
      `process ${pid} on ${host} holds this workspace and its lease looks over: watching it for ${Math.ceil(left / 1000)} s\n`,
    )
  }
}

// a lock that is lost is noticed by the next write, which does not happen
async function renewing(lock: Lock, door: Door, over: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await door.sleep(renewal(lock.holder.lease), over)
      await lock.renew()
    } catch {
      return
    }
  }
}
