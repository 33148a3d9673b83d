import type { Beside, Finding, Ledger, World } from '../model/index.ts'
import type { PlanReport } from '../report/index.ts'
import type { FilesWorld } from '../sides/files/index.ts'
import type { Tally, WorkspaceOptions, WorkspaceWorld } from '../sides/workspace/index.ts'
import { load, type Project } from './config/load.ts'
import type { Door } from './door.ts'
import { draw, type Drawing, type Wishes } from './draw.ts'
import { readFiles } from './files.ts'
import type { Store } from '../ledger/index.ts'
import { memory, storeOf } from './memory.ts'
import { only } from './only.ts'
import { open, type Opened } from './open.ts'
import type { Given } from './options.ts'
import { progress } from './progress.ts'
import { gallery } from './pull/gallery.ts'
import { recognised, type Look } from './pull/recognised.ts'
import { requestsLine } from './requests.ts'
import { unreachable } from './public-images.ts'
import { pushedFiles, source } from './source.ts'
import { keep } from './state.ts'
import { taken } from './taken.ts'
import { wishes } from './wishes.ts'

/** A side one can at least read, and ask what was sent. */
export interface Speaking {
  read(): Promise<WorkspaceWorld>
  tally(): Tally
  held(kind: string, id: string): Promise<number>
}

/** A drawn plan, the side it was drawn against, and how it is reported. */
export interface Survey<S> {
  readonly project: Project
  readonly opened: Opened
  readonly store: Store
  readonly side: S
  readonly drawing: Drawing
  readonly report: PlanReport
}

/** Rules that stand above config and flags, and what is taken of a drawing. */
export interface Sifting {
  readonly rules: Partial<Wishes>
  sift(drawing: Drawing, store: Store): Promise<Drawing>
  /** another memory than that of the workspace */
  store?(project: Project): Store
  /** draws the plan from elsewhere than the files */
  draw?(
    store: Store,
    side: Speaking,
    memory: (workspace: string) => Promise<Ledger>,
    wishes: Wishes,
    look: Look,
  ): Promise<Drawing>
}

/** Reads files and workspace, draws the plan and hands it on. `connect` decides whether there is a way to write, `under` what holds the workspace meanwhile. */
export async function survey<S extends Speaking, T>(
  given: Given,
  door: Door,
  connect: (options: WorkspaceOptions) => S,
  then: (survey: Survey<S>) => Promise<T>,
  under: (store: Store, work: () => Promise<T>) => Promise<T> = (_, work) => work(),
  sifting?: Sifting,
): Promise<T> {
  const project = await load(given, door)
  const opened = await open(project, given, door)
  try {
    const store = sifting?.store?.(project) ?? storeOf(project, opened.name, door)
    return await under(store, () => surveyed(project, opened, store, given, door, connect, then, sifting))
  } finally {
    await opened.close()
  }
}

async function surveyed<S extends Speaking, T>(
  project: Project,
  opened: Opened,
  store: Store,
  given: Given,
  door: Door,
  connect: (options: WorkspaceOptions) => S,
  then: (survey: Survey<S>) => Promise<T>,
  sifting: Sifting | undefined,
): Promise<T> {
  const reading = new AbortController()
  const shown = progress(door, given.flag('quiet'))
  const listing = ({ kind, count }: { kind: string; count: number }): void => {
    shown.says(`reading ${kind}: ${count}`)
  }
  const options = { ...opened.options, signal: reading.signal }
  const hung = gallery(options)
  const side = connect({ ...options, progress: listing, sighted: hung.sighted })
  const look: Look = (matched, images) => recognised(matched, images, hung)
  door.atEnd(() => requestsLine(side.tally()))
  // an interrupt ends a reading at once; what is being written is finished
  const end = (): void => {
    reading.abort()
  }
  door.stop.addEventListener('abort', end)
  const planned = await drawn(project, opened, store, side, look, given, door, sifting).finally(() => {
    shown.end()
  })
  const drawing = { ...planned, plan: await taken(planned.plan, side) }
  door.stop.removeEventListener('abort', end)
  try {
    return await then({ project, opened, store, side, drawing, report: await reported(project, opened, drawing, door) })
  } finally {
    // what a run read at its end is not parsed again by the next
    keep(project.root, opened.cache, project.config.ledger)
  }
}

async function drawn(
  project: Project,
  opened: Opened,
  store: Store,
  side: Speaking,
  look: Look,
  given: Given,
  door: Door,
  sifting: Sifting | undefined,
): Promise<Drawing> {
  const here: { files?: FilesWorld } = {}
  const files = (): FilesWorld => {
    if (here.files === undefined) throw new Error('the files are not read yet')
    return here.files
  }
  const remembered = (id: string): Promise<Ledger> => memory(store, id, opened.workspace.sandbox === true, door)
  const wished = (world: () => World): Wishes => ({
    ...wishes(project, opened.workspace, given, only(given.list('only'), world)),
    ...sifting?.rules,
  })
  const drawing =
    sifting?.draw === undefined
      ? await draw({ read: async () => (here.files = await readFiles(project)) }, side, remembered, wished(files), look)
      : await sifting.draw(
          store,
          side,
          remembered,
          wished(() => nothing),
          look,
        )
  keep(project.root, opened.cache, project.config.ledger)
  for (const { kind, why } of drawing.workspace.skipped) door.err.write(`${kind}: not read (${why})\n`)
  return sifting === undefined ? drawing : await sifting.sift(drawing, store)
}

const nothing: World = { resources: [], findings: [], complete: new Set(), skipped: [] }

async function reported(project: Project, opened: Opened, drawing: Drawing, door: Door): Promise<PlanReport> {
  const { id, region } = drawing.workspace.account
  const { name, look } = opened
  const at = await source(project.root)
  const findings = opened.local ? [] : await imageFindings(project, drawing, at.commit)
  return {
    plan: {
      ...drawing.plan,
      findings: [...drawing.plan.findings, ...findings],
      beside: drawing.plan.beside.map((one) => named(one, drawing)),
    },
    ...(drawing.promotion === undefined ? {} : { promotion: drawing.promotion }),
    ...(drawing.from === undefined || drawing.verb === undefined ? {} : { bringing: { verb: drawing.verb, from: drawing.from } }),
    workspace: { name, id, region, ...(look === undefined ? {} : { look }) },
    source: at,
    createdAt: new Date(door.now()).toISOString(),
  }
}

async function imageFindings(
  { root, config }: Project,
  { files, ledger, address, recognised: seen }: Drawing,
  commit: string | null,
): Promise<Finding[]> {
  if (files.images.size === 0 || address !== undefined) return []
  const hosted = new Set([...ledger.images().values(), ...seen.values()])
  return unreachable(files, { base: config.assets.publicUrl, commit, pushed: await pushedFiles(root), hosted })
}

// a teammate by e-mail address, where the id is one of the workspace's
function named(one: Beside, { workspace }: Drawing): Beside {
  if (one.by === undefined) return one
  const email = workspace.resources.find(({ kind, key }) => kind === 'author' && key === `@${one.by ?? ''}`)?.fields['email']
  return typeof email === 'string' ? { ...one, by: email } : one
}
