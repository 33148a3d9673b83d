import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { openStore, type Store } from '../../src/sandbox/store.ts'
import { ask } from './ask.ts'

const folders: string[] = []
const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'sandbox-'))
  folders.push(made)
  return made
}
afterEach(() => {
  for (const each of folders.splice(0)) rmSync(each, { recursive: true })
})

type Step = { do: 'put' | 'amend' | 'remove'; id: number; name: string } | { do: 'commit' }
const id = fc.integer({ min: 1, max: 6 })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('put' as const, 'amend' as const, 'remove' as const), id, name: fc.string() }),
  },
  fc.constant({ do: 'commit' as const }),
)
const rows = (store: Store) => ({ tags: store.rows('tags'), next: store.nextId('tags') })

function play(store: Store, steps: readonly Step[]): ReturnType<typeof rows>[] {
  const committed = [rows(store)]
  for (const each of steps) {
    if (each.do === 'commit') {
      store.commit()
      committed.push(rows(store))
    } else if (each.do === 'remove') store.remove('tags', each.id)
    else store[each.do]('tags', { id: each.id, name: each.name })
  }
  return committed
}

const seed = process.env['FC_SEED']
const runs = { numRuns: 100, ...(seed === undefined ? {} : { seed: Number(seed) }) }

test('a store that was killed anywhere in a write holds exactly what was committed, and so it does after being closed', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), fc.array(step, { maxLength: 10 }), fc.nat(), (before, after, cut) => {
      const data = folder()
      const first = openStore(data, false, 1)
      play(first, before)
      first.close()
      const second = openStore(data, false, 1)
      expect(rows(second)).toEqual(rows(first))
      const committed = play(second, [...after, { do: 'commit' }])

      const journal = join(data, 'journal.jsonl')
      if (!existsSync(journal)) return
      const bytes = readFileSync(journal)
      writeFileSync(journal, bytes.subarray(0, cut % (bytes.length + 1)))
      expect(committed).toContainEqual(rows(openStore(data, false, 1)))
      writeFileSync(journal, bytes)
      expect(rows(openStore(data, false, 1))).toEqual(committed.at(-1))
    }),
    runs,
  )
})

test('a sandbox started again on its folder has the same workspace, token, content, order and ids', async () => {
  const data = folder()
  const first = await startSandbox({ data })
  const made = []
  for (const name of ['bread', 'cake', 'pie']) made.push((await ask(first, 'POST', '/help_center/collections', { name })).body)
  await ask(first, 'PUT', `/help_center/collections/${String(made[0]?.['id'])}`, { name: 'rye' })
  await ask(first, 'DELETE', `/help_center/collections/${String(made[2]?.['id'])}`)
  const list = (await ask(first, 'GET', '/help_center/collections')).body
  const state = first.control.state()
  await first.close()

  const second = await startSandbox({ data })
  expect(second.control.state()).toEqual(state)
  expect([second.token, second.workspaceId]).toEqual([first.token, first.workspaceId])
  expect((await ask(second, 'GET', '/help_center/collections')).body).toEqual(list)
  const next = (await ask(second, 'POST', '/help_center/collections', { name: 'tart' })).body
  await second.close()
  expect(Number(next['id'])).toBe(Number(made[2]?.['id']) + 1)
})

test('images are still there after a restart', async () => {
  const data = folder()
  const first = await startSandbox({ data })
  const picture = `${first.url}/help`
  const author_id = Number((await ask(first, 'GET', '/me')).body['id'])
  const { body } = await ask(first, 'POST', '/articles', { title: 'a', author_id, body: `<img src="${picture}">` })
  const path = String(/\/i\/o\/[^"?]*/.exec(String(body['body']))?.[0])
  const before = await (await fetch(first.url + path)).text()
  await first.close()
  const second = await startSandbox({ data })
  const after = await (await fetch(second.url + path)).text()
  await second.close()
  expect(before).toContain('<html')
  expect(after).toBe(before)
})

test('a fresh start forgets everything, the workspace too, and touches no file that is not its own', async () => {
  const data = folder()
  appendFileSync(join(data, 'notes.txt'), 'mine')
  const first = await startSandbox({ data })
  await ask(first, 'POST', '/tags', { name: 'bread' })
  await first.close()
  const second = await startSandbox({ data, fresh: true })
  await second.close()
  expect(second.workspaceId).not.toBe(first.workspaceId)
  expect(second.token).not.toBe(first.token)
  expect(second.control.state().tags).toEqual([])
  expect(readFileSync(join(data, 'notes.txt'), 'utf8')).toBe('mine')
})

const built = resolve(import.meta.dirname, '../../dist/sandbox/serve.js')
if (!existsSync(built)) console.log('skipped: the sandbox as its own program needs npm run build')

test.skipIf(!existsSync(built))(
  'as its own program it says where it listens, and being killed while it writes loses nothing it answered',
  async () => {
    const data = folder()
    const first = await program(data)
    const answered: string[] = []
    const writing = (async () => {
      for (let n = 0; n < 10_000; n += 1)
        answered.push(String((await ask(first.sandbox, 'POST', '/tags', { name: `tag ${n}` })).body['name']))
    })()
    while (answered.length < 40) await new Promise((go) => setTimeout(go, 5))
    first.child.kill('SIGKILL')
    await expect(writing).rejects.toThrow()

    const second = await program(data)
    const list = (await ask(second.sandbox, 'GET', '/tags')).body['data'] as { name: string }[]
    second.child.kill('SIGTERM')
    const [code] = (await once(second.child, 'exit')) as [number]
    expect(code).toBe(0)
    expect(second.sandbox.token).toBe(first.sandbox.token)
    expect(list.map((each) => each.name).slice(0, answered.length)).toEqual(answered)
    expect(list.length - answered.length).toBeLessThanOrEqual(1)
  },
)

async function program(data: string): Promise<{ child: ChildProcess; sandbox: Sandbox }> {
  const child = spawn(process.execPath, [built, '--port', '0', '--data', data], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const said = JSON.parse(line.toString()) as Record<string, unknown>
  expect(said).toMatchObject({ format: 'content-sync/sandbox', helpCenter: `${String(said['url'])}/help` })
  return { child, sandbox: said as unknown as Sandbox }
}
