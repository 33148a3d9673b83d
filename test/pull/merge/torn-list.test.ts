import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bakery, type Bakery } from '../bakery.ts'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
  home.desk.write('config/folders.yaml', '- name: Counter\n  description: One\n')
  home.desk.write('content/articles/rye.md', '---\ntitle: Rye\n---\n\nBread.\n')
  expect((await home.run('apply --yes')).code).toBe(0)
  home.sandbox.control.advance(60_000)
})
afterEach(() => home.close())

test('while a list holds markers, what is new for it waits, and everything else is pulled', async () => {
  const { folders, articles } = home.sandbox.control.state()
  await home.make(`/folders/${folders[0]?.id ?? 0}`, { folder: { description: 'Theirs' } }, 'PUT')
  home.desk.write('config/folders.yaml', '- name: Counter\n  description: Mine\n')
  expect((await home.run('pull --merge --yes')).code).toBe(5)
  const torn = readFileSync(join(home.desk.root, 'config/folders.yaml'), 'utf8')
  expect(torn).toContain('<<<<<<<')
  await home.make('/folders', { folder: { name: 'Zebra' } })
  await home.make(`/articles/${articles[0]?.id ?? 0}`, { body: '<p>New.</p>', author_id: 1002 }, 'PUT')
  for (const pull of ['pull --yes', 'pull --merge --yes']) {
    const said = await home.run(pull)
    expect([said.code, said.out]).toEqual([65, expect.stringContaining('its list has errors')])
  }
  expect(readFileSync(join(home.desk.root, 'content/articles/rye.md'), 'utf8')).toContain('New.')
  expect(readFileSync(join(home.desk.root, 'config/folders.yaml'), 'utf8')).toBe(torn)
})
