import { at, likeness, Stop, subject, type Beside, type Change, type Ref, type Refusal } from '../../model/index.ts'
import type { Store } from '../../ledger/index.ts'
import type { SavedPlanDocument } from '../../report/json/schemas.ts'
import { draw, type Drawing } from '../draw.ts'
import { changed, desired } from './desired.ts'
import { proof } from './proof.ts'

type Saved = SavedPlanDocument['changes'][number]

/** What is left of a saved plan when it is held against what was just read. */
export interface Part {
  /** drawn anew with nothing but changes that are exactly those of the saved plan */
  readonly drawing: Drawing
  /** changes of the saved plan that cannot be made as planned any more, and why */
  readonly left: readonly { readonly change: Saved; readonly says: string }[]
  /** changes that came since and are not made */
  readonly further: number
}

const stale = (says: string): Stop => new Stop(5, `${says}. Nothing was written. Plan again`)

/** Holds a saved plan against both sides and the memory as just read. Throws Stop 77 for another workspace, 5 where the memory or the files moved on. */
export async function part(document: SavedPlanDocument, drawing: Drawing, store: Store): Promise<Part> {
  sameWorkspace(document, drawing)
  await sameMemory(document, drawing, store)
  sameFiles(document, drawing)
  const saved = new Map(document.changes.map((change) => [at(change), change]))
  const fresh = new Map(drawing.plan.levels.flat().map((change) => [at(subject(change)), change]))
  const left = document.changes.flatMap((change) => {
    const says = other(change, fresh.get(at(change)), drawing)
    return says === undefined ? [] : [{ change, says }]
  })
  const out = new Set(left.map(({ change }) => at(change)))
  const kept = (ref: Ref): boolean => saved.has(at(ref)) && !out.has(at(ref))
  const again = await draw(
    { read: () => Promise.resolve(drawing.files) },
    { read: () => Promise.resolve(drawing.workspace) },
    () => drawing.ledger,
    { ...drawing.wishes, only: kept },
    () => Promise.resolve(drawing.recognised),
  )
  const beside = [...again.plan.beside, ...left.map(({ change, says }) => conflict(change, says, drawing))]
  const counts = { ...again.plan.counts, conflict: again.plan.counts.conflict + left.length }
  return {
    drawing: { ...again, plan: { ...again.plan, beside, counts, refusals: refusals(document, again) } },
    left,
    further: [...fresh.keys()].filter((key) => !saved.has(key)).length,
  }
}

// what was refused as a whole is not let pass because a part of it is left
const refusals = (document: SavedPlanDocument, { plan }: Drawing): Refusal[] => {
  const before = document.refusals.map(({ override, ...said }) => ({ ...said, ...(override === null ? {} : { override }) }))
  return [...before, ...plan.refusals.filter(({ guard }) => before.every((each) => each.guard !== guard))]
}

function sameWorkspace({ workspace }: SavedPlanDocument, drawing: Drawing): void {
  const { id, name } = drawing.workspace.account
  if (workspace.id !== id)
    throw new Stop(
      77,
      `the plan was drawn for workspace ${String(workspace.id)}, the token opens ${id} (${name}). Nothing was written. Use the token of ${String(workspace.id)}`,
    )
}

async function sameMemory({ id, saved }: SavedPlanDocument, { ledger }: Drawing, store: Store): Promise<void> {
  if (ledger.facts().plans?.includes(id) === true) throw stale('this plan was carried out before, and a plan is carried out once')
  const { lineage, serial } = ledger.state()
  const before = saved.memory
  if (before.lineage === null ? (await store.workspace()) !== null : before.lineage !== lineage)
    throw stale('the memory is another one than the plan was drawn with')
  if (before.lineage !== null && before.serial !== serial)
    throw stale('the memory moved on since the plan was drawn: another run wrote meanwhile')
}

const most = 10

function sameFiles({ saved, source }: SavedPlanDocument, { files, wishes }: Drawing): void {
  if (desired(files, wishes.only).digest === saved.files.digest) return
  const now = changed(files, wishes.only, saved.files)
  const names = now.files.length > most ? [...now.files.slice(0, most), `${now.files.length - most} more`] : now.files
  const parts = [
    ...(names.length > 0 ? [`${names.join(', ')} ${names.length === 1 ? 'says' : 'say'} something else or came since`] : []),
    ...(now.gone > 0 ? [`${now.gone} that ${now.gone === 1 ? 'was' : 'were'} there ${now.gone === 1 ? 'is' : 'are'} gone`] : []),
  ]
  const at =
    source.commit === null ? '' : ` (of commit ${source.commit.slice(0, 12)}${source.dirty ? ' and what was not committed' : ''})`
  throw stale(
    `the files are not those of the plan${at}: ${parts.join('; ') || 'content roots, ignore rules or errors in files are others'}`,
  )
}

/** Why a change of the saved plan is not what would be done now; undefined where it is exactly that. Files and memory are the same: the workspace is not. */
function other(change: Saved, now: Change | undefined, { live }: Drawing): string | undefined {
  const there = live.get(at(change))
  if (change.expects.likeness === null) {
    if (there !== undefined || now === undefined) return 'somebody made it, or what stands in its way, since the plan was drawn'
  } else if (there === undefined) return 'deleted in Intercom since the plan was drawn'
  else if (likeness(there) !== change.expects.likeness) return 'edited in Intercom since the plan was drawn'
  return now !== undefined && proof(now) === change.proof
    ? undefined
    : 'something it refers to changed in Intercom since the plan was drawn, so it would not be the same change'
}

function conflict({ kind, key, id, file, line }: Saved, says: string, { live }: Drawing): Beside {
  const by = live.get(at({ kind, key }))?.stamp?.by
  return {
    why: 'conflict',
    kind,
    key,
    says: `${says}; plan again`,
    ...(id === null ? {} : { id }),
    ...(by === undefined ? {} : { by }),
    ...(file === null || line === null ? {} : { file, line }),
  }
}
