import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { objects } from '../../src/ledger/file/objects.ts'
import { isProse, type Fields } from '../../src/model/index.ts'
import { version } from '../../src/prose/index.ts'
import { bakery, png, type Bakery } from '../pull/bakery.ts'

const file = 'content/articles/rye.md'
const text = '---\ntitle: Rye\n---\n\nBread.\n\n![oven](oven.png)\n'

let home: Bakery
let id: string
const ledger = (): string => join(home.desk.root, '.content-sync/test/ledger.ndjson')
const lines = (): Record<string, unknown>[] =>
  readFileSync(ledger(), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
const oven = (bytes: string): void => {
  writeFileSync(join(home.desk.root, 'content/articles/oven.png'), png(bytes))
}

/** What is remembered, as a version before would have written it: paragraphs with a class. */
function age(form: number | undefined): void {
  const store = objects(join(home.desk.root, '.content-sync/test/objects'))
  const older = (digest: unknown): string => {
    const name = String(digest)
    const path = join(home.desk.root, '.content-sync/test/objects', name.slice(0, 2), `${name.slice(2)}.json.gz`)
    const fields = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Fields
    const aged = Object.entries(fields).map(([field, value]) => [
      field,
      isProse(value)
        ? {
            parts: value.parts.map((part) => (typeof part === 'string' ? part.replaceAll('<p>', '<p class="no-margin">') : part)),
          }
        : value,
    ])
    return store.record(Object.fromEntries(aged) as Fields).digest
  }
  const written = lines().map((line) => {
    const rest = Object.fromEntries(Object.entries(line).filter(([name]) => name !== 'sum' && name !== 'form'))
    if (!('base' in line)) return rest
    return { ...rest, base: older(line['base']), seen: older(line['seen']), ...(form === undefined ? {} : { form }) }
  })
  writeFileSync(ledger(), written.map((line) => `${JSON.stringify(line)}\n`).join(''))
}

beforeEach(async () => {
  home = await bakery()
  home.desk.write(file, text)
  oven('oven')
  expect((await home.run('apply --yes')).code).toBe(0)
  id = String(home.sandbox.control.state().articles[0]?.id)
  home.sandbox.control.advance(60_000)
})
afterEach(() => home.close())

async function settled(): Promise<void> {
  expect((await home.run('apply --yes')).code).toBe(0)
  expect((await home.run('plan --detailed-exitcode')).code).toBe(0)
  expect((await home.run('drift')).code).toBe(0)
}

describe.each([
  ['noted', version - 1],
  ['not noted', undefined],
])('after an update that reads texts otherwise (form %s)', (_, form) => {
  beforeEach(() => {
    age(form)
  })

  test('what nobody edited is no drift, no change and no write, and is remembered anew', async () => {
    const drift = await home.run('drift')
    expect(drift.code, drift.out).toBe(0)
    const plan = await home.run('plan --detailed-exitcode')
    expect(plan.code, plan.out).toBe(0)
    expect((await home.run('apply --yes')).err).toMatch(/ 0 writes/u)
    expect(lines().flatMap((line) => ('base' in line ? [line['form']] : []))).toEqual([version])
    await settled()
  })

  test('an edit of the file is an update, and no conflict', async () => {
    home.desk.write(file, text.replace('Bread.', 'Good bread.'))
    const plan = await home.run('plan --format json')
    expect(JSON.parse(plan.out)).toMatchObject({ counts: { update: 1, conflict: 0, drift: 0 } })
    await settled()
  })

  test('an edit in Intercom is drift, and no conflict; pull takes it', async () => {
    await home.make(`/articles/${id}`, { title: 'Rye bread', author_id: 1002 }, 'PUT')
    expect((await home.run('drift')).code).toBe(2)
    const plan = await home.run('plan --format json')
    expect(JSON.parse(plan.out)).toMatchObject({ counts: { update: 0, conflict: 0, drift: 1 } })
    expect((await home.run('pull --yes')).code).toBe(0)
    expect(readFileSync(join(home.desk.root, file), 'utf8')).toBe(text.replace('title: Rye', 'title: Rye bread'))
    await settled()
  })

  test('another picture in a text of the same letters is sent', async () => {
    oven('door')
    const plan = await home.run('plan --format json')
    expect(JSON.parse(plan.out)).toMatchObject({ counts: { update: 1, conflict: 0 } })
    await settled()
  })

  test('words of both sides are a conflict, never one of them lost', async () => {
    home.desk.write(file, text.replace('Bread.', 'Good bread.'))
    const { body } = await home.get(`/articles/${id}`)
    await home.make(`/articles/${id}`, { body: String(body).replace('Bread.', 'Rye bread.'), author_id: 1002 }, 'PUT')
    const plan = await home.run('plan --format json')
    expect(JSON.parse(plan.out)).toMatchObject({ counts: { update: 0, conflict: 1 } })
  })
})

test('a file that is gone is pruned after an update of the tool: nobody edited its object', async () => {
  home.desk.write('content/articles/other.md', '---\ntitle: Other\n---\n\nOther.\n')
  expect((await home.run('apply --yes')).code).toBe(0)
  home.sandbox.control.advance(60_000)
  age(undefined)
  rmSync(join(home.desk.root, file))
  expect((await home.run('apply --yes --prune --allow deletes')).code).toBe(0)
  expect(home.sandbox.control.state().articles).toHaveLength(1)
})
