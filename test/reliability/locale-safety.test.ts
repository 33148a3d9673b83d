import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bakery, type Bakery } from '../pull/bakery.ts'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
  const fr = { title: 'Seigle', body: '<p>Du pain  noir.</p>', author_id: 1002, state: 'published' }
  const body = { title: 'Rye', body: '<p>Bread.</p>', author_id: 1002, state: 'published', translated_content: { fr } }
  await home.make('/articles', body)
})
afterEach(() => home.close())

const page = (body: string, title = 'Rye'): string => `---\ntitle: ${title}\nstate: published\n---\n\n${body}\n`
const french = (): unknown => JSON.parse(JSON.stringify(home.sandbox.control.state().articles[0]?.contents['fr']))

test('a language that is only in Intercom stays byte for byte as it is, whatever the files say and prune asks for', async () => {
  const before = french()
  home.desk.write('content/articles/rye.md', page('Bread.'))
  expect((await home.run('apply --yes --prune --allow takeover')).code).toBe(0)
  home.desk.write('content/articles/rye.md', page('Darker bread.', 'Dark rye'))
  const apply = await home.run('apply --yes --prune')
  expect(apply.code, apply.out + apply.err).toBe(0)
  expect(home.sandbox.control.state().articles[0]?.contents['en']?.title).toBe('Dark rye')
  expect(french()).toEqual(before)
  expect((await home.run('plan --detailed-exitcode --prune')).code).toBe(0)
})

test('a language the files drop stays on the site without prune, and leaves it with prune', async () => {
  expect((await home.run('pull --yes')).code).toBe(0)
  rmSync(join(home.desk.root, 'content/articles/rye.fr.md'))
  const before = french()
  const apply = await home.run('apply --yes')
  expect(apply.code, apply.out + apply.err).toBe(0)
  expect(apply.out).toMatch(/fr/u)
  expect(french()).toEqual(before)
  expect((await home.run('apply --yes --prune')).code).toBe(0)
  expect(french()).toMatchObject({ state: 'draft', title: 'Seigle' })
})

test('another default language in the config is refused before anything is written, not taken for another text', async () => {
  expect((await home.run('pull --yes')).code).toBe(0)
  home.desk.write(
    'sync.config.json',
    JSON.stringify({ workspaces: { test: { baseUrl: home.url } }, workspace: 'test', locales: { default: 'fr' } }),
  )
  const before = JSON.stringify(home.sandbox.control.state().articles)
  const apply = await home.run('apply --yes --prune --allow takeover --allow updates')
  expect(apply.code, apply.out + apply.err).toBe(78)
  expect(apply.err).toContain('the default locale of')
  expect(JSON.stringify(home.sandbox.control.state().articles)).toBe(before)
})
