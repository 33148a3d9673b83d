import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Moment, type Sandbox } from '../../src/sandbox/index.ts'
import { bakery, shop, type Said, type Shop } from './command.ts'

describe('a plan that was reviewed is what is carried out', () => {
  let at: Shop
  let sandbox: Sandbox
  let seen: (moment: Moment) => void = () => undefined
  beforeAll(async () => {
    at = shop(bakery)
    sandbox = await startSandbox({
      watch: (moment) => {
        seen(moment)
      },
    })
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

  it('one that was killed in the middle is not begun anew: the next plan goes on from there', async () => {
    at.write('content/articles/orders/late.md', '---\ntitle: Orders after closing\n---\n\nThey wait until morning.\n')
    expect((await run('plan', '--out', 'plan.json')).code).toBe(0)
    const killed = at.start(['apply', 'plan.json', '--yes'], { INTERCOM_ACCESS_TOKEN: sandbox.token })
    seen = ({ method, phase }) => {
      if (method === 'POST' && phase === 'done') killed.child.kill('SIGKILL')
    }
    await killed.ended
    seen = () => undefined
    expect(await run('apply', 'plan.json', '--yes')).toMatchObject({
      code: 5,
      err: expect.stringContaining('this plan was carried out before') as string,
    })
    expect((await run('apply', '--yes')).code).toBe(0)
    expect(sandbox.control.state().articles).toHaveLength(4)
    expect((await run('plan', '--detailed-exitcode')).code).toBe(0)
  })

  it('without a terminal --yes is needed', async () => {
    const before = sandbox.requests().length
    expect((await run('apply', 'plan.json')).code).toBe(64)
    expect(sandbox.requests().length).toBe(before)
  })
})
