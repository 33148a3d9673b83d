import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PlanDocument } from '../../src/report/json/schemas.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from './desk.ts'

const files = {
  'content/articles/orders/fees.md': '---\ntitle: Fees\n---\n\nOne for all.\n',
  'content/articles/orders/pickup.md': '---\ntitle: Pickup\n---\n\nAt nine.\n',
}

describe('verbs against a workspace', () => {
  let at: Desk
  let sandbox: Sandbox
  const run = (args: string, answer?: string): Promise<Ended> =>
    at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token }, ...(answer === undefined ? {} : { answer }) })
  const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length

  beforeEach(async () => {
    sandbox = await startSandbox()
    at = desk({ ...files, 'sync.config.json': JSON.stringify({ workspaces: { shop: { baseUrl: sandbox.url } } }) })
  })
  afterEach(async () => {
    at.clean()
    await sandbox.close()
  })

  it('apply asks, and "no" or silence writes nothing', async () => {
    for (const answer of ['no', '', 'yep']) {
      const said = await run('apply', answer)
      expect(said.code).toBe(1)
      expect(said.err).toContain('nothing was written')
    }
    expect(writes()).toBe(0)
    expect((await run('apply', 'yes')).code).toBe(0)
    expect(writes()).toBe(3)
  })

  it('apply --dry-run is plan', async () => {
    const [dry, plan] = [await run('apply --dry-run'), await run('plan')]
    expect(dry.out).toBe(plan.out)
    expect(dry.code).toBe(0)
    expect(writes()).toBe(0)
  })

  it('apply --format json asks on stderr and answers one document', async () => {
    const said = await run('apply -f json', 'y')
    expect(said.err).toContain('+ orders/fees')
    expect(JSON.parse(said.out)).toMatchObject({ format: 'content-sync/outcome', counts: { applied: 3, failed: 0 } })
  })

  it('an apply that is refused answers with the plan and its refusals', async () => {
    await run('apply --yes')
    at.write(
      'sync.config.json',
      JSON.stringify({ content: { articles: 'gone' }, workspaces: { shop: { baseUrl: sandbox.url } } }),
    )
    const said = await run('apply --yes --prune -f json')
    expect(said.code).toBe(3)
    expect((JSON.parse(said.out) as PlanDocument).refusals[0]).toMatchObject({ guard: 'empty', exit: 3 })
  })

  it('--only leaves everything else alone', async () => {
    const said = await run('apply --yes --only collections')
    expect(said.out).toContain('1 applied')
    expect(writes()).toBe(1)
  })

  it('--cwd runs as if started there, and --out is written there', async () => {
    mkdirSync(join(at.root, 'content/articles/deep'), { recursive: true })
    const said = await run('plan --cwd content/articles/deep --out plan.json')
    expect(said.code).toBe(0)
    expect(existsSync(join(at.root, 'content/articles/deep/plan.json'))).toBe(true)
  })

  it('a token in a file is not in the plan that is saved', async () => {
    at.write('content/articles/orders/oops.md', `---\ntitle: Oops ${sandbox.token}\n---\n\nText.\n`)
    await run('plan --out plan.json')
    const text = readFileSync(join(at.root, 'plan.json'), 'utf8')
    expect(text).toContain('Oops [redacted]')
    expect(text).not.toContain(sandbox.token)
  })

  it('one refused write is said with its file, the rest is done, and the exit code is 1 (R40)', async () => {
    sandbox.control.faults([
      { on: { method: 'POST', path: '^/articles', nth: 1 }, do: { status: 422, code: 'parameter_invalid', message: 'no bread' } },
    ])
    const said = await run('apply --yes')
    expect(said.code).toBe(1)
    expect(said.out).toMatch(/failed {2}content\/articles\/orders\/\w+\.md:1 {2}create article/u)
    expect(said.out).toContain('422 parameter_invalid: no bread')
    expect(said.out).toContain('2 applied, 1 failed')
    expect((await run('apply --yes')).code).toBe(0)
  })

  it('an edit made in Intercom is said with who made it, and kept', async () => {
    await run('apply --yes')
    const [article] = sandbox.control.state().articles
    const [, colleague] = sandbox.control.state().admins
    if (article === undefined || colleague === undefined) throw new Error('expected an article and a colleague')
    await sandbox.control.edit({ path: `/articles/${article.id}`, body: { title: 'Charges' }, admin: colleague.email })
    const said = await run('plan')
    expect(said.code).toBe(0)
    expect(said.out).toContain('drift')
    expect(said.out).toContain(`by ${colleague.email}`)
    expect(said.out).toContain('no changes')
  })

  describe('ledger bind', () => {
    it('does not give one object to two files', async () => {
      await run('apply --yes')
      const id = String(sandbox.control.state().articles[0]?.id)
      const key = (await run('ledger show -f json')).out
      const bound = (JSON.parse(key) as { entries: { kind: string; key: string; id: string }[] }).entries.find(
        (entry) => entry.kind === 'article' && entry.id === id,
      )
      at.write('content/articles/orders/charges.md', '---\ntitle: Charges\n---\n\nOther words.\n')
      const taken = await run(`ledger bind orders/charges ${id}`)
      expect(taken.code).toBe(64)
      expect(taken.err).toContain(`${bound?.key ?? ''} already`)
    })

    it('settles which of several files a new one was, and that one is not made a second time', async () => {
      const loaf = (title: string): string => `---\ntitle: ${title}\n---\n\nTo be had at the counter.\n`
      at.write('content/articles/rye.md', loaf('Rye'))
      at.write('content/articles/oat.md', loaf('Oat'))
      await run('apply --yes')
      const { articles } = sandbox.control.state()
      const ids = articles.map(({ id }) => id)
      const rye = articles.find(({ contents }) => contents['en']?.title === 'Rye')?.id ?? 0
      for (const [from, to] of [
        ['rye', 'dark'],
        ['oat', 'light'],
      ] as const) {
        rmSync(join(at.root, `content/articles/${from}.md`))
        at.write(`content/articles/${to}.md`, loaf(to))
      }
      const asked = await run('plan')
      expect(asked.code).toBe(5)
      expect(asked.out).toContain('content-sync ledger bind article:dark <id>')
      const bound = await run(`ledger bind dark ${rye}`)

      expect(bound.code).toBe(0)
      expect((await run('apply --yes --prune')).code).toBe(0)
      const after = sandbox.control.state().articles
      expect(after.map(({ id }) => id).sort()).toEqual(ids.sort())
      expect(after.find(({ id }) => id === rye)?.contents['en']?.title).toBe('dark')
      expect((await run('plan --prune')).out).toContain('no changes')
    })

    it('takes along what stands in a folder: a page that comes back under the old name is filed where its file says', async () => {
      await run('apply --yes')
      const shelf = sandbox.control.state().collections[0]?.id ?? 0
      rmSync(join(at.root, 'content/articles/orders'), { recursive: true })
      at.write('content/articles/sales/fees.md', files['content/articles/orders/fees.md'])
      expect((await run(`ledger bind collection:sales ${shelf}`)).code).toBe(0)
      at.write('content/articles/orders/pickup.md', files['content/articles/orders/pickup.md'])
      expect((await run('apply --yes')).code).toBe(0)
      const { articles, collections } = sandbox.control.state()
      const filed = articles.map(({ contents, parentIds }) => [
        contents['en']?.title,
        parentIds.map((id) => collections.find((each) => each.id === id)?.name),
      ])
      expect(filed.sort()).toEqual([
        ['Fees', ['Sales']],
        ['Pickup', ['Orders']],
      ])
      expect((await run('plan')).out).toContain('no changes')
    })

    it('says which key was probably meant, and that there is no such id', async () => {
      const wrong = await run('ledger bind orders/fes 7')
      expect(wrong.code).toBe(64)
      expect(wrong.err).toContain('did you mean "orders/fees"?')
      const none = await run('ledger bind article:orders/fees 7')
      expect(none.code).toBe(64)
      expect(none.err).toContain('no article with the id 7')
      expect((await run('ledger bind orders 7')).err).toContain('no collection with the id 7')
    })

    it('a bound file updates its object instead of creating another', async () => {
      const made = await fetch(`${sandbox.url}/articles`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview', 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Charges', author_id: sandbox.control.state().admins[0]?.id }),
      })
      const { id } = (await made.json()) as { id: string }
      expect((await run(`ledger bind orders/fees ${id}`)).code).toBe(0)
      const plan = JSON.parse((await run('plan -f json')).out) as PlanDocument
      expect(plan.changes.find(({ key }) => key === 'orders/fees')).toMatchObject({ verb: 'update', id })
      expect((await run('apply --yes')).code).toBe(0)
      expect(sandbox.control.state().articles).toHaveLength(2)
    })
  })
})
