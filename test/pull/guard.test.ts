import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ListFault } from '../../src/sandbox/faults.ts'
import { bakery, type Bakery } from './bakery.ts'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
  for (let n = 0; n < 12; n += 1)
    await home.make('/articles', { title: `Bread ${n}`, body: `<p>Loaf ${n}.</p>`, author_id: 1002, state: 'draft' })
  expect((await home.run('pull --yes')).code).toBe(0)
})
afterEach(() => home.close())

const pages = (): number => readdirSync(join(home.desk.root, 'content/articles')).length
const gone = async (count: number): Promise<void> => {
  for (const { id } of home.sandbox.control.state().articles.slice(0, count)) await home.make(`/articles/${id}`, {}, 'DELETE')
}
const quiet = async (): Promise<void> => {
  expect((await home.run('plan --detailed-exitcode --prune')).code).toBe(0)
}

test('files of what was deleted in Intercom go with prune, and few of them without another word', async () => {
  await gone(3)
  expect((await home.run('pull --yes --prune')).code).toBe(0)
  expect(pages()).toBe(9)
  await quiet()
})

test('a workspace that lost more than the limit takes no file with it until that is allowed', async () => {
  await gone(5)
  const dry = await home.run('pull --dry-run --prune')
  expect(dry.code).toBe(0)
  expect(dry.out).toContain('delete 5 of 12 articles (42 %) is above the limit of 30 %')
  const pull = await home.run('pull --yes --prune')
  expect(pull.code).toBe(3)
  expect(pull.out).toContain('to go on: --allow deletes')
  expect(pages()).toBe(12)
  const json = await home.run('pull --yes --prune --format json')
  expect(json.code).toBe(3)
  expect(JSON.parse(json.out)).toMatchObject({ refusals: [{ guard: 'deletes' }] })
  expect((await home.run('pull --yes --prune --allow deletes')).code).toBe(0)
  expect(pages()).toBe(7)
  await quiet()
})

test('a limit of the config holds for files as well', async () => {
  home.desk.write(
    'sync.config.json',
    JSON.stringify({ workspaces: { test: { baseUrl: home.url } }, workspace: 'test', limits: { deletes: 2 } }),
  )
  await gone(3)
  expect((await home.run('pull --yes --prune')).code).toBe(3)
  expect(pages()).toBe(12)
})

test.each<[string, ListFault]>([
  ['fewer than it says', { keep: 4 }],
  ['fewer, and no page after', { keep: 4, last: true }],
])('a list that comes back short (%s) takes no file with it', async (_, list) => {
  home.sandbox.control.faults([{ on: { path: '^/articles' }, do: { list }, times: 1000 }])
  const pull = await home.run('pull --yes --prune --allow deletes')
  expect(pull.code, pull.out + pull.err).toBe(3)
  expect(pull.out).toContain('the list of articles changed while it was read or came back short')
  expect(pages()).toBe(12)
})

test('a token that may not read snippets any more takes none of their files with it', async () => {
  await home.make('/content_snippets', { title: 'Hours', body_markdown: 'Daily.', locale: 'en' })
  expect((await home.run('pull --yes')).code).toBe(0)
  const pull = await home.desk.run('pull --yes --prune', { env: { INTERCOM_ACCESS_TOKEN: home.sandbox.readToken } })
  expect(pull.code, pull.out + pull.err).toBe(77)
  expect(readdirSync(join(home.desk.root, 'content/snippets'))).toEqual(['hours.md'])
})
