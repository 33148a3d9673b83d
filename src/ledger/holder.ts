import { Stop } from '../model/index.ts'
import type { Holder, Machine } from './store.ts'

/** What can be told of a holder: it has the lock, it cannot have it any more, or only watching will tell. */
export type Verdict = 'held' | 'over' | 'watch'

/** Both clocks at one moment: one may be set, the other stands still while the machine sleeps. */
export interface Clocks {
  readonly now: number
  readonly ticks: number
}

export const clocksOf = (machine: Pick<Machine, 'now' | 'ticks'>): Clocks => ({ now: machine.now(), ticks: machine.ticks() })

/** Milliseconds after which a holder renews, and without a renewal may not write. */
export const renewal = (lease: number): number => lease / 3

/** Milliseconds a silent holder is watched before its place is taken: longer than it may write without renewing, by any clock. */
export const silence = (lease: number): number => lease / 2

/** Who this process is as a holder whose lease begins now. */
export const beginning = (machine: Omit<Machine, 'sleep'>, lease: number): Holder => ({
  id: machine.unique(),
  host: machine.host,
  pid: machine.pid,
  began: machine.began(machine.pid) ?? null,
  since: machine.now(),
  until: machine.now() + lease,
  lease,
  beat: 0,
})

/** A holder whose lease begins anew; it never looks as it did before, whatever the clock says. */
export const renewed = (holder: Holder, machine: Pick<Machine, 'now'>): Holder => ({
  ...holder,
  until: machine.now() + holder.lease,
  beat: holder.beat + 1,
})

/** Whether a holder that renewed at these clocks may still write: both must say so, and one that jumped says no. */
export function young(renewedAt: Clocks, machine: Pick<Machine, 'now' | 'ticks'>, lease: number): boolean {
  const { now, ticks } = clocksOf(machine)
  const fresh = (age: number): boolean => age >= 0 && age < renewal(lease)
  return fresh(now - renewedAt.now) && fresh(ticks - renewedAt.ticks)
}

/**
 * Judges a holder that was seen unchanged for `unchanged` milliseconds of a clock that never goes back. Clocks of two machines may be hours
 * apart, so a lease that looks over is a reason to watch and not to take: only a process that is gone from this host is over at once.
 */
export function judge(holder: Holder, machine: Pick<Machine, 'host' | 'began' | 'now'>, unchanged: number): Verdict {
  if (holder.host === machine.host) {
    const began = machine.began(holder.pid)
    if (began === undefined || (began !== null && holder.began !== null && began !== holder.began)) return 'over'
  }
  if (machine.now() <= holder.until) return 'held'
  return unchanged > silence(holder.lease) ? 'over' : 'watch'
}

/** Asked before each look at a silent holder, with the milliseconds it is watched still; what it throws ends the wait. */
export type Watching = (holder: Holder, left: number) => void

/**
 * Waits until a lock can be taken: answers the holder whose time is over, or null where there is none. `look` reads the lock; whoever is held is
 * thrown as `busy`.
 */
export async function awaited(
  look: () => Holder | null | Promise<Holder | null>,
  machine: Machine,
  busy: (holder: Holder) => Stop,
  watching: Watching,
): Promise<Holder | null> {
  const first = await look()
  const seen = machine.ticks()
  if (first === null) return null
  for (let unchanged = 0; ;) {
    const verdict = judge(first, machine, unchanged)
    if (verdict === 'over') return first
    if (verdict === 'held') throw busy(first)
    const left = silence(first.lease) - unchanged
    watching(first, left)
    await machine.sleep(Math.min(1000, left + 1))
    const asked = machine.ticks()
    const there = await look()
    if (there === null) return null
    if (there.id !== first.id || there.beat !== first.beat) throw busy(there)
    unchanged = asked - seen
  }
}

/** A refusal that names the holder; `where`: what the lock is. */
export const busy = (where: string, { id, host, pid, since }: Holder): Stop =>
  new Stop(
    4,
    `another run holds this workspace: process ${pid} on ${host}, since ${new Date(since).toISOString()} (${where}). Nothing was written. Wait for it; if it is gone for good: content-sync ledger unlock ${id}`,
  )

/** The end of a run that is not the holder any more; `by`: who is. */
export const lost = (by: Holder | null): Stop =>
  new Stop(
    4,
    `this run lost its lock${by === null ? '' : ` to process ${by.pid} on ${by.host}`}: it stalled, or somebody removed the lock. Nothing more was written; run it again`,
  )
