import type { Store } from '../../ledger/index.ts'
import type { Change, Fields, Ledger, Outcome, Resource } from '../../model/index.ts'
import { Stop } from '../../model/index.ts'
import type { SavedPlanDocument } from '../../report/json/schemas.ts'
import type { Door } from '../door.ts'
import type { Drawing, Wishes } from '../draw.ts'
import type { Given } from '../options.ts'
import { part, type Part } from './part.ts'
import { recall } from './recall.ts'
import { asSaved, wishesOf } from './rules.ts'

/** A saved plan about to be carried out. */
export interface SavedRun {
  readonly id: string
  /** what was asked for, with the flags the plan was drawn with */
  readonly given: Given
  readonly rules: Partial<Wishes>
  /** exit codes for what the plan left out when it was drawn */
  readonly exits: readonly number[]
  /** a fresh drawing, with nothing left but changes that are exactly those of the plan. Throws Stop 77 or 5 where it is not for here and now */
  sift(drawing: Drawing, store: Store): Promise<Drawing>
  /** what became of changes that could not be made as planned */
  left(): readonly Outcome[]
  /** notes that the plan is carried out, so that it is not a second time */
  spend(ledger: Ledger): void
}

/** How many plans a memory knows to be spent. */
const known = 50

/** The saved plan that was asked for; undefined where none was. Throws as `recall`, Stop 64 for flags that would make it another, 77 for another workspace. */
export function savedRun(given: Given, door: Door): SavedRun | undefined {
  const path = given.maybe('plan')
  if (path === undefined) return undefined
  const document = recall(path, given, door)
  const { id, saved, workspace } = document
  const held: { part?: Part } = {}
  const asked = given.text('workspace')
  if (asked !== undefined && asked !== workspace.name)
    throw new Stop(
      77,
      `${path}: drawn for workspace ${workspace.name}, not for ${asked}. Nothing was written. Plan again for ${asked}`,
    )
  return {
    id,
    given: asSaved(given, path, workspace.name, saved.rules),
    rules: wishesOf(saved.rules),
    exits: saved.exits,
    async sift(drawing, store) {
      held.part = await part(document, drawing, store)
      const { further } = held.part
      if (further > 0)
        door.err.write(
          `${further === 1 ? '1 further change' : `${further} further changes`} since the plan ${further === 1 ? 'is' : 'are'} not part of it\n`,
        )
      return held.part.drawing
    },
    left: () =>
      (held.part?.left ?? []).map(({ change, says }) => ({
        change: recalled(change),
        status: 'conflict',
        id: change.id,
        failure: { status: 0, code: 'stale', message: says, requestId: null },
      })),
    spend(ledger) {
      ledger.note({ plans: [...(ledger.facts().plans ?? []), id].slice(-known) })
    },
  }
}

/** A change of a saved plan, as far as it takes to name it. */
function recalled({ verb, kind, key, id, file, line, fields }: SavedPlanDocument['changes'][number]): Change {
  const side = (which: 'before' | 'after'): Resource => ({
    kind,
    key,
    fields: Object.fromEntries(fields.map((field) => [field.name, field[which]])) as Fields,
    ...(file === null || line === null ? {} : { origin: { file, line } }),
  })
  const there = (): string => {
    if (id === null) throw new Error(`a saved ${verb} of ${kind}:${key} names no object`)
    return id
  }
  switch (verb) {
    case 'create':
      return { verb, to: side('after'), base: {} }
    case 'update':
      return { verb, from: side('before'), to: side('after'), fields: fields.map(({ name }) => name), base: {}, id: there() }
    case 'adopt':
      return { verb, from: side('before'), to: side('after'), base: {}, id: there() }
    case 'delete':
      return { verb, from: side('before'), id: there() }
    case 'forget':
      return { verb, ref: { kind, key } }
  }
}
