import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { counter, type Counter } from './counter.ts'
import { bodies } from './kinds.ts'
import { added, adoptedAnew, blocksOf, pulled, writtenAgain } from './steps.ts'

describe.each(['urls', 'files'])('articles of every block there is, images as %s', (images) => {
  let shop: Counter
  beforeAll(async () => {
    shop = await counter({}, { switches: { foreignElements: 'kept', imageFetch: 'none' } })
    for (const [title, body] of Object.entries(bodies)) await shop.article(title, body)
    const empty = [...blocksOf(shop)].filter(([, blocks]) => blocks.length === 0)
    expect(empty, 'a body the sandbox did not take').toHaveLength(1)
  })
  afterAll(() => shop.close())

  test('are pulled, and then nothing is left to change', () => pulled(shop, images))
  // which local file an image was is not told by the workspace
  test.runIf(images === 'urls')('are known again as they are when the memory is gone', () => adoptedAnew(shop))
  test('keep every block as it was when a paragraph is added to each file', () => added(shop))
  test('become the same files in a new checkout, byte for byte', () => writtenAgain(shop, images))
})
