import type { Fields, Kind, Resource } from '../../model/index.ts'
import { at, fold } from '../../model/index.ts'
import { grouped } from '../ties.ts'
import { inCommon, type Alike } from './alike.ts'
import { samePlace, sameTitle, titleOf } from './evidence.ts'
import type { Candidate } from './judge.ts'
import type { Votes } from './members.ts'

/** Both sides of a kind as far as nothing is settled, and all that may speak for two of them being one. */
export interface Scene {
  readonly kind: Kind
  readonly wants: readonly Resource[]
  readonly lives: readonly Resource[]
  /** two that a plan holds to be one although they differ */
  readonly named: readonly { readonly want: Resource; readonly live: Resource }[]
  readonly alikes: readonly Alike[]
  readonly votes?: Votes
  /** `article:a` → the id its file names */
  readonly ids: ReadonlyMap<string, string>
  /** an object under our keys */
  readonly there: (live: Resource) => Fields
}

/** More objects of one name than this are not told apart by it. */
const namesakes = 5

const both = (want: Resource, live: Resource): string => `${at(want)}\n${at(live)}`

/** Every file and object that may be one thing, with what speaks for it. */
export function meet(scene: Scene): Candidate[] {
  const { kind, ids, votes } = scene
  const wants = new Map(scene.wants.map((want) => [at(want), want]))
  const lives = new Map(scene.lives.map((live) => [at(live), live]))
  const found = new Map<string, { want: Resource; live: Resource }>()
  const add = (want: Resource, live: Resource): void => {
    if (kind.oneLocale === undefined || want.fields[kind.oneLocale] === live.fields[kind.oneLocale])
      found.set(both(want, live), { want, live })
  }
  const likes = new Map(scene.alikes.map((like) => [both(like.want, like.live), like]))
  for (const { want, live } of [...scene.named, ...scene.alikes]) add(want, live)
  const bearing = grouped(scene.lives, (live) => fold(titleOf(kind, live.fields)) || undefined)
  for (const want of wants.values()) {
    for (const live of (bearing.get(fold(titleOf(kind, want.fields))) ?? []).slice(0, namesakes)) add(want, live)
    const named = lives.get(`${kind.name}:@${ids.get(at(want)) ?? ''}`)
    if (named !== undefined) add(want, named)
    for (const name of votes?.votes.get(at(want))?.keys() ?? []) {
      const live = lives.get(name)
      if (live !== undefined) add(want, live)
    }
  }
  return [...found].map(([key, { want, live }]) => {
    const like = likes.get(key)
    const members = votes?.votes.get(at(want))?.get(at(live))
    return {
      want,
      live,
      own: like?.own ?? 0,
      evidence: {
        id: `@${ids.get(at(want)) ?? ''}` === live.key,
        title: sameTitle(kind, want.fields, live.fields),
        place: samePlace(kind, want, scene.there(live)),
        text: like?.text ?? (kind.body === undefined ? null : inCommon(want, live, kind.body)),
        ...(members === undefined ? {} : { members: { count: members, of: votes?.of.get(at(want)) ?? members } }),
      },
    }
  })
}
