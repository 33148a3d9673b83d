import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

const file = 'content/articles/bread.md'
const text = '---\ntitle: Bread\n---\n\nFlour and water.\n\nBake it.\n'

let home: Bakery
const path = (name: string): string => join(home.desk.root, name)
const read = (name: string): string => readFileSync(path(name), 'utf8')
const goneThere = async (): Promise<void> => {
  const id = String(home.sandbox.control.state().articles[0]?.id)
  await home.make(`/articles/${id}`, {}, 'DELETE')
}

beforeEach(async () => {
  home = await bakery()
})
afterEach(() => home.close())

describe('a comment nobody else has is not deleted with its file when the article is deleted in Intercom', () => {
  test.each([
    ['in the front matter', text.replace('title: Bread', 'title: Bread # ask Ana before this is published')],
    ['as HTML in the text', text.replace('Bake it.\n', 'Bake it.\n\n<!-- how hot? -->\n')],
    ['an empty line', `${text}\n`],
  ])('%s, of a file that was applied', async (_, edited) => {
    home.desk.write(file, text)
    expect((await home.run('apply --yes')).code).toBe(0)
    home.desk.write(file, edited)
    await goneThere()
    const pulled = await home.run('pull --yes --prune')
    expect(pulled).toMatchObject({ code: 5, out: expect.stringContaining('it is kept: delete the file') as string })
    expect(read(file)).toBe(edited)
    expect((await home.run('apply --yes --allow recreate')).code).toBe(0)
    expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
  })

  test('of a file that was pulled', async () => {
    await home.make('/articles', { title: 'Bread', author_id: 1002, body: '<p>Flour and water.</p>' })
    expect((await home.run('pull --yes')).code).toBe(0)
    const edited = read(file).replace('title: Bread', 'title: Bread # ask Ana')
    writeFileSync(path(file), edited)
    await goneThere()
    expect((await home.run('pull --yes --prune')).code).toBe(5)
    expect(read(file)).toBe(edited)
  })
})

describe('a file nobody wrote into goes with its article', () => {
  test.each([
    ['as it was applied', text],
    ['checked out with other line ends', text.replaceAll('\n', '\r\n')],
  ])('%s', async (_, there) => {
    home.desk.write(file, text)
    expect((await home.run('apply --yes')).code).toBe(0)
    home.desk.write(file, there)
    await goneThere()
    expect((await home.run('pull --yes --prune')).code).toBe(0)
    expect(existsSync(path(file))).toBe(false)
    expect((await home.run('plan --detailed-exitcode --prune')).code).toBe(0)
  })

  test.each([['adopt --yes'], ['apply --yes']])('%s, after the memory was lost', async (again) => {
    home.desk.write(file, text)
    expect((await home.run('apply --yes')).code).toBe(0)
    home.forget()
    expect((await home.run(again)).code).toBe(0)
    await goneThere()
    expect((await home.run('pull --yes --prune')).code).toBe(0)
    expect(existsSync(path(file))).toBe(false)
  })

  test('one whose comment an apply wrote along with the text', async () => {
    home.desk.write(file, `${text}\n<!-- asked: 240 degrees -->\n`)
    expect((await home.run('apply --yes')).code).toBe(0)
    await goneThere()
    expect((await home.run('pull --yes --prune')).code).toBe(0)
    expect(existsSync(path(file))).toBe(false)
  })
})

test('a memory that does not say what stood in the files takes none of them away', async () => {
  home.desk.write(file, text)
  expect((await home.run('apply --yes')).code).toBe(0)
  const ledger = '.content-sync/test/ledger.ndjson'
  // as it was written before texts were remembered
  writeFileSync(
    path(ledger),
    read(ledger)
      .replaceAll(/,"text":"[^"]*"/gu, '')
      .replaceAll(/,"sum":"[^"]*"/gu, ''),
  )
  await goneThere()
  const pulled = await home.run('pull --yes --prune')
  expect(pulled).toMatchObject({ code: 5, out: expect.stringContaining('is not remembered, so it is kept') as string })
  expect(read(file)).toBe(text)
})
