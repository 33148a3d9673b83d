import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DriftDocument } from '../../src/report/json/schemas.ts'
import { misfits } from '../report/published.ts'
import { ana, counter, ids, robin, type Counter } from './bakery.ts'

let bakery: Counter
beforeEach(async () => {
  bakery = await counter()
})
afterEach(() => bakery.close())

/** Asks for drift as a document; nothing may have been written. */
async function drift(args = ''): Promise<DriftDocument & { code: number; routes: Record<string, number> }> {
  const before = bakery.sandbox.requests().length
  const { code, out, err } = await bakery.run(`drift --format json ${args}`)
  expect(out, err).not.toBe('')
  expect(misfits('drift', out)).toEqual([])
  const sent = bakery.sandbox.requests().slice(before)
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([])
  const routes: Record<string, number> = {}
  for (const { route } of sent) routes[route ?? '?'] = (routes[route ?? '?'] ?? 0) + 1
  return { ...(JSON.parse(out) as DriftDocument), code, routes }
}

const versions = '/articles/{article_id}/versions'

describe('an edit made in the browser is told with the teammate who made it', () => {
  test('what we wrote ourselves is no drift, and no version is read for it', async () => {
    const found = await drift()
    expect([found.code, found.drift, found.unread, found.routes[versions]]).toEqual([0, [], [], undefined])
    const before = bakery.sandbox.requests().length
    await bakery.run('plan')
    const planned = bakery.sandbox.requests().slice(before)
    expect(Object.values(found.routes).reduce((sum, count) => sum + count, 0)).toBe(planned.length)
    expect(found.counts.unchanged).toBeGreaterThanOrEqual(4)
  })

  test('the object, the fields before and after, the teammate by name and e-mail, and when', async () => {
    const id = bakery.id('articles', 'Pick up your bread')
    await bakery.web(ana, 'PUT', `/articles/${id}`, { title: 'Fetch your bread' })
    const found = await drift()
    expect(found.code).toBe(2)
    expect(found.drift).toMatchObject([
      {
        what: 'edited',
        kind: 'article',
        key: 'orders/pickup',
        id,
        file: 'content/articles/orders/pickup.md',
        fields: [{ name: 'title', before: 'Pick up your bread', after: 'Fetch your bread' }],
        edits: [{ by: { id: ids.ana, name: 'Ana Pires', email: ana }, via: 'web' }],
      },
    ])
    const state = bakery.sandbox.control.state()
    const at = state.articles.find((row) => String(row.id) === id)?.updatedAt ?? 0
    expect(found.drift[0]?.edits[0]?.at).toBe(new Date(at * 1000).toISOString())
    expect(found.routes[versions]).toBe(1)

    const { code, out } = await bakery.run('drift')
    expect(code).toBe(2)
    expect(out).toContain('Ana Pires (ana@example.com)')
    expect(out).toContain('"Pick up your bread" → "Fetch your bread"')
  })

  test('our own teammate in the browser is drift all the same, and another program with our token too', async () => {
    const fees = bakery.id('articles', 'Fees')
    const us = bakery.id('articles', 'About us')
    await bakery.web(robin, 'PUT', `/articles/${fees}`, { title: 'All fees' })
    const answer = await fetch(`${bakery.sandbox.url}/articles/${us}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${bakery.sandbox.token}`, 'intercom-version': 'Preview' },
      body: JSON.stringify({ title: 'About me' }),
    })
    expect(answer.status).toBe(200)
    const found = await drift()
    expect(found.drift.map(({ key, edits }) => [key, edits.map(({ by, via }) => [by?.email, via])])).toEqual([
      ['orders/fees', [[robin, 'web']]],
      ['us', [[robin, 'api']]],
    ])
  })

  test('of several edits every one, the newest first, and none of ours', async () => {
    const id = bakery.id('articles', 'Fees')
    for (const [who, title] of [
      [ana, 'One'],
      [robin, 'Two'],
      ['noor@example.com', 'Three'],
    ] as const) {
      await bakery.web(who, 'PUT', `/articles/${id}`, { title })
      bakery.sandbox.control.advance(60_000)
    }
    const { drift: rows } = await drift()
    expect(rows[0]?.edits.map(({ by }) => by?.email)).toEqual(['noor@example.com', robin, ana])
    expect((await bakery.run('drift')).out).toContain(
      'the last of 3 edits, before by Robin Content (robin@example.com), Ana Pires',
    )
  })

  test('an edit that a later write of ours left alone is still told with who made it', async () => {
    const id = bakery.id('articles', 'Fees')
    await bakery.web(ana, 'PUT', `/articles/${id}`, { title: 'All fees' })
    bakery.sandbox.control.advance(60_000)
    bakery.desk.write('content/articles/orders/fees.md', '---\ntitle: Fees\n---\n\nTwo more for small orders.\n')
    await bakery.apply()
    const { drift: rows } = await drift()
    expect(rows.map(({ key, fields, edits }) => [key, fields.map(({ name }) => name), edits.map(({ by }) => by?.email)])).toEqual(
      [['orders/fees', ['title'], [ana]]],
    )
  })

  test('of a translation the versions of its own language are read, once', async () => {
    const id = bakery.id('articles', 'Fees')
    const pickup = bakery.id('articles', 'Pick up your bread')
    await bakery.web(ana, 'PUT', `/articles/${pickup}`, {
      translated_content: { fr: { title: 'Retirer le pain', body: '<p>Nous ouvrons à dix heures.</p>' } },
    })
    await bakery.web('noor@example.com', 'PUT', `/articles/${id}`, { title: 'All fees' })
    const before = bakery.sandbox.requests().length
    const found = await drift()
    expect(found.drift.map(({ key, fields, edits }) => [key, fields.map(({ name }) => name), edits[0]?.by?.email])).toEqual([
      ['orders/fees', ['title'], 'noor@example.com'],
      ['orders/pickup', ['title@fr', 'body@fr'], ana],
    ])
    const asked = bakery.sandbox
      .requests()
      .slice(before)
      .filter(({ route }) => route === versions)
    expect(asked.map(({ path }) => path).sort()).toEqual(
      [`/articles/${id}/versions?locale=en`, `/articles/${pickup}/versions?locale=fr`].sort(),
    )
  })

  test('a token that may not see versions: the last teammate as the article tells it', async () => {
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    bakery.sandbox.control.faults([{ on: { path: '/versions' }, do: { status: 403, code: 'forbidden' } }])
    const { drift: rows } = await drift()
    expect(rows[0]?.edits).toMatchObject([{ by: { email: ana }, via: null }])
  })
})

describe('what Intercom does not tell is said', () => {
  test('a snippet and a collection: when, and that nobody is named; a deleted article', async () => {
    await bakery.web(ana, 'PUT', `/content_snippets/${bakery.id('snippets', 'When do you open?')}`, { body_markdown: 'At ten.' })
    await bakery.web(ana, 'PUT', `/help_center/collections/${bakery.id('collections', 'Orders')}`, { name: 'All orders' })
    await bakery.web(ana, 'DELETE', `/articles/${bakery.id('articles', 'Fees')}`)
    const found = await drift()
    expect(
      found.drift.map(({ kind, key, what, edits }) => [kind, key, what, edits.map(({ by, at }) => [by, at !== null])]),
    ).toEqual([
      ['article', 'orders/fees', 'deleted', []],
      ['collection', 'orders', 'edited', [[null, true]]],
      ['snippet', 'hours@en', 'edited', [[null, true]]],
    ])
    expect([found.code, found.counts.deleted, found.routes[versions]]).toEqual([2, 1, undefined])
    const { out } = await bakery.run('drift')
    expect(out.match(/Intercom does not tell by whom/gu)).toHaveLength(3)
  })

  test('a list that is not whole: nothing is called deleted, and the run is to be tried again', async () => {
    bakery.sandbox.control.faults([{ on: { path: '^/articles[?]' }, do: { list: { keep: 1, last: true } } }])
    const found = await drift()
    expect([found.code, found.drift, found.unread.map(({ kind }) => kind)]).toEqual([69, [], ['article']])
    bakery.sandbox.control.faults([
      { on: { path: '^/content_snippets' }, do: { status: 403, code: 'forbidden', message: 'no scope' } },
    ])
    expect((await drift()).unread).toEqual([{ kind: 'snippet', why: '403 forbidden: no scope' }])
  })
})

describe('what is no drift', () => {
  test("a tag or a draft of others, a field no file names, another's article; the last with --verbose", async () => {
    const id = bakery.id('articles', 'About us')
    const tag = await bakery.web(ana, 'POST', '/tags', { name: 'theirs' })
    await bakery.web(ana, 'POST', `/articles/${id}/tags`, { id: tag['id'] })
    await bakery.web(ana, 'PUT', `/articles/${id}`, { ai_copilot_availability: false, description: 'Nobody asked for it' })
    const pickup = bakery.id('articles', 'Pick up your bread')
    await bakery.web(ana, 'PUT', `/articles/${pickup}/draft`, { title: 'Not yet' })
    await bakery.web(ana, 'POST', '/articles', { title: 'Of others', author_id: Number(ids.ana) })
    const found = await drift()
    expect([found.code, found.drift, found.counts.foreign, found.foreign]).toEqual([0, [], 1, []])
    const said = await drift('--verbose')
    expect(said.foreign).toMatchObject([{ kind: 'article', title: 'Of others', edit: { by: { email: ana } } }])
    expect((await bakery.run('drift --verbose')).out).toContain('Of others')
  })

  test('a tag of ours that somebody took away is drift', async () => {
    const id = bakery.id('articles', 'Pick up your bread')
    const tag = bakery.sandbox.control.state().tags.find(({ name }) => name === 'orders')
    await bakery.web(ana, 'DELETE', `/articles/${id}/tags/${tag?.id ?? ''}`)
    const found = await drift()
    expect(found.drift.map(({ key, fields }) => [key, fields])).toEqual([
      ['orders/pickup', [{ name: 'tags', before: [{ kind: 'tag', key: 'orders' }], after: [] }]],
    ])
  })

  test('a write of ours whose answer was lost', async () => {
    bakery.sandbox.control.faults([{ on: { method: 'PUT', path: '^/articles' }, do: 'drop-after' }])
    bakery.desk.write('content/articles/us.md', '---\ntitle: About all of us\n---\n\nBakers since 1911.\n')
    const done = await bakery.run('apply --yes')
    expect(done.code).not.toBe(0)
    bakery.sandbox.control.faults([])
    expect(bakery.id('articles', 'About all of us')).not.toBe('')
    expect((await drift()).drift).toEqual([])
    // and what a teammate does to it since is
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'About all of us')}`, { title: 'Us' })
    expect((await drift()).drift.map(({ key, edits }) => [key, edits.map(({ by }) => by?.email)])).toEqual([['us', [ana]]])
  })

  test('what was pulled since', async () => {
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'About us')}`, {
      translated_content: { fr: { title: 'Nous', body: '<p>Boulangers.</p>', author_id: Number(ids.ana) } },
    })
    expect((await drift()).drift.map(({ key }) => key)).toEqual(['orders/fees', 'us'])
    const pulled = await bakery.run('pull --yes')
    expect(pulled.code, pulled.out + pulled.err).toBe(0)
    expect((await drift()).drift).toEqual([])
    expect((await bakery.run('plan --detailed-exitcode')).code).toBe(0)
  })
})

describe('the command', () => {
  test('--only by kind, key and file', async () => {
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    await bakery.web(ana, 'PUT', `/content_snippets/${bakery.id('snippets', 'When do you open?')}`, { title: 'Hours' })
    const keys = async (args: string): Promise<string[]> => (await drift(args)).drift.map(({ key }) => key)
    expect(await keys('--only snippets')).toEqual(['hours@en'])
    expect(await keys('--only article:orders/**')).toEqual(['orders/fees'])
    expect(await keys('--only content/articles/us.md')).toEqual([])
  })

  test('nothing was ever written: said, and 0', async () => {
    const other = await counter({ 'content/articles/us.md': '---\ntitle: Us\n---\n\nBakers.\n' })
    try {
      other.desk.write('sync.config.json', JSON.stringify({ workspaces: { fresh: { baseUrl: other.sandbox.url } } }))
      const { code, err } = await other.run('drift')
      expect([code, err]).toEqual([0, expect.stringContaining('nothing is remembered of this workspace') as string])
    } finally {
      await other.close()
    }
  })

  test('Markdown for an issue; a verb without it refuses before any request', async () => {
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All | fees' })
    const { code, out } = await bakery.run('drift --format markdown')
    expect(code).toBe(2)
    expect(out).toContain('| edited | article <code>orders/fees</code><br><code>All &#124; fees</code>')
    expect(out).toContain('+ "All | fees"')
    expect((await bakery.run('plan --format markdown')).out).toContain('### Plan for `live`')
    const before = bakery.sandbox.requests().length
    expect(await bakery.run('check --format markdown')).toMatchObject({
      code: 64,
      err: expect.stringContaining('check is written as pretty, json, got "markdown"') as string,
    })
    expect(bakery.sandbox.requests().length).toBe(before)
  })
})
