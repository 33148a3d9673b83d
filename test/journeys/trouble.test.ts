import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlanDocument } from '../../src/report/json/schemas.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { bakery, shop, until, type Said, type Shop } from './command.ts'

const config = (workspace: object): string => JSON.stringify({ workspaces: { live: workspace } })

describe('a run that cannot go on says why, ends with its code, and writes nothing', () => {
  let at: Shop
  let sandbox: Sandbox
  beforeAll(async () => {
    at = shop(bakery)
    sandbox = await startSandbox()
  })
  afterAll(async () => {
    at.close()
    await sandbox.close()
  })
  const apply = (workspace: object, env: Record<string, string>): Promise<Said> => {
    at.write('sync.config.json', config(workspace))
    return at.start(['apply', '--yes'], env).ended
  }

  it('no token: 77, and the variables that would hold it', async () => {
    const { code, err } = await apply({ baseUrl: sandbox.url }, {})
    expect(code).toBe(77)
    expect(err).toContain('INTERCOM_ACCESS_TOKEN_LIVE')
  })

  it('a wrong token: 77, and the token is nowhere to be read', async () => {
    const { code, out, err } = await apply({ baseUrl: sandbox.url }, { INTERCOM_ACCESS_TOKEN: 'dG9rOm5vdC10aGUtb25l' })
    expect(code).toBe(77)
    expect(err + out).not.toContain('dG9rOm5vdC10aGUtb25l')
  })

  it('a token of another workspace than the config names: 77', async () => {
    const { code, err } = await apply({ baseUrl: sandbox.url, id: 'abc12345' }, { INTERCOM_ACCESS_TOKEN: sandbox.token })
    expect(code).toBe(77)
    expect(err).toContain('abc12345')
    expect(sandbox.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  })

  it('a host nobody listens on: 69', async () => {
    const free = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, '127.0.0.1', () => {
        const address = server.address()
        server.close(() => {
          resolve(typeof address === 'object' && address !== null ? address.port : 0)
        })
      })
    })
    const { code, err } = await apply({ baseUrl: `http://127.0.0.1:${free}` }, { INTERCOM_ACCESS_TOKEN: 'some-token' })
    expect(code).toBe(69)
    expect(err).toContain(`127.0.0.1:${free}`)
    expect(err).not.toMatch(/^\s+at /mu)
  })

  it('a ledger of another workspace: 77 before any write (R19)', async () => {
    const token = { INTERCOM_ACCESS_TOKEN: sandbox.token }
    expect((await apply({ baseUrl: sandbox.url }, token)).code).toBe(0)
    const other = await startSandbox()
    try {
      const said = await apply({ baseUrl: other.url }, { INTERCOM_ACCESS_TOKEN: other.token })
      expect(said.code).toBe(77)
      expect(said.err).toContain(sandbox.workspaceId)
      expect(other.requests().filter(({ method }) => method !== 'GET')).toEqual([])
    } finally {
      await other.close()
    }
  })

  it('a token from .env works, and is in no file and no output afterwards (R50)', async () => {
    at.write('.env', `INTERCOM_ACCESS_TOKEN_LIVE=${sandbox.token}\n`)
    at.write('content/articles/about/new.md', `---\ntitle: New\n---\n\nNever write ${sandbox.token} down.\n`)
    const said = await apply({ baseUrl: sandbox.url }, {})
    const json = await at.run('plan', '-f', 'json', '-v')
    expect(said.code).toBe(0)
    expect(said.out + said.err + json.out + json.err).not.toContain(sandbox.token)
    const kept = readdirSync(join(at.root, '.content-sync'), { recursive: true, encoding: 'utf8' })
      .map((path) => join(at.root, '.content-sync', path))
      .filter((path) => statSync(path).isFile() && path.endsWith('ledger.ndjson'))
    expect(kept.length).toBeGreaterThan(0)
    for (const path of kept) expect(readFileSync(path, 'utf8')).not.toContain(sandbox.token)
  })

  it('nothing read from the files: 3, and the plan is still shown (R14)', async () => {
    at.write(
      'sync.config.json',
      JSON.stringify({ content: { articles: 'elsewhere' }, settings: 'nowhere', workspaces: { live: { baseUrl: sandbox.url } } }),
    )
    const plan = await at.start(['plan', '--prune'], { INTERCOM_ACCESS_TOKEN: sandbox.token }).ended
    expect(plan.code).toBe(0)
    const said = await at.start(['apply', '--yes', '--prune'], { INTERCOM_ACCESS_TOKEN: sandbox.token }).ended
    expect(said.code).toBe(3)
    expect(said.out).toContain('nothing was read from the files')
  })
})

describe('a run can be interrupted', () => {
  it('the first interrupt finishes what is under way and saves; the next run completes without duplicates', async () => {
    const articles = Array.from({ length: 60 }, (_, index) => [
      `content/articles/a${index}.md`,
      `---\ntitle: Loaf ${index}\n---\n\nBread.\n`,
    ])
    const at = shop({
      'sync.config.json': bakery['sync.config.json'] ?? '',
      ...(Object.fromEntries(articles) as Record<string, string>),
    })
    try {
      const sandbox = at.start(['sandbox', '--format', 'json', '--limit', '15/1s'])
      const line = await until(() => /^\{.*\}$/mu.exec(sandbox.seen())?.[0])
      const { url } = JSON.parse(line) as { url: string }
      const posts = async (): Promise<number> =>
        ((await (await fetch(`${url}/_sandbox/log`)).json()) as { method: string; done: boolean }[]).filter(
          ({ method, done }) => method === 'POST' && done,
        ).length

      const run = at.start(['apply', '--yes'])
      await until(async () => (await posts()) >= 5)
      run.child.kill('SIGINT')
      const said = await run.ended
      expect(said.code).toBe(130)
      expect(said.out).toContain('interrupted; the same command goes on from here')
      const made = await posts()
      expect(made).toBeLessThan(60)

      const second = await at.run('apply', '--yes')
      expect(second.code).toBe(0)
      expect(await posts()).toBe(60)
      const plan = JSON.parse((await at.run('plan', '-f', 'json')).out) as PlanDocument
      expect(plan.changes).toEqual([])
      sandbox.child.kill('SIGINT')
      await sandbox.ended
    } finally {
      at.close()
    }
  })
})

describe('what is printed suits who reads it', () => {
  it('FORCE_COLOR paints, NO_COLOR and --no-color do not', async () => {
    const at = shop(bakery)
    try {
      const painted = async (args: string[], env: Record<string, string>): Promise<boolean> =>
        (await at.start(['plan', ...args], env).ended).out.includes('\u001B[')
      expect(await painted([], { FORCE_COLOR: '1' })).toBe(true)
      expect(await painted([], { NO_COLOR: '1' })).toBe(false)
      expect(await painted(['--no-color'], { FORCE_COLOR: '1' })).toBe(false)
      expect(await painted([], {})).toBe(false)
    } finally {
      at.close()
    }
  })

  it('a reader that stops reading is no error', () => {
    const at = shop(bakery)
    try {
      const binary = new URL('../../dist/cli.js', import.meta.url).pathname
      const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${binary}" plan --format json | head -c 10`], {
        cwd: at.root,
        encoding: 'utf8',
      })
      expect(stderr).not.toContain('EPIPE')
      expect(stderr).not.toContain('a bug')
    } finally {
      at.close()
    }
  })

  it('--help loads neither the Markdown pipeline nor zod nor the sandbox', () => {
    const binary = new URL('../../dist/cli.js', import.meta.url).pathname
    const { stderr, stdout } = spawnSync(process.execPath, [binary, '--help'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_DEBUG: 'esm' },
    })
    expect(stdout).toContain('content-sync plan')
    expect(stderr).toContain('node_modules/yargs')
    expect(stderr).not.toMatch(/node_modules\/(unified|zod|hono|yaml|jiti|remark|rehype)/u)
  })
})
