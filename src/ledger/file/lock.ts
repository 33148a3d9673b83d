import { closeSync, linkSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { Stop } from '../../model/index.ts'
import { lease, type Holder, type Machine } from '../store.ts'

type Clocked = Omit<Machine, 'ticks' | 'sleep'>

/** A lock that is held, as `Lock` without its promises. */
export interface Held {
  readonly holder: Holder
  renew(): void
  check(): void
  release(): void
}

const missing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT'
const taken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

function holderOf(path: string): Holder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch (error) {
    if (missing(error)) return null
    throw new Stop(65, `${path}: the lock cannot be read; if no other run is under way, remove it`, { cause: error })
  }
}

/** Puts a whole lock in place, or nothing where there is one already. */
function place(path: string, holder: Holder): boolean {
  const beside = `${path}.${holder.id}`
  writeFileSync(beside, `${JSON.stringify(holder)}\n`)
  try {
    linkSync(beside, path)
    return true
  } catch (error) {
    if (taken(error)) return false
    throw error
  } finally {
    rmSync(beside)
  }
}

/** A holder that cannot come back: its lease is over, or its process on this host is gone. */
function dead(holder: Holder, machine: Clocked): boolean {
  if (holder.until < machine.now()) return true
  if (holder.host !== machine.host) return false
  const began = machine.began(holder.pid)
  return began === undefined || (began !== null && holder.began !== null && began !== holder.began)
}

const patience = 10_000

/** Does something while no other process does the same. One that died inside is waited for no longer than its file is young. */
function alone<T>(path: string, machine: Clocked, work: () => T): T | null {
  const gate = `${path}.taking`
  try {
    closeSync(openSync(gate, 'wx'))
  } catch (error) {
    if (!taken(error)) throw error
    if (machine.now() - ageOf(gate) > patience) rmSync(gate, { force: true })
    return null
  }
  try {
    return work()
  } finally {
    rmSync(gate, { force: true })
  }
}

function ageOf(path: string): number {
  try {
    return statSync(path).mtimeMs
  } catch (error) {
    if (missing(error)) return Number.POSITIVE_INFINITY
    throw error
  }
}

const busy = (path: string, { id, host, pid, since }: Holder): Stop =>
  new Stop(
    4,
    `another run holds this workspace: process ${pid} on ${host}, since ${new Date(since).toISOString()} (${path}). Nothing was written. Wait for it; if it is gone for good: content-sync ledger unlock ${id}`,
  )

/** Takes the lock of a workspace. Throws Stop 4 naming the holder where another run has it. */
export function takeLock(path: string, machine: Clocked): Held {
  mkdirSync(dirname(path), { recursive: true })
  const began = machine.began(machine.pid) ?? null
  const fresh = (): Holder => ({
    id: machine.unique(),
    host: machine.host,
    pid: machine.pid,
    began,
    since: machine.now(),
    until: machine.now() + lease,
  })
  const mine = fresh()
  if (place(path, mine)) return held(path, mine, machine)
  const other = holderOf(path)
  if (other !== null && !dead(other, machine)) throw busy(path, other)
  alone(path, machine, () => {
    const still = holderOf(path)
    if (still !== null && dead(still, machine)) rmSync(path)
  })
  if (place(path, mine)) return held(path, mine, machine)
  const winner = holderOf(path)
  throw winner === null
    ? new Stop(4, `another run is taking this workspace just now (${path}). Nothing was written. Try again`)
    : busy(path, winner)
}

function held(path: string, mine: Holder, machine: Clocked): Held {
  let until = mine.until
  return {
    holder: mine,
    check() {
      if (machine.now() > until - lease / 2) this.renew()
    },
    renew() {
      const now = holderOf(path)
      if (now?.id !== mine.id)
        throw new Stop(
          4,
          `this run lost its lock${now === null ? '' : ` to process ${now.pid} on ${now.host}`}: it stalled for longer than ${lease / 1000} s. Nothing more was written; run it again`,
        )
      until = machine.now() + lease
      const beside = `${path}.${mine.id}`
      writeFileSync(beside, `${JSON.stringify({ ...mine, until })}\n`)
      renameSync(beside, path)
    },
    release() {
      if (holderOf(path)?.id === mine.id) rmSync(path)
    },
  }
}

/** Removes a lock by its id. Throws Stop 64 where another one is there, or none. */
export function unlock(path: string, id: string): void {
  const holder = holderOf(path)
  if (holder === null) throw new Stop(64, `${path}: there is no lock`)
  if (holder.id !== id) throw new Stop(64, `${path}: expected the id of the lock that is there, ${holder.id}, got ${id}`)
  rmSync(path)
}
