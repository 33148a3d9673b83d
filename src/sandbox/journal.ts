import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Tables } from './shapes.ts'

/** One remembered step: a row written (put moves it to the end), a row removed, or the next free id of a table. */
export type Entry =
  | { readonly op: 'put' | 'amend'; readonly table: keyof Tables; readonly id: number; readonly row: Tables[keyof Tables] }
  | { readonly op: 'remove' | 'counter'; readonly table: keyof Tables; readonly id: number }

/** The files of a store: `snapshot.jsonl`, `journal.jsonl` and `images/`. */
export interface Journal {
  read(): Entry[]
  append(entries: readonly Entry[]): void
  compact(entries: readonly Entry[]): void
  readonly keepBytes: (digest: string, bytes: Uint8Array) => void
  readonly bytes: (digest: string) => Uint8Array | undefined
}

/** Opens the files in a folder, wiping what we wrote there when a fresh start is asked for; without a folder nothing is kept. */
export function openJournal(folder: string | undefined, fresh: boolean): Journal {
  if (folder === undefined) return inMemory()
  const snapshot = join(folder, 'snapshot.jsonl')
  const journal = join(folder, 'journal.jsonl')
  const images = join(folder, 'images')
  if (fresh) for (const path of [snapshot, journal, images]) rmSync(path, { recursive: true, force: true })
  mkdirSync(images, { recursive: true })

  return {
    read: () => {
      dropTornEnd(journal)
      return [...lines(snapshot), ...lines(journal)]
    },
    append: (entries) => {
      appendFileSync(journal, `${JSON.stringify(entries)}\n`)
    },
    // a crash between the two steps replays the journal over the new snapshot, which changes nothing
    compact: (entries) => {
      writeFileSync(`${snapshot}.new`, entries.map((entry) => `${JSON.stringify([entry])}\n`).join(''))
      renameSync(`${snapshot}.new`, snapshot)
      rmSync(journal, { force: true })
    },
    keepBytes: (digest, bytes) => {
      writeFileSync(join(images, digest), bytes)
    },
    bytes: (digest) => (existsSync(join(images, digest)) ? readFileSync(join(images, digest)) : undefined),
  }
}

function lines(path: string): Entry[] {
  if (!existsSync(path)) return []
  const found = readFileSync(path, 'utf8').split('\n')
  return found.filter((line) => line !== '').flatMap((line) => JSON.parse(line) as Entry[])
}

// a killed run can leave half a line, whose answer nobody has seen
function dropTornEnd(path: string): void {
  if (!existsSync(path)) return
  const bytes = readFileSync(path)
  if (bytes.length > 0 && bytes[bytes.length - 1] !== 10) truncateSync(path, bytes.lastIndexOf(10) + 1)
}

function inMemory(): Journal {
  const kept = new Map<string, Uint8Array>()
  return {
    read: () => [],
    append: () => undefined,
    compact: () => undefined,
    keepBytes: (digest, bytes) => {
      kept.set(digest, bytes)
    },
    bytes: (digest) => kept.get(digest),
  }
}
