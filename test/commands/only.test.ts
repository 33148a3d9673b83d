import { describe, expect, it } from 'vitest'
import { only } from '../../src/commands/only.ts'
import type { World } from '../../src/model/index.ts'

const shop: World = {
  resources: [
    { kind: 'article', key: 'orders/fees', fields: {}, origin: { file: 'content/articles/orders/fees.md', line: 1 } },
    { kind: 'article', key: 'orders/cakes/big', fields: {}, origin: { file: 'content/articles/orders/cakes/big.md', line: 1 } },
    { kind: 'collection', key: 'orders', fields: {}, origin: { file: 'content/articles/orders', line: 1 } },
    { kind: 'snippet', key: 'hours@en', fields: {}, origin: { file: 'content/snippets/hours.md', line: 1 } },
    {
      kind: 'import-source',
      key: 'https://bakery.example/docs',
      fields: {},
      origin: { file: 'config/import-sources.yaml', line: 1 },
    },
  ],
  findings: [],
  complete: new Set(),
  skipped: [],
}

const through = (...words: string[]): string[] => {
  const lets = only(words, () => shop)
  return shop.resources.filter(lets).map(({ kind, key }) => `${kind}:${key}`)
}

describe('--only lets through what it names and nothing else', () => {
  it.each([
    [['articles'], ['article:orders/fees', 'article:orders/cakes/big']],
    [['article'], ['article:orders/fees', 'article:orders/cakes/big']],
    [['import sources'], ['import-source:https://bakery.example/docs']],
    [['orders/**'], ['article:orders/fees', 'article:orders/cakes/big']],
    [['orders/*'], ['article:orders/fees', 'article:orders/cakes/big']],
    [['article:orders/fees'], ['article:orders/fees']],
    [['collection:orders'], ['collection:orders']],
    [['content/snippets/'], ['snippet:hours@en']],
    [['content/articles/orders/fees.md'], ['article:orders/fees']],
    [
      ['snippets', 'collections'],
      ['collection:orders', 'snippet:hours@en'],
    ],
    [['elsewhere/**'], []],
  ])('%j', (words, expected) => {
    expect(through(...words)).toEqual(expected)
  })

  it('nothing asked for is everything', () => {
    expect(through()).toHaveLength(5)
  })

  it.each(['artcles', 'snippet s', 'colection:orders'])(
    'a misspelt kind such as %s is refused before anything is left out',
    (word) => {
      expect(() => only([word], () => shop)).toThrow(/did you mean/u)
    },
  )

  it('a key of an object whose file is gone counts as well', () => {
    expect(only(['old/**'], () => shop)({ kind: 'article', key: 'old/prices' })).toBe(true)
  })
})
