import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds } from '../../src/kinds/index.ts'
import type { Resource } from '../../src/model/index.ts'
import { at } from '../../src/model/index.ts'
import { pairing } from '../../src/plan/index.ts'
import { drawnIn, live, refs, text, want } from '../plan/values.ts'
import { seed } from '../reliability/world/chosen.ts'

const runs = Number(process.env['ADOPT_RUNS'] ?? 300)

const vocabulary = 'rye oat corn wheat bake knead rise sour dough salt oven crust crumb loaf roll tin hour night warm cold'.split(
  ' ',
)
const word = fc.constantFrom(...vocabulary)
const title = fc.constantFrom('Rye', 'Oats', 'Opening hours', 'Fees', 'FAQ', 'How it works')
const shelf = fc.constantFrom('bread', 'cake', 'shop')

const page = fc.record({
  title,
  shelf,
  /** what it says that nothing else says */
  own: fc.array(word, { minLength: 1, maxLength: 60 }),
  /** it says as well what many others say */
  common: fc.boolean(),
  fate: fc.constantFrom('as it was', 'gone here', 'gone there', 'changed', 'changed', 'twin'),
  retitled: fc.option(title, { nil: undefined }),
  moved: fc.option(shelf, { nil: undefined }),
  /** every so many words another; 0: none */
  edited: fc.constantFrom(0, 2, 4, 8),
})
const world = fc.record({ pages: fc.array(page, { minLength: 1, maxLength: 14 }), renamed: fc.option(shelf, { nil: undefined }) })
type World = typeof world extends fc.Arbitrary<infer T> ? T : never

const header = 'this page is part of the help center of our bakery and was written for all who bake with us every day of the year'

interface Scene {
  readonly files: readonly Resource[]
  readonly there: readonly Resource[]
  /** key of a file → the object it was */
  readonly truth: ReadonlyMap<string, string>
}

/** A page's words: its number among them, so that no two say the same, as no two pages of people do. */
const said = (n: number, { own, common }: World['pages'][number], edited: number): string =>
  [
    ...(common ? [header] : []),
    ...own.map((each, k) => (edited > 0 && k % edited === 1 ? `new${n}x${k}` : `${each}${k % 3 === 0 ? n : ''}`)),
  ].join(' ')

function sceneOf({ pages, renamed }: World): Scene {
  const shelves = ['bread', 'cake', 'shop']
  const files: Resource[] = shelves.map((name) =>
    want('collection', name, { name: name === renamed ? `All about ${name}` : name, parent: null }),
  )
  const there: Resource[] = shelves.map((name, n) => live('collection', String(900 + n), { name, parent: null }))
  const truth = new Map(shelves.map((name, n) => [`collection:${name}`, `@${900 + n}`]))
  pages.forEach((one, n) => {
    const id = String(n + 1)
    const changed = one.fate === 'changed'
    const now = {
      title: changed ? (one.retitled ?? one.title) : one.title,
      shelf: changed ? (one.moved ?? one.shelf) : one.shelf,
    }
    const key = `${now.shelf}/page-${n}`
    if (one.fate !== 'gone here') {
      files.push(
        want('article', key, {
          title: now.title,
          body: text(said(n, one, changed ? one.edited : 0)),
          collections: refs('collection', now.shelf),
        }),
      )
      if (one.fate !== 'gone there') truth.set(`article:${key}`, `@${id}`)
    }
    const on = refs('collection', `@${900 + shelves.indexOf(one.shelf)}`)
    const body = text(said(n, one, 0))
    if (one.fate !== 'gone there') there.push(live('article', id, { title: one.title, body, state: 'draft', collections: on }))
    // somebody else wrote of the same thing
    if (one.fate === 'twin')
      there.push(
        live('article', String(n + 500), {
          title: one.title,
          body: text(`Another ${said(n + 70, one, 3)}`),
          state: 'draft',
          collections: on,
        }),
      )
  })
  return { files, there, truth }
}

/** Whether a page says enough that no other says: two that share all but a word may well be one that was edited. */
const distinct = ({ pages }: World, key: string): boolean => {
  const [, page, id] = /page-(\d+)$|^@(\d+)$/u.exec(key) ?? []
  const n = page === undefined ? (Number(id) - 1) % 499 : Number(page)
  return (pages[n]?.own.length ?? 99) >= 20
}

test(`${runs} random repositories beside random workspaces: no file is bound to an object it never was, nor surely said to be one (FC_SEED=${seed} ADOPT_RUNS)`, () => {
  const counts = { equal: 0, differs: 0, renamed: 0, unsure: 0, new: 0 }
  fc.assert(
    fc.property(world, (one) => {
      const { files, there, truth } = sceneOf(one)
      const drawn = drawnIn({ files, there, memory: [] })
      const { paired, foreign } = pairing(drawn, kinds, new Map())
      for (const { want, standing, candidates, fields } of paired) {
        counts[standing] += 1
        const guess = candidates[0]?.live.key
        if (standing === 'equal' || (standing === 'renamed' && distinct(one, want.key) && distinct(one, guess ?? '')))
          expect([at(want), standing, guess]).toEqual([at(want), standing, truth.get(at(want))])
        if (standing === 'equal') expect(fields).toEqual([])
        if (standing === 'differs') expect(fields).not.toEqual([])
      }
      // every object is somebody's, or said to be nobody's
      const named = new Set([...paired.flatMap(({ candidates }) => candidates.map(({ live }) => at(live))), ...foreign.map(at)])
      expect(there.map(at).filter((name) => !named.has(name))).toEqual([])
      // an object is surely meant by one file at most
      const meant = paired
        .filter(({ standing }) => standing !== 'unsure' && standing !== 'new')
        .map(({ candidates }) => candidates[0]?.live)
      expect(new Set(meant).size).toBe(meant.length)
    }),
    { seed, numRuns: runs },
  )
  console.log(`adopt: ${JSON.stringify(counts)}`)
})
