import type { Machine, Store } from '../../../src/ledger/index.ts'

/** Files of a memory, path → bytes. */
export type Shelf = ReadonlyMap<string, Buffer>

/** One memory of one workspace, and ways around the store to look at it and to damage it. */
export interface Bench {
  /** somebody who opens it: each another process, on another checkout where the backend knows such a thing */
  store(over?: Partial<Machine>, lease?: number): Store
  /** what is kept, as it is */
  files(): Shelf
  /** puts other bytes in the place of a file; null takes it away */
  damage(path: string, bytes: Buffer | string | null): void
  /** what a process of its own is given in its environment to open it too: another checkout for each */
  door(): Readonly<Record<string, string>>
  close(): void
}

/** A kind of place where memories are kept. */
export interface Backend {
  readonly name: string
  /** it is kept with a git repository */
  readonly git: boolean
  open(): Bench
}

/** When a process of this machine began; undefined: there is none. Enough for processes that are not followed by others of their number. */
export function began(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
    return 'once'
  } catch {
    return undefined
  }
}

let names = 0

/** A machine of a bakery, its clock standing at a million. */
export const machine = (over: Partial<Machine> = {}): Machine => ({
  host: 'oven',
  pid: 100,
  began: (pid) => (pid === 100 || pid === 200 ? `start-of-${pid}` : undefined),
  now: () => 1_000_000,
  ticks: () => 0,
  sleep: (ms) => new Promise((done) => setTimeout(done, Math.min(ms, 20))),
  unique: () => `name-${++names}-${Math.random().toString(36).slice(2)}`,
  ...over,
})
