import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { DriftDocument } from '../../src/report/json/schemas.ts'
import { counter, type Counter } from './bakery.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
const runs = Number(process.env['DRIFT_RUNS'] ?? 6)

const people = ['ana@example.com', 'robin@example.com', 'noor@example.com'] as const
type Person = (typeof people)[number]
const keys = ['bread', 'rolls', 'cakes'] as const
type Key = (typeof keys)[number]
const fields = ['title', 'body', 'title@fr'] as const
type Field = (typeof fields)[number]

type Step =
  | { readonly do: 'web'; readonly who: Person; readonly key: Key; readonly field: Field | 'description' | 'tag' }
  | { readonly do: 'file'; readonly key: Key; readonly field: Field }
  | { readonly do: 'apply' | 'pull' }

const person = fc.constantFrom(...people)
const key = fc.constantFrom(...keys)
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('web' as const),
      who: person,
      key,
      field: fc.constantFrom(...fields, 'description' as const, 'tag' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('file' as const), key, field: fc.constantFrom(...fields) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('apply' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pull' as const) }) },
)

/** One field as each side has it: the file, what was applied last, what the workspace has, what it had when we last looked. */
interface Sides {
  file: string
  base: string
  live: string
  seen: string
}

/** What the three-way table says should be, kept apart from everything that is tested. */
interface Told {
  readonly pages: ReadonlyMap<Key, Map<Field, Sides>>
  /** who wrote which locale of which page, in order; null: we */
  readonly hands: { readonly key: Key; readonly locale: string; readonly who: Person | null }[]
}

const localeOf = (field: string): string => (field === 'title@fr' ? 'fr' : 'en')

const page = (sides: ReadonlyMap<Field, Sides>): { main: string; fr: string } => ({
  main: `---\ntitle: ${sides.get('title')?.file ?? ''}\n---\n\n${sides.get('body')?.file ?? ''}\n`,
  fr: `---\ntitle: ${sides.get('title@fr')?.file ?? ''}\n---\n\nBonjour.\n`,
})

function begin(): { told: Told; files: Record<string, string> } {
  const pages = new Map<Key, Map<Field, Sides>>()
  const files: Record<string, string> = {}
  for (const name of keys) {
    const sides = new Map<Field, Sides>(
      fields.map((field) => {
        const text = `${name} ${field.replace('@', ' ')} first`
        return [field, { file: text, base: text, live: text, seen: text }]
      }),
    )
    pages.set(name, sides)
    files[`content/articles/${name}.md`] = page(sides).main
    files[`content/articles/${name}.fr.md`] = page(sides).fr
  }
  return { told: { pages, hands: [] }, files }
}

async function play(steps: readonly Step[]): Promise<void> {
  const { told, files } = begin()
  const bakery = await counter(files)
  const id = new Map(keys.map((name) => [name, bakery.id('articles', `${name} title first`)]))
  try {
    for (const [n, each] of steps.entries()) {
      await act(each, n, told, bakery, id)
      bakery.sandbox.control.advance(60_000)
      await check(told, bakery)
    }
  } finally {
    await bakery.close()
  }
}

const sidesOf = (told: Told, name: Key): Map<Field, Sides> => told.pages.get(name) ?? new Map<Field, Sides>()

async function act(each: Step, n: number, told: Told, bakery: Counter, id: ReadonlyMap<Key, string>): Promise<void> {
  if (each.do === 'web') {
    const path = `/articles/${id.get(each.key) ?? ''}`
    const text = `${each.key} written there ${n}`
    if (each.field === 'tag') {
      const tag = await bakery.web(each.who, 'POST', '/tags', { name: `theirs ${n}` })
      await bakery.web(each.who, 'POST', `${path}/tags`, { id: tag['id'] })
      return
    }
    const body = {
      title: { title: text },
      body: { body: `<p>${text}</p>` },
      'title@fr': { translated_content: { fr: { title: text } } },
      description: { description: text },
    }[each.field]
    await bakery.web(each.who, 'PUT', path, body)
    told.hands.push({ key: each.key, locale: localeOf(each.field), who: each.who })
    const sides = each.field === 'description' ? undefined : sidesOf(told, each.key).get(each.field)
    if (sides !== undefined) sides.live = text
    return
  }
  if (each.do === 'file') {
    const all = sidesOf(told, each.key)
    const sides = all.get(each.field)
    if (sides !== undefined) sides.file = `${each.key} written here ${n}`
    bakery.desk.write(`content/articles/${each.key}.md`, page(all).main)
    bakery.desk.write(`content/articles/${each.key}.fr.md`, page(all).fr)
    return
  }
  const done = await bakery.run(each.do === 'apply' ? 'apply --yes --allow updates' : 'pull --yes')
  for (const [name, all] of told.pages) {
    const moved = [...all.values()].map((sides) => ({ sides, here: sides.file !== sides.base, there: sides.live !== sides.seen }))
    if (moved.some(({ here, there }) => here && there)) continue
    for (const [field, sides] of all) {
      if (each.do === 'apply' && sides.file !== sides.base) {
        sides.base = sides.live = sides.seen = sides.file
        told.hands.push({ key: name, locale: localeOf(field), who: null })
      }
      if (each.do === 'pull' && sides.live !== sides.seen) sides.file = sides.base = sides.seen = sides.live
    }
  }
  expect([0, 5], done.out + done.err).toContain(done.code)
}

async function check(told: Told, bakery: Counter): Promise<void> {
  const { code, out } = await bakery.run('drift --format json')
  const { drift } = JSON.parse(out) as DriftDocument
  const expected = keys.flatMap((name) => {
    const moved = [...sidesOf(told, name)].filter(([, { live, seen }]) => live !== seen).map(([field]) => field)
    return moved.length === 0 ? [] : [{ key: name, fields: moved.sort() }]
  })
  const found = drift.map((row) => ({ key: row.key, fields: row.fields.map(({ name }) => name).sort() }))
  expect(found).toEqual(expected.sort((a, b) => (a.key < b.key ? -1 : 1)))
  expect(code).toBe(expected.length > 0 ? 2 : 0)
  for (const row of drift) {
    const locales = new Set(row.fields.map(({ name }) => localeOf(name)))
    const hands = told.hands.filter((hand) => hand.key === row.key && locales.has(hand.locale))
    const last = hands.at(-1)?.who
    const named = row.edits.map(({ by }) => by?.email)
    // who wrote last; where that was we, somebody who wrote before
    if (last != null) expect(named[0]).toBe(last)
    else expect(hands.map(({ who }) => who)).toContain(named[0])
    // nobody is named for what we wrote over the API
    expect(row.edits.every(({ via }) => via === 'web')).toBe(true)
    expect(named.filter((one) => !hands.some(({ who }) => who === one))).toEqual([])
  }
}

describe(`random lives of files and a workspace (FC_SEED=${seed}, DRIFT_RUNS=${runs})`, () => {
  test('drift names every field a teammate changed, who did it, and nothing we wrote', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), play), {
      seed,
      numRuns: runs,
      endOnFailure: true,
    })
  })
})
