import { once } from 'node:events'
import { chmodSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

const file = 'content/articles/bread.md'
const text = '---\ntitle: Bread\n---\n\nFlour and water.\n\nBake it.\n'
const mine = `${text}\nEat it.\n`

let home: Bakery
let bread: string
const read = (path: string): string => readFileSync(join(home.desk.root, path), 'utf8')

beforeEach(async () => {
  home = await bakery()
  home.desk.write(file, text)
  expect((await home.run('apply --yes')).code).toBe(0)
  bread = String(home.sandbox.control.state().articles[0]?.id)
  await home.make(`/articles/${bread}`, { author_id: 1002, body: '<p>Flour and water.</p><p>Bake it long.</p>' }, 'PUT')
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

/** An editor on another thread that adds to a file as soon as somebody else wrote it, and saves. */
const saving = (path: string, words: string): Promise<unknown> =>
  once(
    new Worker(
      `const { readFileSync, writeFileSync } = require('node:fs')
       const { workerData: [path, words] } = require('node:worker_threads')
       const before = readFileSync(path, 'utf8')
       let now = before
       const cell = new Int32Array(new SharedArrayBuffer(4))
       for (; now === before; now = readFileSync(path, 'utf8')) Atomics.wait(cell, 0, 0, 0.2)
       writeFileSync(path, now + words)`,
      { eval: true, workerData: [path, words] },
    ),
    'exit',
  )

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

  test('in the moment after it was written: it is an edit of the file, and the next apply sends it', async () => {
    const others = Array.from({ length: 40 }, (_, n) => `content/articles/roll-${n}.md`)
    for (const [n, other] of others.entries()) home.desk.write(other, `---\ntitle: Roll ${n}\n---\n\nFlour.\n`)
    expect((await home.run('apply --yes')).code).toBe(0)
    for (const { id } of home.sandbox.control.state().articles)
      if (String(id) !== bread) await home.make(`/articles/${id}`, { author_id: 1002, body: '<p>Flour and milk.</p>' }, 'PUT')
    const editor = saving(join(home.desk.root, file), '\nEat it.\n')
    expect((await home.run('pull --yes')).code).toBe(0)
    await editor
    expect(read(file)).toBe(mine.replace('Bake it.', 'Bake it long.'))
    const planned = await home.run('plan --detailed-exitcode')
    expect(planned).toMatchObject({ code: 2, out: expect.stringContaining('+ Eat it.') as string })
    expect((await home.run('apply --yes')).code).toBe(0)
    expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
  })

  test('who may read and run it', async () => {
    chmodSync(join(home.desk.root, file), 0o755)
    expect((await home.run('pull --yes')).code).toBe(0)
    expect([read(file), statSync(join(home.desk.root, file)).mode & 0o777]).toEqual([
      text.replace('Bake it.', 'Bake it long.'),
      0o755,
    ])
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
