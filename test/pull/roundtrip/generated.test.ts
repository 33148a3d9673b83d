import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { html } from '../../prose/html.ts'
import { counter, type Counter } from './counter.ts'
import { added, adoptedAnew, blocksOf, pulled, writtenAgain } from './steps.ts'

const seed = Number(process.env['FC_SEED'] ?? 20261123)
// ROUNDTRIP_ARTICLES raises the count
const count = Number(process.env['ROUNDTRIP_ARTICLES'] ?? 500)

describe(`${count} generated articles of every block, with links between them (seed ${seed})`, () => {
  let shop: Counter
  beforeAll(async () => {
    shop = await counter({}, { switches: { foreignElements: 'kept', imageFetch: 'none' } })
    const ids: string[] = []
    let refused = 0
    for (let round = 0; ids.length < count; round += 1)
      for (const body of fc.sample(html, { seed: seed + round, numRuns: count })) {
        if (ids.length >= count) break
        const to = ids[(ids.length * 7) % Math.max(1, ids.length)] ?? '1001'
        const linked = body.replaceAll('https://bakery.example/help/fees', `https://intercom.help/sandbox/en/articles/${to}`)
        const { status, body: made } = await shop.sandbox.control.edit({
          method: 'POST',
          path: '/articles',
          body: {
            title: `Loaf ${ids.length + 1}`,
            body: linked,
            author_id: 1002,
            state: ids.length % 3 === 0 ? 'draft' : 'published',
          },
          admin: 'ana@example.com',
        })
        if (status === 200) ids.push((made as { id: string }).id)
        else refused += 1
      }
    console.log(`${count} articles taken, ${refused} refused by the sandbox (tables in tables or lists), seed ${seed}`)
    expect(refused).toBeLessThan(count)
  }, 600_000)
  afterAll(() => shop.close())

  test('are pulled, and then nothing is left to change', () => pulled(shop, 'urls'), 600_000)
  test('are known again as they are when the memory is gone', () => adoptedAnew(shop), 600_000)
  test('keep every block as it was when a paragraph is added to each file', () => added(shop), 600_000)
  test('become the same files in a new checkout, byte for byte', () => writtenAgain(shop, 'urls'), 600_000)
  test('say something', () => {
    const blocks = [...blocksOf(shop).values()].flat()
    expect(blocks.length).toBeGreaterThan(2 * count)
  })
})
