import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bakery, type Bakery } from '../pull/bakery.ts'

const file = 'content/articles/rye.md'
const text = '---\ntitle: Rye\n---\n\nBread.\n'

let home: Bakery
let id: string

/** The memory as it was written before it noted forms and files. */
function unnoted(): void {
  const ledger = join(home.desk.root, '.content-sync/test/ledger.ndjson')
  const lines = readFileSync(ledger, 'utf8').trimEnd().split('\n')
  const without = lines.map((line) =>
    Object.fromEntries(Object.entries(JSON.parse(line) as object).filter(([name]) => !['sum', 'form', 'text'].includes(name))),
  )
  writeFileSync(ledger, without.map((line) => `${JSON.stringify(line)}\n`).join(''))
}
const said = (): string => readFileSync(join(home.desk.root, file), 'utf8')
const body = (): string | undefined => home.sandbox.control.state().articles[0]?.contents['en']?.body.html
const plan = async (): Promise<{ counts: Record<string, number> }> =>
  JSON.parse((await home.run('plan --format json')).out) as { counts: Record<string, number> }
const theirs = (): Promise<unknown> => home.make(`/articles/${id}`, { body: '<p>Theirs.</p>', author_id: 1002 }, 'PUT')

beforeEach(async () => {
  home = await bakery()
  home.desk.write(file, text)
  expect((await home.run('apply --yes')).code).toBe(0)
  id = String(home.sandbox.control.state().articles[0]?.id)
  home.sandbox.control.advance(60_000)
})
afterEach(() => home.close())

async function refused(): Promise<void> {
  unnoted()
  home.desk.write(file, text.replace('Bread.', 'Good bread.'))
  home.sandbox.control.faults([{ on: { method: 'PUT', path: '^/articles' }, do: { status: 422, code: 'validation_error' } }])
  expect((await home.run('apply --yes')).code).toBe(1)
  home.sandbox.control.faults([])
}

test('an edit that was refused after an update of the tool is sent by the next run, not taken for sent', async () => {
  await refused()
  expect((await plan()).counts).toMatchObject({ update: 1 })
  expect((await home.run('apply --yes')).code).toBe(0)
  expect(body()).toContain('Good bread.')
})

test('nor does a pull write over it what a teammate wrote meanwhile', async () => {
  await refused()
  await theirs()
  expect((await home.run('pull --yes')).code).toBe(5)
  expect(said()).toContain('Good bread.')
})

test('an edit of a teammate that was kept is kept after an update of the tool: it is no rereading', async () => {
  await theirs()
  home.desk.write(file, text.replace('title: Rye', 'title: Rye bread'))
  expect((await home.run('apply --yes')).code).toBe(0)
  home.sandbox.control.advance(60_000)
  unnoted()
  expect((await home.run('drift')).code).toBe(2)
  expect((await home.run('apply --yes')).code).toBe(0)
  home.desk.write(file, text.replace('title: Rye', 'title: Rye bread').replace('Bread.', 'Mine.'))
  expect((await home.run('apply --yes')).code).toBe(5)
  expect(body()).toContain('Theirs.')
})
