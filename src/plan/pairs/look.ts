import type { Fields, Kind, Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { alike } from './alike.ts'
import { sure, type Candidate } from './judge.ts'
import { meet, type Scene } from './meet.ts'
import { voted } from './members.ts'

/** A file nobody remembers, and the object a plan holds it to be, where there is one. */
export interface Met {
  readonly want: Resource
  readonly live: Resource | undefined
}

/** Who may be who. */
export interface Looked {
  readonly all: readonly Candidate[]
  /** those about which there is no question */
  readonly sure: readonly Candidate[]
}

/** Reads objects under the keys that are known and those just found (`article:@1` → key). */
export type There = (found: ReadonlyMap<string, string>) => (live: Resource) => Fields

/** Shelves stand in shelves, no deeper than this. */
const depth = 4

/**
 * Looks for what may be one thing among files and objects that nobody has bound. A shelf is known by its name or by what stands on it, and what stands on
 * it by its text.
 */
export function look(
  kinds: readonly Kind[],
  settled: readonly Met[],
  open: readonly Met[],
  free: readonly Resource[],
  ids: ReadonlyMap<string, string>,
  there: There,
): Looked {
  const scenes = kinds.map((kind) => sceneOf(kind, open, free, ids))
  const contents = scenes.filter(({ kind }) => kind.parent === undefined)
  const shelves = scenes.filter(({ kind }) => kind.parent !== undefined)
  const found = new Map<string, Looked>()
  const ones = (): Candidate[] => [...found.values()].flatMap((each) => each.sure)
  const search = (scene: Omit<Scene, 'there'>): void => {
    const keys = new Map(ones().map(({ want, live }) => [at(live), want.key]))
    const all = meet({ ...scene, there: there(keys) })
    found.set(scene.kind.name, { all, sure: sure(all) })
  }
  contents.forEach(search)
  const bound = [...settled, ...open].flatMap(({ want, live }) => (live === undefined ? [] : [{ want, live }]))
  for (let round = 0, before = -1; round < depth && before !== ones().length; round += 1) {
    before = ones().length
    for (const scene of shelves) search({ ...scene, votes: voted([...bound, ...ones()], scene.kind) })
  }
  // where a shelf is known by what stands on it, that is in its place
  contents.forEach(search)
  return { all: [...found.values()].flatMap(({ all }) => all), sure: ones() }
}

function sceneOf(
  kind: Kind,
  open: readonly Met[],
  free: readonly Resource[],
  ids: ReadonlyMap<string, string>,
): Omit<Scene, 'there'> {
  const mine = open.filter(({ want }) => want.kind === kind.name)
  const named = mine.flatMap(({ want, live }) => (live === undefined ? [] : [{ want, live }]))
  const wants = mine.map(({ want }) => want)
  const lives = [...free.filter((live) => live.kind === kind.name), ...named.map(({ live }) => live)]
  return { kind, wants, lives, named, ids, alikes: kind.body === undefined ? [] : alike(wants, lives, kind.body) }
}
