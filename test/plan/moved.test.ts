import { describe, expect, test } from 'vitest'
import type { Fields, Plan } from '../../src/model/index.ts'
import { changes, live, planned, remembered, want } from './values.ts'

// the same files for everybody who runs the tests; others and more of them: FC_SEED=… MOVED_RUNS=…
const seed = Number(process.env['FC_SEED'] ?? 20261122)
const runs = Number(process.env['MOVED_RUNS'] ?? 30)

/** A small generator of numbers from 0 to 1 (mulberry32). */
function numbers(from: number): () => number {
  let state = from >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Random = () => number
const upTo = (random: Random, most: number): number => Math.floor(random() * most)

/** Words as a help center has them: a few that are everywhere, many that are not. */
const word = (random: Random): string => (random() < 0.3 ? `the${upTo(random, 12)}` : `word${upTo(random, 1500)}`)
const sentence = (random: Random): string[] => Array.from({ length: 8 + upTo(random, 10) }, () => word(random))
const article = (random: Random): string[][] => Array.from({ length: 6 + upTo(random, 20) }, () => sentence(random))

/** Of each text this share of its sentences is left, in their order, and the rest is written anew. */
const edited = (random: Random, text: string[][], kept: number): string[][] =>
  text.map((line, n) => (Math.floor((n + 1) * kept) > Math.floor(n * kept) ? line : sentence(random)))

const page = (title: string, text: string[][]): Fields => ({
  title,
  body: { parts: text.map((line) => `<p>${line.join(' ')}.</p>`) },
})

/** How many of the moved files kept their page, wait for a person, or were lost: made anew, or bound to another's page. */
interface Fate {
  kept: number
  waits: number
  anew: number
  wrong: number
}

function fate(random: Random, share: number): Fate {
  const texts = Array.from({ length: 12 }, () => article(random))
  const footer = article(random).slice(0, 3)
  const signed = (text: string[][]): string[][] => [...text, ...footer]
  const [moving, staying] = [texts.slice(0, 6), texts.slice(6)]
  const before = [
    ...moving.map((text, n) => [`old-${n}`, page(`Old ${n}`, signed(text))] as const),
    ...staying.map((text, n) => [`stay-${n}`, page(`Stay ${n}`, signed(text))] as const),
  ]
  const files = [
    ...moving.map((text, n) => [`new-${n}`, page(`New ${n}`, signed(edited(random, text, share)))] as const),
    ...before.slice(6),
  ]
  const drawn: Plan = planned(
    files.map(([key, fields]) => want('article', key, fields)),
    before.map(([, fields], n) => live('article', `${n}`, fields)),
    before.map(([key, fields], n) => remembered('article', key, `${n}`, fields)),
    { prune: true },
  )
  const found: Fate = { kept: 0, waits: drawn.beside.filter(({ key }) => key.startsWith('new')).length, anew: 0, wrong: 0 }
  for (const change of changes(drawn)) {
    if (change.verb === 'create') found.anew += 1
    else if (change.verb === 'update') found[change.movedFrom === change.to.key.replace('new', 'old') ? 'kept' : 'wrong'] += 1
  }
  return found
}

const sum = (fates: readonly Fate[]): Fate =>
  fates.reduce((all, each) => ({
    kept: all.kept + each.kept,
    waits: all.waits + each.waits,
    anew: all.anew + each.anew,
    wrong: all.wrong + each.wrong,
  }))

describe(`six files moved, retitled and rewritten among twelve with one footer, ${runs} times (seed ${seed}) (R33)`, () => {
  test.each([95, 90, 80, 70, 60, 50, 40, 30, 20, 10, 5].map((percent) => ({ percent })))(
    '$percent % of the sentences left',
    ({ percent }) => {
      const random = numbers(seed + percent)
      const found = sum(Array.from({ length: runs }, () => fate(random, percent / 100)))
      if (process.env['MOVED_TABLE'] !== undefined) process.stdout.write(`${percent} % ${JSON.stringify(found)}\n`)
      expect(found.wrong).toBe(0)
      if (percent >= 60) expect(found).toMatchObject({ kept: 6 * runs })
      if (percent >= 50) expect(found.anew).toBe(0)
      if (percent <= 5) expect(found).toMatchObject({ anew: 6 * runs })
    },
  )
})
