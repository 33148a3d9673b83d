import { existsSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { Stop, type Facts, type Ref } from '../../model/index.ts'
import type { ImageLine, Line } from './lines.ts'
import { sealed, unsealed } from './sum.ts'

/** A step since the last save, one line of the journal. */
export type Step =
  | { readonly put: Line; readonly was?: string }
  | { readonly move: readonly { readonly put: Line; readonly was?: string }[] }
  | { readonly drop: Ref }
  | { readonly learn: ImageLine }
  | { readonly facts: Facts }

/** What happened since the last save, and how many bytes of the file say it: a torn last line is a write that never happened. */
export interface Journal {
  readonly steps: readonly Step[]
  readonly bytes: number
}

const wayOut = 'Nothing was written. Move the file away to go on from the last saved ledger'

const damaged = (path: string, line: number, got: string): Stop =>
  new Stop(65, `${path}:${line}: the journal is damaged: ${got}. ${wayOut}`)

const isNamed = (line: unknown): line is { readonly lineage: string } =>
  typeof line === 'object' && line !== null && 'lineage' in line

/** Reads a journal and writes nothing: another run may be at it. Throws Stop 65 where it is damaged, or another ledger's. */
export function readJournal(path: string, lineage: string): Journal {
  if (!existsSync(path)) return { steps: [], bytes: 0 }
  const content = readFileSync(path)
  const bytes = content.lastIndexOf(0x0a) + 1
  const lines = content.toString('utf8', 0, bytes).split('\n').slice(0, -1)
  const [first, ...steps] = lines.map((line, n) => {
    const text = unsealed(line)
    if (text === null) throw damaged(path, n + 1, 'the line is not the one that was written')
    try {
      return JSON.parse(text) as unknown
    } catch {
      throw damaged(path, n + 1, 'expected a line of JSON')
    }
  })
  if (bytes === 0) return { steps: [], bytes }
  if (!isNamed(first)) throw damaged(path, 1, 'expected the lineage of the ledger it belongs to')
  if (first.lineage !== lineage)
    throw new Stop(65, `${path}: the journal belongs to another ledger (${first.lineage}, this one is ${lineage}). ${wayOut}`)
  return { steps: steps as Step[], bytes }
}

/** Opens a journal to go on with it, from its last whole line; a new one says first which ledger it belongs to. */
export function openJournal(path: string, lineage: string, bytes: number): number {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'a')
  ftruncateSync(file, bytes)
  if (bytes === 0) append(file, `${sealed(JSON.stringify({ lineage }))}\n`, path)
  return file
}

/** Adds a line to an open journal. A disk that is nearly full takes a part of it and says nothing: the rest is what it refuses then. */
export function append(file: number, line: string, path: string): void {
  const bytes = Buffer.from(line)
  try {
    for (let done = 0; done < bytes.length;) done += writeSync(file, bytes, done)
  } catch (error) {
    // the number of an open file names none
    throw error instanceof Error ? Object.assign(error, { path }) : error
  }
}
