import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { bakery, shop, until, type Shop } from './command.ts'

describe('two applies of one workspace at once do not write over each other', () => {
  let at: Shop
  let sandbox: Sandbox
  let env: Record<string, string>
  let seen: (event: { readonly method: string; readonly phase: string }) => void | Promise<void> = () => undefined
  beforeAll(async () => {
    at = shop(bakery)
    sandbox = await startSandbox({ watch: (event) => seen(event) })
    env = { INTERCOM_ACCESS_TOKEN: sandbox.token }
    at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }))
  })
  afterAll(async () => {
    at.close()
    await sandbox.close()
  })
  // the highest number is the lock, and an empty one is nobody's
  const locked = (): boolean => {
    const folder = join(at.root, '.content-sync/live/lock')
    const newest = existsSync(folder) ? Math.max(0, ...readdirSync(folder).map(Number)) : 0
    return newest > 0 && readFileSync(join(folder, String(newest)), 'utf8') !== ''
  }
  const writes = (): string[] => sandbox.requests().flatMap(({ method, path }) => (method === 'POST' ? [path] : []))

  it('the second ends with 4 and names the first; each thing is made once', async () => {
    // the sandbox holds back the first write until the second run has ended
    let go = (): void => undefined
    const over = new Promise<void>((resolve) => {
      go = resolve
    })
    let writing = false
    seen = async ({ method }) => {
      if (method !== 'POST') return
      writing = true
      await over
    }
    const first = at.start(['apply', '--yes'], env)
    await until(() => writing)
    const second = await at.start(['apply', '--yes'], env).ended
    go()
    seen = () => undefined
    expect(second.code).toBe(4)
    expect(second.err).toContain(`process ${first.child.pid ?? 0}`)
    expect((await first.ended).code).toBe(0)
    expect(writes().filter((path) => path === '/articles')).toHaveLength(3)
    expect(locked()).toBe(false)
  })

  it('a plan reads beside a running apply, and leaves no lock', async () => {
    expect((await at.start(['plan'], env).ended).code).toBe(0)
    expect(locked()).toBe(false)
  })

  it('a run that was killed does not keep the workspace locked', async () => {
    at.write('content/articles/orders/late.md', '---\ntitle: Orders after closing\n---\n\nThey wait until morning.\n')
    const killed = at.start(['apply', '--yes'], env)
    seen = ({ method, phase }) => {
      if (method === 'POST' && phase === 'arrived') killed.child.kill('SIGKILL')
    }
    await killed.ended
    seen = () => undefined
    expect(locked()).toBe(true)
    const again = await at.start(['apply', '--yes'], env).ended
    expect(again.code).toBe(0)
    expect((await at.start(['plan', '--detailed-exitcode'], env).ended).code).toBe(0)
  })

  it('unlock asks for the id of the lock that is there', async () => {
    const { code, err } = await at.start(['ledger', 'unlock', 'some-id'], env).ended
    expect(code).toBe(64)
    expect(err).toContain('there is no lock')
  })
})
