import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

let home: Bakery
const content = 'content/articles'
const file = `${content}/bread.md`
const text = '---\ntitle: Bread\n---\n\nFlour and water.\n'

const files = (): string[] => readdirSync(join(home.desk.root, content)).sort()
const articles = (): number => home.sandbox.control.state().articles.length
/** What a pull that is killed before it saved leaves behind, and what a runner without its memory has: the files alone. */
const forget = (): void => {
  rmSync(join(home.desk.root, '.content-sync'), { recursive: true })
}

beforeEach(async () => {
  home = await bakery()
})
afterEach(() => home.close())

const teammate = (title: string, words: string): Promise<unknown> =>
  home.make('/articles', { title, author_id: 1002, body: `<p>${words}</p>` })

describe('nothing is there twice after the memory was lost', () => {
  test('two articles of one name are known again by their texts: no third file, no third article', async () => {
    await teammate('Bread', 'Flour and water.')
    await teammate('Bread', 'Rye.')
    expect((await home.run('pull --yes')).code).toBe(0)
    expect(files()).toEqual(['bread-2.md', 'bread.md'])
    forget()
    expect((await home.run('pull --yes')).code).toBe(0)
    expect(files()).toEqual(['bread-2.md', 'bread.md'])
    expect((await home.run('apply --yes')).code).toBe(0)
    expect(articles()).toBe(2)
    expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
  })

  test('two articles of one name and edits in their files: a person says which is which, pull makes no files of them', async () => {
    await teammate('Bread', 'Flour and water.')
    await teammate('Bread', 'Rye.')
    expect((await home.run('pull --yes')).code).toBe(0)
    forget()
    for (const name of files()) home.desk.write(`${content}/${name}`, text.replace('Flour', `Much flour for ${name}`))
    const pulled = await home.run('pull --yes')
    expect([pulled.code, files()]).toEqual([5, ['bread-2.md', 'bread.md']])
    expect(pulled.out).toContain('content-sync ledger bind article:bread')
    await home.run('apply --yes')
    expect(articles()).toBe(2)
  })

  test('two collections of one name, and no memory: neither the list nor the help center has four', async () => {
    const [faq] = [
      await home.make('/help_center/collections', { name: 'FAQ' }),
      await home.make('/help_center/collections', { name: 'FAQ' }),
    ]
    expect((await home.run('pull --yes')).code).toBe(0)
    forget()
    const parent = { parent_id: Number(faq['id']), parent_type: 'collection' }
    await home.make('/articles', { title: 'Rye', author_id: 1002, body: '<p>Rye.</p>', ...parent })
    const list = readFileSync(join(home.desk.root, 'config/collections.yaml'), 'utf8')
    expect((await home.run('pull --yes')).code).toBe(5)
    expect(readFileSync(join(home.desk.root, 'config/collections.yaml'), 'utf8')).toBe(list)
    expect(existsSync(join(home.desk.root, content))).toBe(false)
    await home.run('apply --yes')
    expect(home.sandbox.control.state().collections).toHaveLength(2)
  })

  test('a file with an error, and no memory of it: its article gets no second file', async () => {
    home.desk.write(file, text)
    expect((await home.run('apply --yes')).code).toBe(0)
    forget()
    home.desk.write(file, text.replace('---\n\n', 'state: burnt\n---\n\n'))
    await home.run('pull --yes')
    expect(files()).toEqual(['bread.md'])
    home.desk.write(file, text)
    expect((await home.run('apply --yes')).code).toBe(0)
    expect([articles(), (await home.run('plan --detailed-exitcode')).code]).toEqual([1, 0])
  })

  test('another article of the name of a new file comes along when a person says so', async () => {
    await teammate('Bread', 'Rye.')
    const collection = await home.make('/help_center/collections', { name: 'Baking' })
    await home.make('/articles', {
      title: 'Bread',
      author_id: 1002,
      body: '<p>Spelt.</p>',
      parent_id: Number(collection['id']),
      parent_type: 'collection',
    })
    home.desk.write(file, text)
    expect((await home.run('pull --yes')).code).toBe(5)
    expect((await home.run('pull --yes --allow duplicates')).code).toBe(0)
    expect((await home.run('plan --detailed-exitcode')).out).toContain('1 to create')
  })
})
