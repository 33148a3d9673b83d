import { Refused, Stop } from '../../model/index.ts'
import type { Door } from '../door.ts'
import type { Found, Moved } from './look.ts'

/** Articles to be looked at, each once however often it was told of. `ended` resolves after an interrupt and rejects where watching cannot go on. */
export interface Taking {
  add(id: string): void
  readonly ended: Promise<void>
}

/** `wait`: milliseconds after which what could be a write of ours under way is looked at again. */
export interface Work {
  readonly look: (id: string) => Promise<Found | undefined>
  readonly wait: number
  readonly said: (moved: Moved) => void
  readonly door: Pick<Door, 'err' | 'now' | 'sleep' | 'stop'>
}

/** Looks at one article after the other, and says each state of one that is not as we left it once. */
export function taking({ look, wait, said, door }: Work): Taking {
  const { stop } = door
  const waiting = new Set<string>()
  const told = new Map<string, string>()
  const due = new Map<string, number>()
  let wake: () => void = () => undefined
  const add = (id: string): void => {
    waiting.add(id)
    wake()
  }
  const later = (id: string): void => {
    due.set(id, door.now() + wait)
    // an interrupt ends the sleep by rejecting
    void door.sleep(wait, stop).then(
      () => {
        add(id)
      },
      () => undefined,
    )
  }
  const one = async (id: string): Promise<void> => {
    const found = await look(id)
    if (found === undefined) told.delete(id)
    if (found === undefined || told.get(id) === found.digest) {
      due.delete(id)
      return
    }
    const at = due.get(id)
    if (found.unsure && at === undefined) later(id)
    if (found.unsure && (at === undefined || door.now() < at)) return
    due.delete(id)
    const moved = await found.row()
    told.set(id, found.digest)
    said(moved)
  }
  const work = async (): Promise<void> => {
    for (;;) {
      if (stop.aborted) return
      const [id] = waiting
      if (id === undefined) await new Promise<void>((resolve) => (wake = resolve))
      else {
        waiting.delete(id)
        await one(id).catch((error: unknown) => {
          unread(id, error, door)
        })
      }
    }
  }
  stop.addEventListener('abort', () => {
    wake()
  })
  return { add, ended: work() }
}

/** What could not be looked at is left to the next list. Throws what ends the watch. */
function unread(id: string, error: unknown, { err, stop }: Pick<Door, 'err' | 'stop'>): void {
  if (stop.aborted) return
  if (!(error instanceof Refused) && !(error instanceof Stop && (error.exit === 69 || error.exit === 65))) throw error
  err.write(`article ${id}: not looked at (${error.message}); the next content-sync drift will tell\n`)
}
