import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

const file = 'content/articles/bread.md'
const text = '---\ntitle: Bread\n---\n\nFlour and water.\n\nBake it.\n'
const mine = `${text}\nEat it.\n`

let home: Bakery
let id: string
const read = (path: string): string => readFileSync(join(home.desk.root, path), 'utf8')

beforeEach(async () => {
  home = await bakery()
  home.desk.write(file, text)
  expect((await home.run('apply --yes')).code).toBe(0)
  id = String(home.sandbox.control.state().articles[0]?.id)
  await home.make(`/articles/${id}`, { author_id: 1002, body: '<p>Flour and water.</p><p>Bake it long.</p>' }, 'PUT')
})
afterEach(() => home.close())

/** Lets a run ask and does something before the answer is yes. */
const asked = (args: string, meanwhile: () => void): Promise<{ code: number; err: string }> =>
  home.desk.run(args, {
    env: { INTERCOM_ACCESS_TOKEN: home.sandbox.token },
    answer: 'yes',
    heard: (said) => {
      if (said.includes('to update') || said.includes('to create')) meanwhile()
    },
  })

const settled = async (): Promise<void> => {
  expect((await home.run('pull --merge --yes')).code).toBe(0)
  expect(read(file)).toBe(mine.replace('Bake it.', 'Bake it long.'))
  expect((await home.run('apply --yes')).code).toBe(0)
  expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
}

describe('what is written into a file while pull is at work stays', () => {
  test('while it asks: nothing is overwritten, and the next pull brings both together', async () => {
    const pulled = await asked('pull', () => {
      home.desk.write(file, mine)
    })
    expect(pulled).toMatchObject({ code: 5, err: expect.stringContaining(`${file}: edited while pull was at work`) as string })
    expect(read(file)).toBe(mine)
    await settled()
  })

  test('while the workspace is read: the list of articles is answered, the editor saves, and the words are there', async () => {
    let saved = false
    home.bending((answer) => {
      if (!saved && answer.includes('Bake it long.')) {
        saved = true
        home.desk.write(file, mine)
      }
      return answer
    })
    const pulled = await home.run('pull --yes')
    expect([saved, read(file)]).toEqual([true, mine])
    expect(pulled.code).toBe(5)
    await settled()
  })

  test('a file beside it that is called as pull writes its own for a moment', async () => {
    home.desk.write(`${file}.new`, 'A draft of mine.\n')
    expect((await home.run('pull --yes')).code).toBe(0)
    expect([read(`${file}.new`), read(file)]).toEqual(['A draft of mine.\n', text.replace('Bake it.', 'Bake it long.')])
  })

  test('a file that came to be where a new one was to go is not written over', async () => {
    await home.make('/articles', { title: 'Cake', author_id: 1002, body: '<p>Sugar.</p>' })
    const note = 'A note on cake.\n'
    const pulled = await asked('pull', () => {
      home.desk.write('content/articles/cake.md', note)
    })
    expect([pulled.code, read('content/articles/cake.md'), read(file)]).toEqual([5, note, text])
  })
})
