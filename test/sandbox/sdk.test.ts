import { IntercomClient } from 'intercom-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'

let sandbox: Sandbox
let client: IntercomClient
let author: number

beforeAll(async () => {
  sandbox = await startSandbox()
  // the SDK's own list of versions ends before Preview
  client = new IntercomClient({ token: sandbox.token, environment: sandbox.url, version: 'Preview' as 'Unstable', maxRetries: 0 })
  author = Number((await client.admins.identify())?.id)
})
afterAll(() => sandbox.close())

test("the vendor's own client creates, finds, lists, updates and deletes articles", async () => {
  const made = await client.articles.create({ title: 'Rye bread', author_id: author, body: '<p>Dark</p>', state: 'published' })
  expect(made).toMatchObject({ type: 'article', title: 'Rye bread', body: '<p class="no-margin">Dark</p>', state: 'published' })
  const id = Number(made.id)
  expect((await client.articles.find({ article_id: id })).title).toBe('Rye bread')
  for (const title of ['Buns', 'Cake', 'Pie']) await client.articles.create({ title, author_id: author })
  const page = await client.articles.list({ page: 1, per_page: 3 })
  expect(page.data.map((each) => each.title)).toEqual(['Pie', 'Cake', 'Buns'])
  expect(page.hasNextPage()).toBe(true)
  expect((await page.getNextPage()).data.map((each) => each.title)).toEqual(['Rye bread'])
  const changed = await client.articles.update({ article_id: id, title: 'Rye loaf' })
  expect(changed.title).toBe('Rye loaf')
  expect(await client.articles.delete({ article_id: id })).toMatchObject({ id: made.id, object: 'article', deleted: true })
  await expect(client.articles.find({ article_id: id })).rejects.toMatchObject({ statusCode: 404 })
})

test("the vendor's own client creates, finds, lists, updates and deletes collections", async () => {
  const { collections } = client.helpCenters
  const made = await collections.create({ name: 'Bread', description: 'Loaves and rolls' })
  expect(made).toMatchObject({ name: 'Bread', description: 'Loaves and rolls', parent_id: null })
  const id = Number(made.id)
  await collections.create({ name: 'Sourdough', parent_id: made.id })
  expect((await collections.list()).data.map((each) => each.name)).toEqual(['Sourdough', 'Bread'])
  expect((await collections.update({ collection_id: id, name: 'Breads' })).name).toBe('Breads')
  expect((await collections.find({ collection_id: id })).name).toBe('Breads')
  expect(await collections.delete({ collection_id: id })).toMatchObject({ id: made.id, object: 'collection', deleted: true })
  await expect(collections.find({ collection_id: id })).rejects.toMatchObject({ statusCode: 404 })
})
