import { linkSync, mkdirSync, readdirSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Stop } from '../../model/index.ts'
import { awaited, beginning, busy, clocksOf, lost, renewed, young, type Watching } from '../holder.ts'
import type { Holder, Machine } from '../store.ts'
import { textOf } from './disk.ts'

/** A lock that is held, as `Lock` without its promises. */
export interface Held {
  readonly holder: Holder
  renew(): void
  check(): void
  release(): void
}

/** What stands in a lock: its highest number, and the text there. An empty text is a lock nobody has. */
interface Sight {
  readonly n: number
  readonly text: string
}

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
const taken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'
const file = (folder: string, n: number): string => join(folder, String(n))

function numbers(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch (error) {
    if (missing(error)) return []
    throw error
  }
}

const highest = (folder: string): number => Math.max(0, ...numbers(folder))

/** The newest of a lock. One that was cleaned away between the list and the reading was not the newest any more. */
function sight(folder: string): Sight {
  for (;;) {
    const n = highest(folder)
    if (n === 0) return { n, text: '' }
    const text = textOf(file(folder, n))
    if (text !== null) return { n, text }
  }
}

function holderIn(folder: string, { n, text }: Sight): Holder | null {
  if (text === '') return null
  try {
    return JSON.parse(text) as Holder
  } catch (error) {
    throw new Stop(65, `${file(folder, n)}: the lock cannot be read; if no other run is under way, remove it`, { cause: error })
  }
}

const written = (holder: Holder): string => `${JSON.stringify(holder)}\n`

/** Puts a whole lock under a number, or nothing where that is taken already. */
function place(folder: string, n: number, name: string, text: string): boolean {
  const beside = join(folder, `${name}.new`)
  try {
    writeFileSync(beside, text)
    linkSync(beside, file(folder, n))
    return true
  } catch (error) {
    if (taken(error)) return false
    throw error
  } finally {
    rmSync(beside, { force: true })
  }
}

/**
 * Takes the lock of a workspace: a folder in which the highest number is the holder, so that whoever comes next stands above it and never
 * removes what another may have put there meanwhile. Throws Stop 4 naming the holder where another run has it.
 *
 * A holder writes its renewal and then looks whether somebody stands above; who takes its place stands above it and then looks whether it was
 * renewed. However these meet, one of the two sees the other and steps back.
 */
export async function takeLock(
  folder: string,
  machine: Machine,
  lease: number,
  watching: Watching = () => undefined,
): Promise<Held> {
  mkdirSync(folder, { recursive: true })
  for (;;) {
    let last: Sight = { n: 0, text: '' }
    const look = (): Holder | null => holderIn(folder, (last = sight(folder)))
    await awaited(look, machine, (holder) => busy(file(folder, last.n), holder), watching)
    const at = clocksOf(machine)
    const mine = beginning(machine, lease)
    const n = last.n + 1
    if (!place(folder, n, mine.id, written(mine))) continue
    if (highest(folder) === n && (last.n === 0 || textOf(file(folder, last.n)) === last.text)) {
      // the one below stays: who looked before this moment must not find its number free
      for (const old of numbers(folder)) if (old < n - 1) rmSync(file(folder, old), { force: true })
      return held(folder, n, mine, at, machine)
    }
    rmSync(file(folder, n), { force: true })
  }
}

function held(folder: string, n: number, mine: Holder, at: ReturnType<typeof clocksOf>, machine: Machine): Held {
  const path = file(folder, n)
  let current = mine
  let renewedAt = at
  const ours = (): boolean => {
    const text = textOf(path)
    return text !== null && holderIn(folder, { n, text })?.id === mine.id
  }
  const above = (): Holder | null => holderIn(folder, sight(folder))
  const self: Held = {
    holder: mine,
    check() {
      if (!young(renewedAt, machine, mine.lease)) self.renew()
    },
    renew() {
      const began = clocksOf(machine)
      if (highest(folder) !== n || !ours()) throw lost(above())
      const next = renewed(current, machine)
      const beside = join(folder, `${mine.id}.new`)
      writeFileSync(beside, written(next))
      renameSync(beside, path)
      if (highest(folder) !== n) throw lost(above())
      current = next
      renewedAt = began
    },
    release() {
      // needs no room on the disk, and says nothing where another stands above
      if (ours()) truncateSync(path)
    },
  }
  return self
}

/** Removes a lock by its id. Throws Stop 64 where another one is there, or none. */
export function unlock(folder: string, id: string): void {
  const last = sight(folder)
  const holder = holderIn(folder, last)
  if (holder === null) throw new Stop(64, `${folder}: there is no lock`)
  if (holder.id !== id) throw new Stop(64, `${folder}: expected the id of the lock that is there, ${holder.id}, got ${id}`)
  if (!place(folder, last.n + 1, `${id}.over`, ''))
    throw new Stop(64, `${folder}: another run took the lock just now; look who holds it and try again`)
}
