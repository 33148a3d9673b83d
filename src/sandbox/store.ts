import type { Tables } from './shapes.ts'
import { openJournal, type Entry } from './journal.ts'

/** The names of all tables, in the order a snapshot lists them. */
export const tableNames = [
  'meta',
  'admins',
  'helpCenters',
  'audiences',
  'tags',
  'folders',
  'collections',
  'articles',
  'versions',
  'snippets',
  'sources',
  'pages',
  'macros',
  'redirects',
  'images',
] as const satisfies readonly (keyof Tables)[]

/** Everything a workspace holds, in memory, remembered in a journal when it has a folder. */
export interface Store {
  /** The rows of a table, in the order they were last written. */
  rows<K extends keyof Tables>(table: K): Tables[K][]
  get<K extends keyof Tables>(table: K, id: number): Tables[K] | undefined
  /** A number no row of this table ever had. */
  nextId(table: keyof Tables): number
  /** Writes a row and moves it to the end of its table. */
  put<K extends keyof Tables>(table: K, row: Tables[K]): void
  /** Writes a row and leaves it where it stands. */
  amend<K extends keyof Tables>(table: K, row: Tables[K]): void
  remove(table: keyof Tables, id: number): void
  /** Makes what was written since the last call durable, as one line. */
  commit(): void
  /** Stores bytes under their digest. */
  keepBytes(digest: string, bytes: Uint8Array): void
  bytes(digest: string): Uint8Array | undefined
  close(): void
}

type Rows = Map<number, Tables[keyof Tables]>

/** Opens the store in a folder, or in memory when there is none. */
export function openStore(folder: string | undefined, fresh: boolean, firstId: number): Store {
  const journal = openJournal(folder, fresh)
  const tables = new Map<keyof Tables, Rows>(tableNames.map((name) => [name, new Map()]))
  const counters = new Map<string, number>()
  let pending: Entry[] = []

  const rowsOf = (table: keyof Tables): Rows => {
    const found = tables.get(table)
    if (found === undefined) throw new Error(`no table "${table}" in this version of the sandbox`)
    return found
  }
  const play = (entry: Entry): void => {
    const rows = rowsOf(entry.table)
    if (entry.op === 'counter') {
      counters.set(entry.table, entry.id)
      return
    }
    counters.set(entry.table, Math.max(counters.get(entry.table) ?? firstId, entry.id + 1))
    if (entry.op !== 'amend') rows.delete(entry.id)
    if ('row' in entry) rows.set(entry.id, entry.row)
  }
  const record = (entry: Entry): void => {
    play(entry)
    pending.push(entry)
  }
  const commit = (): void => {
    if (pending.length > 0) journal.append(pending)
    pending = []
  }
  for (const entry of journal.read()) play(entry)

  return {
    rows: <K extends keyof Tables>(table: K) => [...rowsOf(table).values()] as Tables[K][],
    get: <K extends keyof Tables>(table: K, id: number) => rowsOf(table).get(id) as Tables[K] | undefined,
    nextId: (table) => counters.get(table) ?? firstId,
    put: (table, row) => {
      record({ op: 'put', table, id: row.id, row })
    },
    amend: (table, row) => {
      record({ op: 'amend', table, id: row.id, row })
    },
    remove: (table, id) => {
      record({ op: 'remove', table, id })
    },
    commit,
    keepBytes: journal.keepBytes,
    bytes: journal.bytes,
    close: () => {
      commit()
      journal.compact(snapshot(tables, counters))
    },
  }
}

function snapshot(tables: ReadonlyMap<keyof Tables, Rows>, counters: ReadonlyMap<string, number>): Entry[] {
  return tableNames.flatMap((table) => {
    const rows = [...(tables.get(table) ?? [])].map(([id, row]): Entry => ({ op: 'put', table, id, row }))
    const next = counters.get(table)
    return next === undefined ? rows : [...rows, { op: 'counter' as const, table, id: next }]
  })
}
