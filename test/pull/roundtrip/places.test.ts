import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counter, type Counter } from './counter.ts'
import { bodies } from './kinds.ts'
import { added, adoptedAnew, blocksOf, pulled, writtenAgain } from './steps.ts'

const callout = (inner: string): string =>
  `<div class="intercom-interblocks-callout" style="background-color: #feedaf80; border-color: #fbc91633;">${inner}</div>`

/** Where a block may stand in an article. */
const places: Readonly<Record<string, (block: string) => string>> = {
  first: (block) => `${block}<p>after</p>`,
  last: (block) => `<p>before</p>${block}`,
  between: (block) => `<p>before</p>${block}<p>after</p>`,
  twice: (block) => block + block,
  'between lists': (block) => `<ul><li>a</li></ul>${block}<ul><li>b</li></ul>`,
  'first in an item': (block) => `<ul><li>${block}</li><li>b</li></ul>`,
  'below an item': (block) => `<ol start="9"><li><p>a</p>${block}</li><li>b</li></ol>`,
  'in a callout': (block) => callout(block),
  'in a collapsible': (block) =>
    `<details><summary>More</summary><div class="collapsible-section-content">${block}</div></details>`,
  'in a cell': (block) => `<table><tr><td>${block}</td><td>b</td></tr><tr><td>c</td><td>${block}</td></tr></table>`,
  'in a callout in an item': (block) => `<ul><li>${callout(`<p>a</p>${block}`)}<p>b</p></li></ul>`,
}

const kinds = Object.entries(bodies).filter(([, body]) => body !== '')
const articles = Object.entries(places).flatMap(([place, at]) =>
  kinds.map(([kind, body]) => ({ title: `${kind} ${place}`, body: at(body), place, hasTable: body.includes('<table') })),
)

describe(`${articles.length} articles: every block there is in ${Object.keys(places).length} places`, () => {
  let shop: Counter
  beforeAll(async () => {
    shop = await counter({}, { switches: { foreignElements: 'kept', imageFetch: 'none' } })
    const refused: string[] = []
    for (const { title, body } of articles) {
      const made = await shop.sandbox.control.edit({
        method: 'POST',
        path: '/articles',
        body: { title, body, author_id: 1002, state: 'published' },
        admin: 'ana@example.com',
      })
      if (made.status !== 200) refused.push(title)
    }
    // Intercom takes no table in a list or in another table
    const holdsNone = (place: string): boolean => /cell|item/u.test(place)
    expect(refused).toEqual(articles.flatMap(({ title, place, hasTable }) => (hasTable && holdsNone(place) ? [title] : [])))
    expect([...blocksOf(shop)].filter(([, blocks]) => blocks.length === 0)).toEqual([])
  }, 600_000)
  afterAll(() => shop.close())

  test('are pulled, and then nothing is left to change', () => pulled(shop, 'urls'), 600_000)
  test('are known again as they are when the memory is gone', () => adoptedAnew(shop), 600_000)
  test('keep every block as it was when a paragraph is added to each file', () => added(shop), 600_000)
  test('become the same files in a new checkout, byte for byte', () => writtenAgain(shop, 'urls'), 600_000)
})
