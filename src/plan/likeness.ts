import type { Entry, Resource, Value } from '../model/index.ts'
import { at, fold, isProse } from '../model/index.ts'
import type { Ties } from './ties.ts'
import { fresh, grouped, kindIn, vanished } from './ties.ts'

/** How much of their text a vanished key and a new file have in common, from 0 to 1. */
export interface Likeness {
  readonly entry: Entry
  readonly to: Resource
  readonly share: number
}

/** Fewer pairs of words in common than this are chance: a text of a few words is known by its name or not at all. */
const least = 5

/** So many other files tell what every file of this help center says: headers, footers, turns of phrase. */
const sample = 30

/** What stands in more vanished texts than this tells none of them from another. */
const crowd = 20

// scripts without spaces between words: each sign is a word
const word = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}]+/gu

/** A text as its pairs of neighbouring words, whatever its markup, links and images. */
export function pairs(body: Value | undefined): ReadonlySet<string> {
  if (!isProse(body)) return new Set()
  const html = body.parts.map((part) => (typeof part === 'string' ? part : '')).join('')
  const words = fold(html.replace(/<[^>]*>/gu, ' ')).match(word) ?? []
  return new Set(words.slice(1).map((next, n) => `${words[n] ?? ''} ${next}`))
}

type Body = (thing: Entry | Resource) => ReadonlySet<string>

const bodyOf =
  (ties: Ties): Body =>
  (thing) => {
    const { body } = kindIn(ties, thing.kind)
    const fields = 'base' in thing ? thing.base.fields() : thing.fields
    return pairs(body === undefined ? undefined : fields[body])
  }

/** What several of the files that stay where they are say: no evidence for where another went. */
function boilerplate(others: readonly Resource[], of: Body): ReadonlySet<string> {
  const step = Math.max(1, Math.floor(others.length / sample))
  const asked = others.filter((_, n) => n % step === 0).slice(0, sample)
  const count = new Map<string, number>()
  for (const other of asked) for (const pair of of(other)) count.set(pair, (count.get(pair) ?? 0) + 1)
  return new Set([...count].filter(([, files]) => files >= Math.min(2, asked.length)).map(([pair]) => pair))
}

function likenessesOf(gone: readonly Entry[], come: readonly Resource[], others: readonly Resource[], of: Body): Likeness[] {
  const common = boilerplate(others, of)
  const own: Body = (thing) => new Set([...of(thing)].filter((pair) => !common.has(pair)))
  const sizes = new Map<Entry, number>()
  const index = new Map<string, Entry[]>()
  for (const entry of gone) {
    const body = own(entry)
    sizes.set(entry, body.size)
    for (const pair of body) {
      const bearing = index.get(pair)
      if (bearing === undefined) index.set(pair, [entry])
      else bearing.push(entry)
    }
  }
  return come.flatMap((to) => {
    const body = own(to)
    const shared = new Map<Entry, number>()
    for (const pair of body) {
      const bearing = index.get(pair) ?? []
      if (bearing.length <= crowd) for (const entry of bearing) shared.set(entry, (shared.get(entry) ?? 0) + 1)
    }
    return [...shared]
      .filter(([, count]) => count >= least)
      .map(([entry, count]) => ({ entry, to, share: (2 * count) / (body.size + (sizes.get(entry) ?? 0)) }))
  })
}

/** Every vanished key and every new file of its kind with text in common. Only bodies of vanished keys are looked up in the memory. */
export function likenesses(ties: Ties): Likeness[] {
  const of = bodyOf(ties)
  const come = grouped(fresh(ties), ({ kind }) => kind)
  const gone = grouped(vanished(ties), ({ kind }) => kind)
  return [...gone].flatMap(([kind, entries]) => {
    const files = come.get(kind)
    if (files === undefined || kindIn(ties, kind).body === undefined) return []
    const news = new Set(files.map(at))
    const others = [...ties.want.values()].filter((resource) => resource.kind === kind && !news.has(at(resource)))
    return likenessesOf(entries, files, others, of)
  })
}

/** From this share on a new file may well be the vanished one; two texts of one help center that have nothing to do with each other stay below. */
const plausible = 0.2

/** Whether the next best is so much further away that there is no question which is meant. */
const clear = (best: number, next: number): boolean => best > next && 1 - next >= 1.5 * (1 - best)

/** Of these the ones that are each other's best by a clear lead. */
export function undoubted(all: readonly Likeness[]): Likeness[] {
  const rivals = [grouped(all, ({ entry }) => at(entry)), grouped(all, ({ to }) => at(to))] as const
  return all.filter((like) => {
    const others = [...(rivals[0].get(at(like.entry)) ?? []), ...(rivals[1].get(at(like.to)) ?? [])]
    return clear(like.share, Math.max(0, ...others.filter((other) => other !== like).map(({ share }) => share)))
  })
}

/** Of these the ones a person has to judge. */
export const doubtful = (all: readonly Likeness[]): Likeness[] => all.filter(({ share }) => share >= plausible)
