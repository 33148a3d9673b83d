import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

const file = 'content/articles/bread.md'
const body = '<!-- ask Ana -->\n\nFlour and water.\n\n<!-- until May -->\n\nBake it.\n\n<!-- end -->\n'
const text = `---\ntitle: Bread\n---\n\n${body}`

let home: Bakery
const read = (): string => readFileSync(join(home.desk.root, file), 'utf8')
const edit = (html: string): Promise<unknown> =>
  home.make(`/articles/${String(home.sandbox.control.state().articles[0]?.id)}`, { author_id: 1002, body: html }, 'PUT')

beforeEach(async () => {
  home = await bakery()
  home.desk.write(file, text)
  expect((await home.run('apply --yes')).code).toBe(0)
})
afterEach(() => home.close())

const cases: Record<string, [html: string, body: string]> = {
  'the paragraph below a comment is edited': [
    '<p>Flour and water.</p><p>Bake it long.</p>',
    body.replace('Bake it.', 'Bake it long.'),
  ],
  'both paragraphs are edited': [
    '<p>Rye and water.</p><p>Bake it long.</p>',
    body.replace('Flour', 'Rye').replace('Bake it.', 'Bake it long.'),
  ],
  'a paragraph is taken out': ['<p>Flour and water.</p>', body.replace('Bake it.\n\n', '')],
  'a paragraph is added where a comment stands': [
    '<p>Flour and water.</p><p>Knead it.</p><p>Bake it.</p>',
    body.replace('<!-- until', 'Knead it.\n\n<!-- until'),
  ],
}

describe('a note an author left in a file, which no reader sees, is there after a pull', () => {
  test.each(Object.entries(cases))('%s', async (_, [html, after]) => {
    await edit(html)
    expect((await home.run('pull --yes')).code).toBe(0)
    const notes = ['<!-- ask Ana -->', '<!-- until May -->', '<!-- end -->']
    expect(notes.filter((note) => !read().includes(note))).toEqual([])
    expect(read()).toBe(text.replace(body, after))
    expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
  })
})
