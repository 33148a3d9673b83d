import { join } from 'node:path'
import { kinds } from '../../kinds/index.ts'
import { Stop } from '../../model/index.ts'
import { reader, type WorkspaceReader, type WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { open, type Opened } from '../open.ts'
import type { Given } from '../options.ts'
import { progress } from '../progress.ts'
import { requestsLine } from '../requests.ts'
import { keep, places } from '../state.ts'
import { aside, type Aside } from './aside.ts'
import type { Gathering } from './gathering.ts'
import { fetching, type Had, type Missing } from './fetching.ts'

/** The workspace content comes from, as it was read. Nothing here can write to it. */
export interface Origin {
  /** as the config calls it */
  readonly name: string
  readonly opened: Opened
  readonly side: WorkspaceReader
  readonly world: WorkspaceWorld
  readonly also: Aside
  /** its hosted images: they are fetched from the moment they are read, while their signatures hold */
  readonly images: Gathering<Had | Missing>
}

/** A workspace that is opened and can be read, once: whoever asks again is given the same. `close` ends an embedded one. */
export interface Opening {
  read(): Promise<Origin>
  close(): Promise<void>
}

/** What was asked for, about another workspace. */
export const about = (given: Given, workspace: string): Given => ({
  ...given,
  text: (name) => (name === 'workspace' ? workspace : given.text(name)),
})

/** Opens the workspace that is to be copied. */
export async function opening(project: Project, given: Given, name: string, door: Door): Promise<Opening> {
  const opened = await open(project, about(given, name), door)
  let read: Promise<Origin> | null = null
  return {
    read: () => (read ??= reading(project, given, opened, name, door)),
    close: () => opened.close(),
  }
}

/** Opens and reads the workspace that is to be copied. */
export async function origin(project: Project, given: Given, name: string, door: Door): Promise<Origin> {
  const there = await opening(project, given, name, door)
  try {
    return await there.read()
  } catch (error) {
    await there.close()
    throw error
  }
}

async function reading(project: Project, given: Given, opened: Opened, name: string, door: Door): Promise<Origin> {
  const shown = progress(door, given.flag('quiet'))
  try {
    const images = fetching(opened, join(places(project.root).cache, 'images'), door)
    const side = reader({
      ...opened.options,
      signal: door.stop,
      sighted: images.sighted,
      progress: ({ kind, count }) => {
        shown.says(`reading ${name}: ${kind} ${count}`)
      },
    })
    const world = await side.read()
    const also = await aside(side)
    door.err.write(`${name}: ${requestsLine(side.tally()) ?? 'no requests'}\n`)
    keep(project.root, opened.cache, project.config.ledger)
    return { name, opened, side, world, also, images }
  } finally {
    shown.end()
  }
}

/** Throws Stop 69 where a list is not whole: what is not in half a list would look deleted. A kind that is not given, and of which nothing is `remembered`, is left out. */
export function refusePartial({ name, world }: Origin, remembered: ReadonlySet<string>): void {
  const missing = kinds.filter(({ name: kind, verbs }) => verbs.length > 0 && !world.complete.has(kind))
  for (const { name: kind, plural } of missing) {
    const skipped = world.skipped.find((one) => one.kind === kind)
    if (skipped === undefined || remembered.has(kind))
      throw new Stop(
        69,
        `${name}: the ${plural} could not be listed whole (${skipped?.why ?? 'they kept changing'}). Run it again`,
      )
  }
}
