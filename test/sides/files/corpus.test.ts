import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { memory, readFrom } from './repository.ts'

const corpus = resolve(import.meta.dirname, '../../../../shared/corpora/arduino-help-center')

test('a real help center is read as it is: every file an article, every folder a collection, hardly an error', async (context) => {
  if (!existsSync(corpus)) {
    console.log(`skipped: no corpus at ${corpus}`)
    context.skip()
  }
  const cache = memory()
  const world = await readFrom(corpus, { content: { articles: 'content' }, cache })
  const articles = world.resources.filter(({ kind }) => kind === 'article')
  expect(articles.length).toBe(414)
  expect(articles.filter(({ broken }) => broken === true).length / articles.length).toBeLessThan(0.02)
  expect(world.resources.filter(({ kind, fields }) => kind === 'collection' && fields['parent'] === null).length).toBe(7)
  expect((await readFrom(corpus, { content: { articles: 'content' }, cache })).parsed).toBe(0)
})
