import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { bakery, shop, type Said, type Shop } from './command.ts'

describe('a plan that was reviewed is what is carried out', () => {
  let at: Shop
  let sandbox: Sandbox
  beforeAll(async () => {
    at = shop(bakery)
    sandbox = await startSandbox()
    at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }))
  })
  afterAll(async () => {
    at.close()
    await sandbox.close()
  })
  const run = (...args: readonly string[]): Promise<Said> => at.start(args, { INTERCOM_ACCESS_TOKEN: sandbox.token }).ended
  const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length

  it('plan --out, apply, and nothing is left', async () => {
    const planned = await run('plan', '--out', 'plan.json')
    expect(planned.code).toBe(0)
    expect(writes()).toBe(0)
    const applied = await run('apply', 'plan.json', '--yes', '--format', 'json')
    expect([applied.code, applied.err.includes('not part of it')]).toEqual([0, false])
    expect(JSON.parse(applied.out)).toMatchObject({
      plan: (JSON.parse(readFileSync(join(at.root, 'plan.json'), 'utf8')) as { id: string }).id,
      counts: { failed: 0, notStarted: 0, conflict: 0 },
    })
    expect((await run('plan', '--detailed-exitcode')).code).toBe(0)
    expect(sandbox.control.state().articles).toHaveLength(3)
  })

  it('a second time it is refused, and nothing is written', async () => {
    const before = writes()
    const again = await run('apply', 'plan.json', '--yes')
    expect(again.code).toBe(5)
    expect(again.err).toContain('this plan was carried out before')
    expect(writes()).toBe(before)
  })

  it('a byte that was changed is noticed before any request', async () => {
    const path = join(at.root, 'plan.json')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace('"dirty": false', '"dirty": true '))
    const before = sandbox.requests().length
    const refused = await run('apply', 'plan.json', '--yes')
    writeFileSync(path, text)
    expect([refused.code, refused.err]).toEqual([5, expect.stringContaining('altered since it was saved')])
    expect(sandbox.requests().length).toBe(before)
  })

  it('flags that would make it another plan are wrong usage; without a terminal --yes is needed', async () => {
    const before = sandbox.requests().length
    for (const flag of ['--prune', '--keep-going', '--retry-blocked', '--apply-audience-to-existing'])
      expect(await run('apply', 'plan.json', '--yes', flag)).toMatchObject({
        code: 64,
        err: expect.stringContaining(flag) as string,
      })
    expect((await run('apply', 'plan.json', '--yes', '--allow', 'deletes')).code).toBe(64)
    expect((await run('apply', 'plan.json', '--yes', '--only', 'articles')).code).toBe(64)
    expect((await run('apply', 'plan.json')).code).toBe(64)
    expect((await run('apply', 'none.json', '--yes')).code).toBe(64)
    expect(sandbox.requests().length).toBe(before)
  })
})
