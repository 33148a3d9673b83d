import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isOpen, Stop, type Done, type Entry, type Outcome, type Past, type Recorded, type Step } from '../../model/index.ts'
import type { History } from '../history.ts'
import { replace } from './disk.ts'
import { isRecorded, objects, type Objects } from './objects.ts'
import { became, begun, over, past } from './run-lines.ts'

/** Runs that are kept. */
const kept = 100

/** Files of runs, the oldest first: `000017-<id>.ndjson`. */
const files = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d+-[\w-]+\.ndjson$/u.test(name))
        .sort()
    : []

const idIn = (file: string): string => file.slice(file.indexOf('-') + 1, -'.ndjson'.length)

/** The records that kept runs name: a ledger must not sweep them away. */
export function named(folder: string): string[] {
  return files(folder).flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/"([0-9a-f]{64})"/gu)].flatMap(([, digest]) => digest ?? []),
  )
}

function safe(step: Step, store: Objects): Step<Recorded> {
  const record = (value: Step['image']): Recorded | null => (value === null || isRecorded(value) ? value : store.record(value))
  return { ...step, image: record(step.image), base: record(step.base) }
}

const doneWith = (outcome: Outcome, entry: Entry | undefined): Done => ({
  status: outcome.status,
  id: outcome.id,
  ...(isOpen(outcome) ? { open: true } : {}),
  base: entry?.base ?? null,
  seen: entry?.seen ?? null,
})

/** The history of a workspace in a folder: one file a run in `history/`, records in the ledger's own `objects/`. */
export function fileHistory(memory: string): History {
  const folder = join(memory, 'history')
  const store = objects(join(memory, 'objects'))
  const read = (name: string): Past =>
    past(join(folder, name), readFileSync(join(folder, name), 'utf8'), (digest) => store.recorded(digest))
  return {
    async begin(run, steps) {
      const all = files(folder)
      const number = Number.parseInt(all.at(-1) ?? '0', 10) + 1
      const path = join(folder, `${String(number).padStart(6, '0')}-${run.id}.ndjson`)
      const safely = steps.map((step) => safe(step, store))
      // a line is worth as much as the records it names
      await store.flush()
      replace(path, begun(run, safely))
      for (const name of all.slice(0, Math.max(0, all.length + 1 - kept))) rmSync(join(folder, name))
      const told = new Map<number, { outcome: Outcome; line: string }>()
      const lineFor = (place: number, outcome: Outcome, entry: Entry | undefined): string => {
        const line = became(place, doneWith(outcome, entry))
        if (told.get(place)?.line === line) return ''
        told.set(place, { outcome, line })
        return line
      }
      return {
        became(place, outcome, entry) {
          appendFileSync(path, lineFor(place, outcome, entry))
        },
        end(at, left) {
          const last = [...told].map(([place, { outcome }]) => {
            const entry = left(place)
            return entry === undefined ? '' : lineFor(place, outcome, entry)
          })
          appendFileSync(path, `${last.join('')}${over(at)}`)
        },
      }
    },
    runs: () => files(folder).reverse().map(read),
    run(id) {
      const [one, another] = files(folder).filter((name) => idIn(name).startsWith(id))
      if (one === undefined) throw new Stop(64, `the history has no run ${id}; content-sync ledger history lists them`)
      if (another !== undefined) throw new Stop(64, `${id} begins the ids of several runs: say more of it`)
      return read(one)
    },
  }
}
