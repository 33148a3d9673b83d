import type { Kind, Resource } from '../../model/index.ts'
import { at } from '../../model/index.ts'
import { pairs } from '../likeness.ts'

/** A file and an object whose texts have something in common that not all have. Shares are from 0 to 1. */
export interface Alike {
  readonly want: Resource
  readonly live: Resource
  /** of all they say */
  readonly text: number
  /** of what tells one text of this help center from another */
  readonly own: number
}

/** Fewer pairs of words in common than this are chance. */
const least = 5

/** So many objects are looked at word by word for each file, those with most in common. */
const nearest = 5

/** What stands in more texts of one side than this tells none of them from another: a twentieth of them, and in a large help center at most twenty. */
const crowd = (texts: number): number => Math.min(20, Math.max(2, Math.ceil(texts / 20)))

type Text = ReadonlySet<string>

function index(texts: ReadonlyMap<Resource, Text>): Map<string, Resource[]> {
  const bearing = new Map<string, Resource[]>()
  for (const [resource, text] of texts)
    for (const pair of text) {
      const others = bearing.get(pair)
      if (others === undefined) bearing.set(pair, [resource])
      else others.push(resource)
    }
  return bearing
}

const share = (common: number, one: number, other: number): number => (common === 0 ? 0 : (2 * common) / (one + other))

const shareOf = (one: Text, other: Text): number => share([...one].filter((pair) => other.has(pair)).length, one.size, other.size)

/** The share of their texts that a file and an object have in common; null where one of them is too short to tell. */
export function inCommon(want: Resource, live: Resource, body: string): number | null {
  const [one, other] = [pairs(want.fields[body]), pairs(live.fields[body])]
  return Math.min(one.size, other.size) < least ? null : shareOf(one, other)
}

/**
 * The objects each file's text may be of, at most `nearest` a file. What is rare is looked up, so that the work grows with the text and not with
 * files times objects.
 */
export function alike(wants: readonly Resource[], lives: readonly Resource[], body: NonNullable<Kind['body']>): Alike[] {
  const [files, objects] = [wants, lives].map((side) => new Map(side.map((one) => [one, pairs(one.fields[body])] as const)))
  if (files === undefined || objects === undefined) return []
  const [asked, there] = [index(files), index(objects)]
  const [most, mostThere] = [crowd(files.size), crowd(objects.size)]
  const telling = (pair: string): boolean => (asked.get(pair)?.length ?? 0) <= most && (there.get(pair)?.length ?? 0) <= mostThere
  const sizes = new Map([...files, ...objects].map(([one, text]) => [one, [...text].filter(telling).length]))
  const size = (one: Resource): number => sizes.get(one) ?? 0
  return [...files].flatMap(([want, text]) => {
    const shared = new Map<Resource, number>()
    for (const pair of text)
      if (telling(pair)) for (const live of there.get(pair) ?? []) shared.set(live, (shared.get(live) ?? 0) + 1)
    return [...shared]
      .filter(([, count]) => count >= least)
      .map(([live, count]) => ({ live, own: share(count, size(want), size(live)) }))
      .sort((a, b) => b.own - a.own || (at(a.live) < at(b.live) ? -1 : 1))
      .slice(0, nearest)
      .map(({ live, own }) => ({ want, live, own, text: shareOf(text, objects.get(live) ?? new Set()) }))
  })
}
