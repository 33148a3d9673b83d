import { afterEach, describe, expect, it } from 'vitest'
import { bakery, shop, until, type Shop } from './command.ts'

const made: Shop[] = []
const opened = (files: Parameters<typeof shop>[0]): Shop => {
  const one = shop(files)
  made.push(one)
  return one
}
afterEach(() => {
  for (const one of made.splice(0)) one.close()
})

describe('an apply that was a mistake is taken back', () => {
  it('the workspace is as before, the plan shows the change of the files again, a second rollback of that run finds nothing', async () => {
    const at = opened(bakery)
    expect((await at.run('apply', '--yes')).code).toBe(0)
    at.write('content/articles/about/us.md', '---\ntitle: About them\n---\n\nBakers since never.\n')
    at.write('content/articles/about/new.md', '---\ntitle: Something new\n---\n\nSee [us](us.md).\n')
    at.remove('content/snippets/hours.md')
    const applied = await at.run('apply', '--yes', '--prune', '--allow', 'deletes', '--format', 'json')
    expect(applied.code, applied.err).toBe(0)
    const { run } = JSON.parse(applied.out) as { run: string }

    const shown = await at.run('rollback', '--dry-run')
    expect(shown.code, shown.err).toBe(0)
    expect(shown.err).toContain(`taking back run ${run} (apply, `)
    expect(shown.out).toContain('About us')
    expect(shown.err).toMatch(/requests: \d+ reads, 0 writes/)
    const back = await at.run('rollback', '--yes', '--format', 'json')
    expect(back.code, back.out + back.err).toBe(0)
    expect(back.err).toContain('revert them too, or the next apply brings it back')
    const outcomes = (JSON.parse(back.out) as { outcomes: { verb: string; key: string; status: string }[] }).outcomes
    expect(outcomes.map(({ verb, key, status }) => [verb, key, status]).sort()).toEqual([
      ['create', 'hours@en', 'applied'],
      ['delete', 'about/new', 'applied'],
      ['update', 'about/us', 'applied'],
    ])

    const again = await at.run('rollback', run.slice(0, 13), '--yes')
    expect(again.code, again.err).toBe(0)
    expect(again.out).toContain('no changes')
    const plan = await at.run('plan', '--prune', '--format', 'json')
    const { counts } = JSON.parse(plan.out) as { counts: Record<string, number> }
    expect(counts).toMatchObject({ create: 1, update: 1, delete: 1, conflict: 0, drift: 0, blocked: 0 })

    for (const [path, text] of Object.entries(bakery)) at.write(path, text)
    at.remove('content/articles/about/new.md')
    const reverted = await at.run('plan', '--prune', '--detailed-exitcode')
    expect(reverted.code, reverted.out).toBe(0)
    expect(reverted.out).toContain('no changes')
  })

  it('what a teammate edited since stays and is named, exit 5; the rest goes back', async () => {
    const at = opened({ ...bakery, 'sync.config.json': '' })
    const sandbox = at.start(['sandbox', '--port', '0', '--data', 'intercom', '--format', 'json'])
    const { url, token } = await until(() => {
      const [line] = sandbox.seen().split('\n')
      return line?.startsWith('{') === true && (JSON.parse(line) as { url: string; token: string })
    })
    at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: url } } }))
    const env = { INTERCOM_ACCESS_TOKEN: token }
    const run = (...args: string[]): Promise<{ code: number; out: string; err: string }> => at.start(args, env).ended
    expect((await run('apply', '--yes')).code).toBe(0)
    at.write('content/articles/about/us.md', '---\ntitle: About them\n---\n\nBakers since never.\n')
    at.write('content/snippets/hours.md', '---\ntitle: When do you open?\n---\n\nNever.\n')
    const applied = await run('apply', '--yes', '--format', 'json')
    expect(applied.code, applied.err).toBe(0)
    const { id } = (JSON.parse(applied.out) as { outcomes: { key: string; id: string }[] }).outcomes.find(
      ({ key }) => key === 'about/us',
    ) ?? { id: '' }
    const edit = { path: `/articles/${id}`, method: 'PUT', body: { title: 'About all of us' }, admin: 'ana@example.com' }
    const edited = await fetch(`${url}/_sandbox/edit`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(edit),
    })
    expect(edited.status).toBeLessThan(300)
    const back = await run('rollback', '--yes')
    expect(back.code, back.out + back.err).toBe(5)
    expect(back.out).toMatch(/about\/us/)
    expect(back.out).toContain('changed since that run: it stays as it is now')
    expect(back.out).toContain('ana@example.com')
    const article = await fetch(`${url}/articles/${id}`, {
      headers: { authorization: `Bearer ${token}`, 'intercom-version': 'Preview' },
    })
    expect(((await article.json()) as { title: string }).title).toBe('About all of us')
    const snippets = await fetch(`${url}/content_snippets`, {
      headers: { authorization: `Bearer ${token}`, 'intercom-version': 'Preview' },
    })
    expect(JSON.stringify(await snippets.json())).toContain('At nine.')
  })

  it('without anything to take back, or of a run there is not, it says so and sends nothing', async () => {
    const at = opened(bakery)
    const never = await at.run('rollback', '--yes')
    expect(never.code).toBe(64)
    expect(never.err).toContain('the history has no run that changed something')
    expect((await at.run('apply', '--yes')).code).toBe(0)
    const wrong = await at.run('rollback', 'nonsense', '--yes')
    expect(wrong.code).toBe(64)
    expect(wrong.err).toContain('the history has no run nonsense; content-sync ledger history lists them')
  })
})

describe('the runs of a workspace can be looked at', () => {
  it('what they changed, and the guard that was let go, are listed the newest first', async () => {
    const pages = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`content/articles/page-${n}.md`, `---\ntitle: Page ${n}\n---\n\nText ${n}.\n`]),
    )
    const at = opened({ 'sync.config.json': bakery['sync.config.json'] ?? '', ...pages })
    expect((await at.run('apply', '--yes')).code).toBe(0)
    expect((await at.run('apply', '--yes')).code).toBe(0)
    for (let n = 0; n < 6; n++) at.remove(`content/articles/page-${n}.md`)
    expect((await at.run('apply', '--yes', '--prune', '--allow', 'deletes')).code).toBe(0)
    const history = await at.run('ledger', 'history', '--format', 'json')
    expect(history.err).toBe('')
    const { runs } = JSON.parse(history.out) as {
      runs: { counts: Record<string, number>; overrides: { says: string }[]; flags: string[] }[]
    }
    expect(runs.map(({ counts }) => [counts['create'], counts['delete']])).toEqual([
      [0, 6],
      [12, 0],
    ])
    expect(runs[0]?.overrides.map(({ says }) => says)).toEqual([
      'delete 6 of 12 articles (50 %) is above the limit of 30 %, allowed by --allow deletes',
    ])
    expect(runs[0]?.flags).toEqual(['--prune', '--allow deletes'])
    const shown = await at.run('ledger', 'history')
    expect(shown.out).toContain('6 delete')
    expect(shown.out).toContain('allowed by --allow deletes')
    expect(shown.out).toContain('2 runs')
  })

  it('a guard holds for a rollback as for an apply', async () => {
    const at = opened(bakery)
    expect((await at.run('apply', '--yes')).code).toBe(0)
    at.write('config/import-sources.yaml', '- url: https://status.example.com\n')
    expect((await at.run('apply', '--yes')).code).toBe(0)
    const refused = await at.run('rollback', '--yes')
    expect(refused.code, refused.out + refused.err).toBe(3)
    expect(refused.out).toContain('--allow deletes')
    expect((await at.run('rollback', '--yes', '--allow', 'deletes')).code).toBe(0)
  })
})
