import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pictures } from './scale-pictures.ts'
import { two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
})
afterEach(() => ends.close())

const rye = { title: 'Rye', body: '<p>Dark.</p>', author_id: 1002, state: 'published' }
const compared = (): ReturnType<Two['run']> => ends.run('migrate --from old --to new --parity')
const carried = async (): Promise<void> => {
  expect(await ends.run('migrate --from old --to new --yes')).toMatchObject({ code: 0 })
}
const refuse = (side: 'old' | 'new', path: string): void => {
  ends[side].control.faults([{ on: { method: 'GET', path }, do: { status: 403, code: 'forbidden' } }])
}

test.each(['old', 'new'] as const)('articles that %s refuses to list do not compare as nothing missing', async (side) => {
  await ends.edit('old', 'POST', '/articles', rye)
  await carried()
  refuse(side, '^/articles')
  const { code, err } = await compared()
  expect([code, err]).toEqual([77, expect.stringMatching(new RegExp(`${side}: the articles .*403.*token`, 'u'))])
})

test('articles that both refuse to list are missed by the memory of what was carried over', async () => {
  await ends.edit('old', 'POST', '/articles', rye)
  await carried()
  for (const side of ['old', 'new'] as const) refuse(side, '^/articles')
  expect(await compared()).toMatchObject({ code: 77, err: expect.stringContaining('articles') as string })
})

test('a list that is refused and that nobody has anything of is said to be not compared', async () => {
  await ends.edit('old', 'POST', '/articles', rye)
  await carried()
  refuse('new', '^/ai/content_import_sources')
  const { code, out } = await compared()
  expect([code, out]).toEqual([0, expect.stringMatching(/not compared: import sources.*new.*403/u)])
  const json = JSON.parse((await ends.run('migrate --from old --to new --parity --format json')).out) as { skipped: unknown }
  expect(json.skipped).toEqual([expect.objectContaining({ kind: 'import-source', workspace: 'new' })])
  const page = await ends.run('migrate --from old --to new --parity --format html')
  expect(page.out).toMatch(/not compared: import sources/u)
})

test('a wrong picture that can no longer be fetched at either end is not told as the same', async () => {
  const shop = await pictures()
  await ends.edit('old', 'POST', '/articles', { ...rye, body: `<p>Dark.</p><img src="${shop.url(1)}">` })
  await carried()
  const id = ends.new.control.state().articles.find(({ contents }) => contents['en']?.title === 'Rye')?.id ?? 0
  await ends.edit('new', 'PUT', `/articles/${id}`, { body: `<p>Dark.</p><img src="${shop.url(2)}">`, author_id: 1002 })
  await shop.close()
  const state = join(ends.desk.root, '.content-sync')
  for (const file of readdirSync(state, { recursive: true, encoding: 'utf8' }))
    if (file.endsWith('cache')) rmSync(join(state, file), { recursive: true, force: true })
  for (const side of ['old', 'new'] as const) ends[side].control.switches({ imageLife: -10 })
  const { code, out } = await compared()
  expect([code, out]).toEqual([2, expect.stringContaining('image not compared')])
  expect(out).toMatch(/403/u)
  expect(out).toMatch(/1 difference, .* 0 images compared/u)
})
