import type { History } from './history.ts'
import type { Ledger } from '../model/index.ts'
import type { Salvage } from './file/salvage.ts'

/** Who holds a workspace, as written into the lock. Times are milliseconds. */
export interface Holder {
  readonly id: string
  readonly host: string
  readonly pid: number
  /** when the process began, in the system's own count; null where the system does not say */
  readonly began: string | null
  readonly since: number
  readonly until: number
  /** milliseconds from one renewal to the end of the lease */
  readonly lease: number
  /** how often it was renewed */
  readonly beat: number
}

/** What the machine says of itself, of processes and of time. */
export interface Machine {
  readonly host: string
  readonly pid: number
  /** when a process began; null: it runs, and the system does not say since when; undefined: there is none */
  began(pid: number): string | null | undefined
  /** milliseconds since 1970, as the machine believes */
  now(): number
  /** milliseconds since any moment; never goes back */
  ticks(): number
  sleep(ms: number): Promise<void>
  unique(): string
}

/** A lock that is held. `renew` and `check` throw Stop 4 once somebody else holds it. */
export interface Lock {
  readonly holder: Holder
  /** begins the lease anew */
  renew(): Promise<void>
  /** right before each write: costs nothing while the lease is young */
  check(): Promise<void>
  release(): Promise<void>
}

/** Where the memory of one workspace is kept: its ledger, its lock, its history. One face for every backend. */
export interface Store {
  /**
   * The memory, read anew. `workspace` is the id the token opened; null takes whatever is there (to look at it offline). Throws Stop 65 for a
   * damaged or newer ledger, 77 for one of another workspace, 69 where it cannot be reached.
   */
  open(workspace: string | null): Promise<Ledger>
  /** the id of the workspace that is remembered; null before the first save */
  workspace(): Promise<string | null>
  /**
   * Throws Stop 4 naming the holder where another run has it. A silent one whose lease looks over is watched first: `watching` is asked before
   * each look, with the milliseconds that are left, and what it throws ends the wait. Once this run lost its lock it remembers nothing more
   * (Stop 4): what is under way is for the next holder to find.
   */
  lock(watching?: (holder: Holder, left: number) => void): Promise<Lock>
  /** Removes a lock by its id. Throws Stop 64 where another one is there, or none. */
  unlock(id: string): Promise<void>
  /** what can still be read of a damaged memory besides its entries; refuses nothing that is there */
  salvage(): Promise<Salvage>
  /** Puts what is remembered aside, damaged or not, and answers where: the next `open` begins a new memory. Under the lock only. */
  aside(): Promise<string>
  /** what past runs did; under a lock it is written as well. Throws as `open` */
  history(): Promise<History>
  /** forgets all of it; for a workspace that does not exist any more */
  drop(): Promise<void>
}

/** Milliseconds a renewal lasts. */
export const lease = 60_000
