import type { Fields, Kind, Resource } from '../../model/index.ts'
import { at, subject } from '../../model/index.ts'
import type { Drawn } from '../plan.ts'
import { resolve } from '../resolve.ts'
import { agreed, startOf } from '../three-way.ts'
import { grouped } from '../ties.ts'
import { samePlace, sameTitle } from './evidence.ts'
import { weight, worthSaying, type Candidate } from './judge.ts'
import { look, type Met, type There } from './look.ts'

/**
 * How far a file nobody remembers and an object of the workspace are known to be one.
 * `equal`: by name or id, and nothing differs. `differs`: by name or id, and something does. `renamed`: by its text or its members, under another
 * name or in another place. `unsure`: a person has to say. `new`: nothing there has anything of it.
 */
export type Standing = 'equal' | 'differs' | 'renamed' | 'unsure' | 'new'

/** One file nobody remembers, and what of the workspace it may be. */
export interface Paired {
  readonly want: Resource
  readonly standing: Standing
  /** the one that is meant where that is sure; else all it may be, the likeliest first */
  readonly candidates: readonly Candidate[]
  /** what differs from the first of them */
  readonly fields: readonly string[]
  /** why a plan leaves it out */
  readonly says?: string
}

/** What files and a workspace that were never seen together have to do with each other. */
export interface Pairing {
  readonly paired: readonly Paired[]
  /** objects that no file may be */
  readonly foreign: readonly Resource[]
}

/** So many candidates are shown. */
const most = 3

/** Kinds whose things are written by people on both sides. */
const byPeople = ({ verbs, mention }: Kind): boolean => verbs.length > 0 && mention === undefined

/** What is wanted, can be read, and nobody remembers. */
const unknown = ({ matched }: Drawn): Met[] =>
  [...matched.bound.values()].flatMap(({ kind, want, entry, live }) => {
    if (want === undefined || entry !== undefined || !byPeople(kind)) return []
    return want.broken === true || want.mention === true ? [] : [{ want, live }]
  })

/**
 * What files and workspace have to do with each other beyond what a plan binds by itself. `ids` are those the files name (`article:a` → id): taken
 * as evidence. Binds nothing.
 */
export function pairing(drawn: Drawn, kinds: readonly Kind[], ids: ReadonlyMap<string, string>): Pairing {
  const { plan, matched } = drawn
  const changes = new Map(plan.levels.flat().map((change) => [at(subject(change)), change.verb]))
  const besides = new Map(plan.beside.map((one) => [at(one), one.says]))
  const mets = unknown(drawn)
  const isEqual = ({ want }: Met): boolean => changes.get(at(want)) === 'adopt'
  const written = kinds.filter(byPeople)
  const free = matched.free.filter(({ kind }) => written.some(({ name }) => name === kind))
  const thereBy: There = (found) => {
    const memory = { ...matched.memory, keys: new Map([...matched.memory.keys, ...found]) }
    return (live) => resolve(live.fields, memory)
  }
  const looked = look(
    written,
    mets.filter(isEqual),
    mets.filter((met) => !isEqual(met)),
    free,
    ids,
    thereBy,
  )
  const there = thereBy(new Map(looked.sure.map(({ want, live }) => [at(live), want.key])))
  const surely = new Map(looked.sure.flatMap((one) => [[at(one.want), one] as const, [at(one.live), one] as const]))
  const may = grouped(looked.all, ({ want }) => at(want))
  const paired = mets.map((met): Paired => {
    const key = at(met.want)
    const says = besides.get(key)
    const kind = kinds.find(({ name }) => name === met.want.kind)
    const bound = kind === undefined || met.live === undefined ? undefined : told(kind, met.want, met.live, ids, there)
    const all = [...(may.get(key) ?? [])].sort((a, b) => weight(b) - weight(a))
    const judged = isEqual(met) ? sureOf('equal', bound) : standing(bound, surely, all, met.want)
    const [first] = judged.candidates
    return {
      want: met.want,
      ...judged,
      fields: first === undefined || isEqual(met) ? [] : differing(met.want.fields, there(first.live)),
      ...(says === undefined ? {} : { says }),
    }
  })
  const claimed = new Set(paired.flatMap(({ candidates }) => candidates.map(({ live }) => at(live))))
  return { paired, foreign: free.filter((live) => !claimed.has(at(live))) }
}

type Judged = Pick<Paired, 'standing' | 'candidates'>

const sureOf = (is: Standing, one: Candidate | undefined): Judged => ({
  standing: is,
  candidates: one === undefined ? [] : [one],
})

/** A file and the object that a plan binds it to by name or id. */
function told(
  kind: Kind,
  want: Resource,
  live: Resource,
  ids: ReadonlyMap<string, string>,
  there: (live: Resource) => Fields,
): Candidate {
  return {
    want,
    live,
    own: 1,
    evidence: {
      id: live.key === `@${ids.get(at(want)) ?? ''}`,
      title: sameTitle(kind, want.fields, live.fields),
      place: samePlace(kind, want, there(live)),
      text: null,
    },
  }
}

function standing(
  bound: Candidate | undefined,
  surely: ReadonlyMap<string, Candidate>,
  all: readonly Candidate[],
  want: Resource,
): Judged {
  const one = surely.get(at(want))
  if (bound !== undefined) {
    // its name says one thing, its text another; or another file has the text of what bears its name
    const taken = surely.get(at(bound.live))
    const other = (one !== undefined && one.live !== bound.live) || (taken !== undefined && taken.want !== want)
    if (other) return { standing: 'unsure', candidates: all.slice(0, most) }
    return sureOf('differs', all.find(({ live }) => live === bound.live) ?? bound)
  }
  if (one !== undefined) return sureOf('renamed', one)
  const candidates = all.filter(worthSaying).slice(0, most)
  return { standing: candidates.length > 0 ? 'unsure' : 'new', candidates }
}

const differing = (want: Fields, there: Fields): string[] =>
  Object.entries(want).flatMap(([name, value]) => (agreed(value, there[name], startOf(value, there[name])) ? [] : [name]))
