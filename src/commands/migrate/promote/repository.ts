import { kinds } from '../../../kinds/index.ts'
import { at, Stop, type Ref } from '../../../model/index.ts'
import type { Project } from '../../config/load.ts'
import type { Door } from '../../door.ts'
import { drawn, type Drawing, type Wishes } from '../../draw.ts'
import { readFiles } from '../../files.ts'
import { storeOf } from '../../memory.ts'
import { only } from '../../only.ts'
import type { Given } from '../../options.ts'
import { wishes } from '../../wishes.ts'
import { sourceId } from '../keys.ts'
import type { Origin } from '../origin.ts'

/** Files that are applied to the workspace content comes from. */
export interface Repository {
  /** what an apply to that workspace would do; nobody carries it out */
  readonly drawing: Drawing
  /** what the files call an object on its way */
  readonly called: (ref: Ref) => Ref | undefined
  /** `--only` as the files understand it: by their keys and their places */
  readonly only: (ref: Ref) => boolean
}

/**
 * The files beside a migration: there where they are known to be applied to the workspace it comes from. Files that cannot be read stop nothing, and are said;
 * with `--repository show` they do. Throws Stop 64 where that was asked for and nothing is known.
 */
export async function repository(source: Origin, project: Project, given: Given, door: Door): Promise<Repository | undefined> {
  const asked = given.text('repository')
  if (asked === 'hide') return undefined
  try {
    const found = await known(source, project, given, door)
    if (found === undefined && asked === 'show')
      throw new Stop(
        64,
        `--repository show: nothing is remembered of files in ${source.name}; content-sync apply -w ${source.name}, or pull, comes first`,
      )
    return found
  } catch (error) {
    if (!(error instanceof Stop) || asked === 'show') throw error
    door.err.write(`the repository is not shown beside ${source.name}: ${error.message}\n`)
    return undefined
  }
}

/** What `--only` lets through by the keys of the plan, or by those and the places of the files. */
export const eitherWay =
  (only: Wishes['only'], files: Repository | undefined): Wishes['only'] =>
  (ref) => {
    const called = files?.called(ref)
    return only(ref) || (called !== undefined && files?.only(called) === true)
  }

async function known(source: Origin, project: Project, given: Given, door: Door): Promise<Repository | undefined> {
  const store = storeOf(project, source.name, door)
  // one of a workspace that is not there any more tells nothing of this one
  if ((await store.workspace()) !== source.world.account.id) return undefined
  const ledger = await store.open(source.world.account.id)
  if (ledger.entries().length === 0) return undefined
  const files = await readFiles(project)
  if (files.resources.length === 0) return undefined
  const drawing = drawn(files, source.world, ledger, asIs(wishes(project, source.opened.workspace, given, () => true)))
  const names = new Map<string, Ref>(
    [...drawing.matched.bound.values()].flatMap(({ kind, key, live, entry }) => {
      const id = live?.key.slice(1) ?? entry?.id
      return id == null ? [] : [[`${kind.name}:@${id}`, { kind: kind.name, key }]]
    }),
  )
  return {
    drawing,
    called: (ref) => (natural.has(ref.kind) ? (drawing.matched.bound.has(at(ref)) ? ref : undefined) : names.get(mark(ref))),
    only: only(given.list('only'), () => files),
  }
}

/** What flags say is about the other workspace; of this one it is only asked how it stands. */
const asIs = (wished: Wishes): Wishes => ({
  ...wished,
  prune: false,
  drift: 'keep',
  allow: new Set(['drafts']),
  retryBlocked: false,
  commands: new Set(),
})

const natural: ReadonlySet<string> = new Set(kinds.filter(({ key }) => key === 'natural').map(({ name }) => name))

const mark = ({ kind, key }: Ref): string => `${kind}:@${sourceId(key) ?? ''}`
