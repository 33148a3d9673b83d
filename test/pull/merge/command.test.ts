import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../../commands/desk.ts'

const file = 'content/articles/bread.md'
const text = '---\ntitle: Bread\nstate: published\n---\n\nFlour and water.\n\nBake it.\n'
const html = '<p>Flour and water.</p><p>Bake it.</p>'

let sandbox: Sandbox
let at: Desk
const run = (args: string): Promise<Ended> => at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } })
const read = (path: string): string => readFileSync(join(at.root, path), 'utf8')
const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length
const edit = async (body: Record<string, unknown>): Promise<void> => {
  const id = String(sandbox.control.state().articles[0]?.id)
  const answer = await sandbox.control.edit({
    method: 'PUT',
    path: `/articles/${id}`,
    body: { author_id: 1002, ...body },
    admin: 'ana@example.com',
  })
  expect(answer.status).toBe(200)
}

beforeEach(async () => {
  sandbox = await startSandbox()
  at = desk({ [file]: text, 'sync.config.json': JSON.stringify({ workspaces: { shop: { baseUrl: sandbox.url } } }) })
  expect((await run('apply --yes')).code).toBe(0)
})
afterEach(async () => {
  at.clean()
  await sandbox.close()
})

describe('a teammate edits in Intercom, an engineer in git', () => {
  test('another paragraph: pull --merge, plan shows the local edit alone, apply, and nothing is left', async () => {
    at.write(file, text.replace('Flour', 'Much flour'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    expect((await run('plan')).code).toBe(5)
    const before = writes()
    const dry = await run('pull --merge --dry-run')
    expect([dry.code, read(file)]).toEqual([0, text.replace('Flour', 'Much flour')])
    // shown as the file will say it: nothing of the engineer's words goes
    expect(dry.out).toContain('+ Bake it long.')
    expect(dry.out).not.toContain('- Much flour')
    expect((await run('pull --merge --yes')).code).toBe(0)
    expect(writes()).toBe(before)
    expect(read(file)).toBe(text.replace('Flour', 'Much flour').replace('Bake it.', 'Bake it long.'))
    const plan = await run('plan')
    expect(plan.code).toBe(0)
    expect(plan.out).toContain('+ Much flour and water.')
    expect(plan.out).not.toContain('- Bake it')
    expect((await run('apply --yes')).code).toBe(0)
    expect((await run('plan --detailed-exitcode')).code).toBe(0)
    expect(await run('pull --merge --dry-run')).toMatchObject({ code: 0 })
  })

  test('the same paragraph: exit 5 with file and line; check and apply refuse with 65 until it is decided', async () => {
    at.write(file, text.replace('Bake it.', 'Bake it slowly.'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    const pulled = await run('pull --merge --yes')
    expect(pulled.code).toBe(5)
    expect(pulled.out).toContain(`${file}:8`)
    expect(read(file)).toMatch(
      /<<<<<<< file\nBake it slowly\.\n\|{7} before\nBake it\.\n={7}\nBake it long\.\n>{7} intercom \(Ana Pires, /u,
    )
    const before = writes()
    const [check, apply] = [await run('check'), await run('apply --yes')]
    expect([check.code, apply.code, writes()]).toEqual([65, 65, before])
    expect(check.out).toContain(`${file}:8`)
    expect((await run('pull --merge --yes')).code).toBe(65)
    at.write(file, text.replace('Bake it.', 'Bake it long and slowly.'))
    expect((await run('plan')).code).toBe(0)
    expect((await run('apply --yes')).code).toBe(0)
    expect((await run('plan --detailed-exitcode')).code).toBe(0)
  })

  test('--conflicts files leaves the markers out, and without --merge it is a mistake', async () => {
    at.write(file, text.replace('Bake it.', 'Bake it slowly.'))
    await edit({ body: html.replace('Bake it.', 'Bake it long.') })
    expect((await run('pull --conflicts files --yes')).code).toBe(64)
    const pulled = await run('pull --merge --conflicts files --yes')
    expect([pulled.code, read(file)]).toEqual([5, text.replace('Bake it.', 'Bake it slowly.')])
    expect(read('content/articles/_bread.intercom.md')).toContain('Bake it long.')
    expect((await run('apply --yes')).code).toBe(65)
  })
})
