import { closeSync, existsSync, fdatasync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Entry, Facts, Fields, Ledger, Memo, Recorded } from '../../model/index.ts'
import { at, sha256, stable } from '../../model/index.ts'
import { version as form } from '../../prose/version.ts'
import { replace, textOf } from './disk.ts'
import { named } from './history.ts'
import { append, openJournal, readJournal, type Step } from './journal.ts'
import type { Header, Line } from './lines.ts'
import { read, version, write } from './lines.ts'
import { isRecorded, objects } from './objects.ts'
import { sealed } from './sum.ts'
import { together } from './together.ts'

const flushed = promisify(fdatasync)

/** The form of two records: that of today only where neither was kept before. */
function formOf(base: Fields | Recorded, seen: Fields | Recorded | null, before: number | undefined): { form?: number } {
  if (!isRecorded(base) && (seen === null || !isRecorded(seen))) return { form }
  return before === undefined ? {} : { form: before }
}

/** A push may take a second or two, and meanwhile 167 requests a second could be sent. */
const far = 200

/**
 * The memory of one workspace in a folder: `ledger.ndjson` (header, then one entry a line), records by content in `objects/`, and a journal of
 * what happened since the last save. `lineage` is taken for a ledger that is born now. Throws Stop 65 for a damaged or newer ledger, 77 for
 * one of another workspace. Nothing is written before the first change. `elsewhere` makes all of the folder safe in another place, instead of the
 * disk here.
 */
export function fileLedger(folder: string, workspace: string, lineage: () => string, elsewhere?: () => Promise<void>): Ledger {
  const path = join(folder, 'ledger.ndjson')
  const journal = join(folder, 'journal', 'steps.ndjson')
  const store = objects(join(folder, 'objects'))
  const text = textOf(path)
  const loaded = text === null ? null : read(path, text, workspace)
  const header: Header = loaded?.header ?? { version, lineage: lineage(), workspace }
  const lines = loaded?.lines ?? new Map<string, Line>()
  const images = new Map((loaded?.images ?? []).map(({ image, source }) => [image, source]))
  const cached = new Map<string, Entry>()
  let facts: Facts = header.facts ?? {}

  const digest = (record: Fields | Recorded): string => (isRecorded(record) ? record.digest : store.record(record).digest)
  const lineOf = ({ kind, key, id, base, seen, sent, blocked, updatedAt, text, ...memo }: Memo): Line => ({
    kind,
    key,
    id,
    base: digest(base),
    seen: seen === null ? null : digest(seen),
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(text === undefined ? {} : { text }),
    ...formOf(base, seen, memo.form),
    ...(blocked === undefined ? {} : { blocked }),
    ...(sent === undefined ? {} : { sent }),
  })
  const entryOf = (line: Line): Entry => {
    const known = cached.get(at(line))
    if (known !== undefined) return known
    const entry: Entry = { ...line, base: store.recorded(line.base), seen: line.seen === null ? null : store.recorded(line.seen) }
    cached.set(at(line), entry)
    return entry
  }
  const take = (step: Step): void => {
    if ('put' in step || 'move' in step) {
      const puts = 'put' in step ? [step] : step.move
      for (const { put, was } of puts) if (was !== undefined) lines.delete(at({ kind: put.kind, key: was }))
      for (const { put } of puts) {
        cached.delete(at(put))
        lines.set(at(put), put)
      }
    } else if ('drop' in step) lines.delete(at(step.drop))
    else if ('learn' in step) images.set(step.learn.image, step.learn.source)
    else facts = { ...facts, ...step.facts }
  }
  let dirty = false
  let file: number | null = null
  let broken: Error | null = null
  const kept = { steps: 0, safe: 0 }
  const past = readJournal(journal, header.lineage)
  let bytes = past.bytes
  const opened = (): number => {
    // a journal without the ledger it belongs to could be taken for another workspace's
    if (!existsSync(path)) replace(path, write(header, [], []))
    return openJournal(journal, header.lineage, bytes)
  }
  const keep = (step: Step): void => {
    // a line that could not be written whole would stand torn in front of the next one
    if (broken !== null) throw broken
    dirty = true
    take(step)
    try {
      append((file ??= opened()), `${sealed(JSON.stringify(step))}\n`, journal)
    } catch (error) {
      if (error instanceof Error) broken = error
      throw error
    }
    kept.steps += 1
  }
  const durable = together(async () => {
    if (kept.safe === kept.steps || file === null) return
    const upTo = kept.steps
    if (elsewhere === undefined) {
      // a line is worth as much as the records it names
      await store.flush()
      await flushed(file)
    } else await elsewhere()
    kept.safe = upTo
  })
  for (const step of past.steps) take(step)
  dirty = past.steps.length > 0

  return {
    entries: () => [...lines.values()].map(entryOf),
    entry: (ref) => {
      const line = lines.get(at(ref))
      return line === undefined ? undefined : entryOf(line)
    },
    put: (memo, was) => {
      keep({ put: lineOf(memo), ...(was === undefined || was === memo.key ? {} : { was }) })
    },
    move: (moves, also) => {
      const renames = moves.map(({ memo, was }) => ({ put: lineOf(memo), was }))
      keep({ move: [...renames, ...also.map((memo) => ({ put: lineOf(memo) }))] })
    },
    drop: ({ kind, key }) => {
      keep({ drop: { kind, key } })
    },
    images: () => images,
    learn: (image, source) => {
      if (images.get(image) !== source) keep({ learn: { image, source } })
    },
    facts: () => facts,
    note: (more) => {
      if (stable({ ...facts, ...more }) !== stable(facts)) keep({ facts: more })
    },
    durable,
    ahead: elsewhere === undefined ? 0 : far,
    state: () => ({ lineage: header.lineage, serial: sha256(write({ ...header, facts: {} }, lines.values(), [])) }),
    save: async () => {
      if (!dirty) return
      if (elsewhere === undefined) await durable()
      replace(
        path,
        write(
          { ...header, ...(Object.keys(facts).length > 0 ? { facts } : {}) },
          lines.values(),
          [...images].map(([image, source]) => ({ image, source })),
        ),
      )
      if (file !== null) closeSync(file)
      file = null
      if (existsSync(journal)) rmSync(journal)
      bytes = 0
      const remembered = [...lines.values()].flatMap((line) => [line.base, ...(line.seen === null ? [] : [line.seen])])
      store.sweep(new Set([...remembered, ...named(join(folder, 'history'))]))
      dirty = false
      kept.safe = kept.steps
      await elsewhere?.()
    },
  }
}
