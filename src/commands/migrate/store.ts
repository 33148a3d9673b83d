import type { Lock, Store } from '../../ledger/index.ts'
import type { Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { storeOf } from '../memory.ts'

/**
 * The memory of what was carried from one workspace into another: of its own, beside what files are remembered to have there, so that a run from
 * files does not take what was carried over for files that are gone. Held together with the workspace itself: nobody else writes meanwhile.
 */
export function pairStore(project: Project, from: string, to: string, door: Door): Store {
  const whole = storeOf(project, to, door)
  const pair = storeOf(project, to, door, `from-${from}`)
  return {
    ...pair,
    async lock(watching) {
      const outer = await whole.lock(watching)
      try {
        return both(outer, await pair.lock(watching))
      } catch (error) {
        await outer.release()
        throw error
      }
    },
  }
}

const both = (outer: Lock, inner: Lock): Lock => ({
  holder: outer.holder,
  async renew() {
    await outer.renew()
    await inner.renew()
  },
  async check() {
    await outer.check()
    await inner.check()
  },
  async release() {
    await inner.release()
    await outer.release()
  },
})
