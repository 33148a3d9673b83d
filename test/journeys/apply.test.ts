import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutcomeDocument, PlanDocument } from '../../src/report/json/schemas.ts'
import { bakery, shop, until, type Said, type Shop } from './command.ts'

const lastLine = ({ err }: Said): string => err.trimEnd().split('\n').at(-1) ?? ''

describe('a help center in Markdown is planned, applied, and found unchanged', () => {
  let at: Shop
  beforeAll(() => {
    at = shop(bakery)
  })
  afterAll(() => {
    at.close()
  })

  it('check says what is there and needs no workspace', async () => {
    const { code, out, err } = await at.run('check')
    expect(out).toContain('3 articles')
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('plan writes nothing and says what would become public', async () => {
    const said = await at.run('plan', '--detailed-exitcode')
    expect(said.out).toContain('+ orders/pickup  "Pick up your bread"  becomes public  also in fr')
    expect(lastLine(said)).toMatch(/^requests: \d+ reads, 0 writes \(/u)
    expect(said.code).toBe(2)
  })

  it('apply without a terminal and without --yes refuses before any request', async () => {
    const { code, err } = await at.run('apply')
    expect(code).toBe(64)
    expect(err).toContain('apply --yes')
    expect(err).not.toContain('requests:')
  })

  it('apply --yes does it and says the address of each article', async () => {
    const said = await at.run('apply', '--yes')
    expect(said.err.trimEnd().split('\n')).toHaveLength(1)
    expect(said.out).toMatch(/article orders\/pickup {2}"Pick up your bread" {2}https:\/\/\S+\/articles\/\d+/u)
    expect(said.out).toContain('sandbox: 8 applied')
    expect(said.out).toMatch(/article about\/us {2}"About us" {2}id \d+/u)
    expect(said.code).toBe(0)
  })

  it('the second apply says no changes, and its requests are lists only, as the sandbox counts them', async () => {
    const running = at.start(['sandbox', '--format', 'json'])
    const line = await until(() => /^\{.*\}$/mu.exec(running.seen())?.[0])
    const { format, url, token, helpCenter } = JSON.parse(line) as Record<string, string>
    expect(format).toBe('content-sync/sandbox')
    expect(token).toMatch(/^sandbox_/u)
    expect(helpCenter).toContain(url)

    const said = await at.run('apply', '--yes')
    expect(said.out).toContain('sandbox: no changes')
    expect(said.code).toBe(0)
    const log = (await (await fetch(`${url ?? ''}/_sandbox/log`)).json()) as { method: string; path: string }[]
    expect(log.filter((request) => request.method !== 'GET')).toEqual([])
    expect(log.filter((request) => /\/\d+/u.test(request.path))).toEqual([])
    expect(lastLine(said)).toMatch(new RegExp(`^requests: ${log.length} reads, 0 writes \\(`, 'u'))

    running.child.kill('SIGINT')
    expect((await running.ended).code).toBe(0)
  })

  it('the second of two sandboxes on one folder is refused and says where the first is', async () => {
    const running = at.start(['sandbox', '--format', 'json'])
    const line = await until(() => /^\{.*\}$/mu.exec(running.seen())?.[0])
    const second = await at.run('sandbox')
    expect(second.code).toBe(4)
    expect(second.err).toContain((JSON.parse(line) as { url: string }).url)
    running.child.kill('SIGTERM')
    await running.ended
  })

  it('an edit is one update, shown in words; an added and a deleted file are one create and one delete', async () => {
    at.write('content/articles/orders/fees.md', (bakery['content/articles/orders/fees.md'] ?? '').replace('One more', 'Two more'))
    at.write('content/articles/about/jobs.md', '---\ntitle: Jobs\n---\n\nBakers wanted.\n')
    at.remove('content/articles/about/us.md')
    const pretty = await at.run('plan', '--prune')
    expect(pretty.out).toContain('- One more for small orders.')
    expect(pretty.out).toContain('+ Two more for small orders.')
    const json = JSON.parse((await at.run('apply', '--yes', '--prune', '--format', 'json')).out) as OutcomeDocument
    const changes = json.outcomes.map(({ verb, key, status }) => `${verb} ${key} ${status}`)
    expect(changes.sort()).toEqual(['create about/jobs applied', 'delete about/us applied', 'update orders/fees applied'])
    expect(json.requests.writes).toBeGreaterThanOrEqual(3)
    const after = JSON.parse((await at.run('plan', '--prune', '-f', 'json')).out) as PlanDocument
    expect(after.changes).toEqual([])
  })

  it('a plan is saved to a file for machines while people read it', async () => {
    const said = await at.run('plan', '--out', 'plan.json')
    expect(said.out).toContain('no changes')
    const { readFileSync } = await import('node:fs')
    expect((JSON.parse(readFileSync(`${at.root}/plan.json`, 'utf8')) as PlanDocument).format).toBe('content-sync/plan')
  })

  it('ledger show lists keys and ids, offline', async () => {
    const { code, out, err } = await at.run('ledger', 'show')
    expect(out).toMatch(/article {5}orders\/pickup {2,}\d+ {2,}Pick up your bread/u)
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('a file with an error stops the apply, and nothing is written', async () => {
    at.write('content/articles/about/jobs.md', '---\ntitle: Jobs\nstate: live\n---\n\nBakers wanted.\n')
    const said = await at.run('apply', '--yes')
    expect(said.out).toMatch(/content\/articles\/about\/jobs\.md:3 .*state: expected draft or published, got "live"/u)
    expect(said.err).toContain('nothing was written')
    expect(lastLine(said)).toContain(' 0 writes')
    expect(said.code).toBe(65)
  })

  it('a fresh sandbox drops what was remembered of the old one, and all is created anew', async () => {
    at.write('content/articles/about/jobs.md', '---\ntitle: Jobs\n---\n\nBakers wanted.\n')
    const running = at.start(['sandbox', '--fresh', '--format', 'json'])
    await until(() => /^\{.*\}$/mu.exec(running.seen())?.[0])
    const said = await at.run('plan', '-f', 'json')
    expect(said.err).toContain('dropped')
    expect((JSON.parse(said.out) as PlanDocument).counts).toMatchObject({ update: 0, delete: 0, unchanged: 0 })
    running.child.kill('SIGINT')
    await running.ended
  })
})
