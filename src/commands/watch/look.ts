import { at, digestOf, isProse, isRef, isRefs, Refused, type Ledger, type Ref, type Resource } from '../../model/index.ts'
import type { DriftRow, WatchRow } from '../../report/index.ts'
import type { WorkspaceReader, WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Wishes } from '../draw.ts'
import { compared } from '../drift/compared.ts'
import { lastEdit } from '../drift/edits.ts'
import { driftRow, knownOf, titleOf } from '../drift/report.ts'

/** What became of an article: as a drift, or `created` where none of ours has its id. */
export type Moved = Omit<WatchRow, 'seenAt'>

/** What one look at an article found. `digest` is of how it is now; `unsure`: a write of ours that is under way would look the same. */
export interface Found {
  readonly digest: string
  readonly unsure: boolean
  row(): Promise<Moved>
}

/** What looking needs: the workspace as it was read when watching began, the memory afresh each time, and where things stand in files. */
export interface Sight {
  readonly side: Pick<WorkspaceReader, 'one' | 'list' | 'versions'>
  readonly live: WorkspaceWorld
  readonly memory: () => Promise<Ledger>
  readonly wishes: Wishes
  readonly places: ReadonlyMap<string, { readonly file: string; readonly line: number }>
}

const kind = 'article'

/** Looks at articles by their id, one after the other: each is read anew and held against what is remembered then; undefined where it is as we left it. */
export function looking({ side, live, memory, wishes, places }: Sight): (id: string) => Promise<Found | undefined> {
  const world = new Map(live.resources.map((resource) => [at(resource), resource]))
  return async (id) => {
    const now = await side.one(kind, id)
    if (now === null) world.delete(`${kind}:@${id}`)
    else world.set(at(now), now)
    for (const name of strangers(now, world)) for (const resource of await listed(side, name)) world.set(at(resource), resource)
    const ledger = await memory()
    const entry = ledger.entries().find((one) => one.kind === kind && one.id === id)
    const seen: WorkspaceWorld = { ...live, resources: [...world.values()], complete: new Set([...live.complete, kind]) }
    const known = knownOf(seen, wishes.locale)
    const ours = now?.stamp?.by === undefined || now.stamp.by === live.account.admin
    if (entry === undefined) {
      if (now === null || !wishes.only(now)) return undefined
      return {
        digest: digestOf(now.fields),
        unsure: ours,
        row: () => Promise.resolve(created(now, lastEdit(now, undefined, known))),
      }
    }
    const only = (ref: Ref): boolean => ref.kind === kind && ref.key === entry.key && wishes.only(ref)
    const [one] = compared(seen, ledger, { ...wishes, only }).drifted
    if (one === undefined) return undefined
    return {
      digest: now === null ? '' : digestOf(now.fields),
      unsure: ours,
      row: () => driftRow(one, places.get(at(one)), side, known),
    }
  }
}

const created = (now: Resource, edit: DriftRow['edits'][number]): Moved => ({
  what: 'created',
  kind,
  key: now.key,
  id: now.key.slice(1),
  title: titleOf(kind, now.fields),
  file: null,
  line: null,
  url: now.stamp?.url ?? null,
  fields: [],
  edits: [edit],
})

/** Kinds of what an article refers to and nobody has seen yet: a tag that was made since. */
function strangers(now: Resource | null, world: ReadonlyMap<string, Resource>): Set<string> {
  const refs = Object.values(now?.fields ?? {}).flatMap((value): readonly Ref[] =>
    isRefs(value) ? value : isProse(value) ? [] : isRef(value) ? [value] : [],
  )
  return new Set(refs.filter((ref) => !world.has(at(ref))).map((ref) => ref.kind))
}

/** A list that is not given leaves the names in it unknown. */
async function listed(side: Pick<WorkspaceReader, 'list'>, name: string): Promise<readonly Resource[]> {
  try {
    return await side.list(name)
  } catch (error) {
    if (error instanceof Refused) return []
    throw error
  }
}
