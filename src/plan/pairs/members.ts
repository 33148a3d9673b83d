import type { Fields, Kind, Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { refsIn } from '../possible.ts'

/** For each container of the files, which containers of the workspace hold what it holds: `collection:a` → `collection:@7` → how many. */
export interface Votes {
  readonly votes: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** how many members were asked */
  readonly of: ReadonlyMap<string, number>
}

const holders = (fields: Fields, kind: Kind): string[] =>
  Object.values(fields)
    .flatMap(refsIn)
    .filter((ref) => ref.kind === kind.name)
    .map(at)

/** Asks all that is held to be one on both sides where it stands. `live` is as the workspace answered it. */
export function voted(ones: readonly { readonly want: Resource; readonly live: Resource }[], kind: Kind): Votes {
  const votes = new Map<string, Map<string, number>>()
  const of = new Map<string, number>()
  for (const { want, live } of ones) {
    const theirs = holders(live.fields, kind)
    if (theirs.length === 0) continue
    for (const mine of holders(want.fields, kind)) {
      of.set(mine, (of.get(mine) ?? 0) + 1)
      const found = votes.get(mine) ?? new Map<string, number>()
      votes.set(mine, found)
      for (const name of theirs) found.set(name, (found.get(name) ?? 0) + 1)
    }
  }
  return { votes, of }
}
