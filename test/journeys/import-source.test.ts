import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from '../sandbox/ask.ts'
import { bakery, shop, type Said, type Shop } from './command.ts'

const url = 'https://recipes.bakery.example'

describe('an import source holds pages nobody has in git', () => {
  let at: Shop
  let sandbox: Sandbox
  beforeAll(async () => {
    at = shop(bakery)
    sandbox = await startSandbox()
    at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }))
    at.write('config/import-sources.yaml', `- url: ${url}\n`)
    expect((await run('apply', '--yes')).code).toBe(0)
    const sources = (await ask(sandbox, 'GET', '/ai/content_import_sources')).body['data'] as { id: number }[]
    for (const name of ['rye', 'spelt']) {
      const page = { title: name, html: `<p>${name}</p>`, locale: 'en', source_id: sources[0]?.id, external_id: name }
      expect((await ask(sandbox, 'POST', '/ai/external_pages', page)).status).toBe(200)
    }
  })
  afterAll(async () => {
    at.close()
    await sandbox.close()
  })
  const run = (...args: string[]): Promise<Said> => at.start(args, { INTERCOM_ACCESS_TOKEN: sandbox.token }).ended

  it('a change of audience that reaches all its pages says so before it does', async () => {
    at.write('config/import-sources.yaml', `- url: ${url}\n  audiences: [Trial users]\n`)
    expect((await run('plan')).out).not.toContain('all pages')
    expect((await run('plan', '--apply-audience-to-existing')).out).toContain('touches all pages of the source')
    expect((await run('apply', '--yes', '--apply-audience-to-existing')).code).toBe(0)
    expect((await run('plan', '--detailed-exitcode')).code).toBe(0)
  })

  it('deleting it says how many pages go with it, and needs more than prune', async () => {
    at.write('config/import-sources.yaml', '[]\n')
    const plan = await run('plan', '--prune')
    expect(plan.out).toContain('2 pages go with it')
    const refused = await run('apply', '--yes', '--prune')
    expect(refused.code).toBe(3)
    expect(refused.out).toContain('--allow deletes')
    expect((await run('apply', '--yes', '--prune', '--allow', 'deletes')).code).toBe(0)
    expect((await ask(sandbox, 'GET', '/ai/external_pages')).body['data']).toEqual([])
    expect((await run('plan', '--prune', '--detailed-exitcode')).code).toBe(0)
  })
})
