import { afterEach, beforeEach, expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'

const page = (title: string, body = 'Bread.'): string => `---\ntitle: ${title}\nstate: published\n---\n\n${body}\n`
const prune = { prune: true } as const

let home: House
let id: string
beforeEach(async () => {
  home = await house()
  home.write('content/articles/fees.md', page('Fees'))
  home.write('content/articles/fees.fr.md', page('Frais', 'Du pain.'))
  await home.apply()
  const { plan } = await home.plan()
  expect(plan.levels).toEqual([])
  id = String(home.sandbox.control.state().articles[0]?.id)
})
afterEach(() => home.close())

const french = (): string | undefined => home.sandbox.control.state().articles[0]?.contents['fr']?.state

const editFrench = (locale: string, title: string): Promise<unknown> =>
  home.sandbox.control.edit({
    admin: 'ana@example.com',
    path: `/articles/${id}`,
    body: { translated_content: { [locale]: { type: 'article_content', title, body: '<p>Brioche.</p>', state: 'published' } } },
  })

test('a translation whose file is gone leaves the site with prune, and not without', async () => {
  home.remove('content/articles/fees.fr.md')
  await home.apply()
  expect(french()).toBe('published')
  await home.apply(prune)
  expect(french()).toBe('draft')
})

test('a translation somebody edited in Intercom is not taken off the site because its file is gone', async () => {
  await editFrench('fr', 'Les frais')
  home.remove('content/articles/fees.fr.md')
  const { drawing } = await home.apply(prune)
  expect(drawing.plan.beside).toMatchObject([{ why: 'conflict', key: 'fees' }])
  expect(drawing.plan.beside[0]?.says).toContain('title@fr')
  expect(french()).toBe('published')
})

test('translations that are ignored from now on stay on the site and are nobody’s business any more', async () => {
  home.write('.syncignore', '*.fr.md\n')
  const { drawing } = await home.apply(prune)
  expect(drawing.plan.levels).toEqual([])
  expect(drawing.plan.beside).toMatchObject([{ why: 'unmanaged', key: 'fees' }])
  expect(french()).toBe('published')
  const next = await home.plan(prune)
  expect(next.plan.levels).toEqual([])
  expect(next.plan.beside).toEqual([])
})

test('while another file cannot be read, no translation is taken off the site: it may be that file', async () => {
  home.remove('content/articles/fees.fr.md')
  home.write('content/articles/frais.md', '---\ntitle: "Frais\nlocale: fr\nkey: fees\n---\n\nDu pain.\n')
  await home.apply(prune)
  expect(french()).toBe('published')
})

test('an article to which somebody added a translation is not deleted with it', async () => {
  await editFrench('de', 'Gebühren')
  home.write('content/articles/other.md', page('Other', 'Cake.'))
  home.remove('content/articles/fees.md')
  home.remove('content/articles/fees.fr.md')
  const { drawing } = await home.apply(prune)
  expect(drawing.plan.beside).toMatchObject([{ why: 'conflict', key: 'fees' }])
  expect(home.sandbox.control.state().articles).toHaveLength(2)
})
