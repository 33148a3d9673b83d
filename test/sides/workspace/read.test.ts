import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest'
import { Stop, noNames } from '../../../src/model/index.ts'
import { reader, workspace } from '../../../src/sides/workspace/index.ts'
import type { WorkspaceReader } from '../../../src/sides/workspace/index.ts'
import type { Reading } from '../../../src/sides/workspace/http.ts'
import type { Sandbox, Switches } from '../../../src/sandbox/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { clock, creating, optionsFor, shelf } from './bakery.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox({ seed: { helpCenter: 'bakery' } })
})

afterEach(() => sandbox.close())

const robin = { kind: 'author', key: '@1001' }

async function bake(count: number): Promise<void> {
  const side = workspace(optionsFor(sandbox))
  const names = noNames()
  const [author] = await side.list('author')
  for (let n = 0; n < count; n++) {
    const fields = {
      title: `Bread ${n}`,
      author: author === undefined ? robin : { kind: 'author', key: author.key },
      body: { parts: [`<p>Loaf ${n}</p>`] },
    }
    await side.write(creating('article', `bread-${n}`, fields), names)
  }
  sandbox.control.clearLog()
}

describe('a reader', () => {
  test('has no method that writes, by type and in fact', async () => {
    expectTypeOf<WorkspaceReader>().not.toHaveProperty('write')
    expectTypeOf<Reading>().not.toHaveProperty('post')
    expectTypeOf<Reading>().not.toHaveProperty('put')
    expectTypeOf<Reading>().not.toHaveProperty('delete')
    expect(Object.keys(reader(optionsFor(sandbox))).sort()).toEqual([
      'held',
      'item',
      'items',
      'list',
      'one',
      'read',
      'serverNow',
      'taken',
      'tally',
      'versions',
      'where',
    ])
    await reader(optionsFor(sandbox)).read()
    expect(sandbox.requests().length).toBeGreaterThan(8)
    expect(sandbox.requests().every(({ method }) => method === 'GET')).toBe(true)
  })

  test('asks for list pages only: nothing is read one by one', async () => {
    await bake(30)
    const read = reader(optionsFor(sandbox))
    const world = await read.read()
    expect(world.resources.filter(({ kind }) => kind === 'article')).toHaveLength(30)
    expect(Object.keys(read.tally().routes).sort()).toEqual([
      'GET /admins',
      'GET /ai/content_import_sources',
      'GET /articles',
      'GET /audiences',
      'GET /content_snippets',
      'GET /folders',
      'GET /help_center/collections',
      'GET /help_center/help_centers',
      'GET /me',
      'GET /tags',
    ])
    expect(Object.values(read.tally().routes).every((count) => count === 1)).toBe(true)
  })

  test('parses a body once: the next reading of an unchanged workspace parses none', async () => {
    await bake(5)
    const cache = shelf()
    const first = await reader(optionsFor(sandbox, { cache })).read()
    expect(cache.misses()).toBe(5)
    const before = cache.hits()
    const second = await reader(optionsFor(sandbox, { cache })).read()
    expect([cache.misses(), cache.hits() - before]).toEqual([5, 5])
    expect(second.resources).toEqual(first.resources)
  })
})

describe.each<Partial<Switches>>([{ next: 'object' }, { next: 'string' }, { next: 'page-number' }])('with %j', (switches) => {
  test.each([{ perPageOver: 'clamp' }, { perPageOver: 'refuse' }] as const)(
    'and %j every page of a list is read',
    async (over) => {
      await bake(180)
      sandbox.control.switches({ ...switches, ...over })
      const world = await reader(optionsFor(sandbox)).read()
      expect(world.resources.filter(({ kind }) => kind === 'article')).toHaveLength(180)
      expect(world.complete.has('article')).toBe(true)
    },
  )
})

test('a list that shifts while it is read is read again; nothing is lost or doubled', async () => {
  await bake(320)
  sandbox.control.faults([{ on: { path: '^/articles\\?.*(page=|starting_after=)2' }, do: { delayMs: 300 }, times: 1 }])
  const reading = reader(optionsFor(sandbox)).read()
  await new Promise((resolve) => setTimeout(resolve, 150))
  const last = sandbox.control.state().articles[0]
  await sandbox.control.edit({
    path: `/articles/${last?.id ?? 0}`,
    body: { title: 'Edited meanwhile' },
    admin: 'ana@example.com',
  })
  const world = await reading
  const articles = world.resources.filter(({ kind }) => kind === 'article')
  expect(articles).toHaveLength(320)
  expect(articles.filter(({ fields }) => fields['title'] === 'Edited meanwhile')).toHaveLength(1)
  expect(world.complete.has('article')).toBe(true)
})

test('a list cut short is never called whole, so nothing is deleted on it', async () => {
  await bake(160)
  const empty = { type: 'list', pages: { type: 'pages', page: 2, per_page: 150, total_pages: 2 }, total_count: 160, data: [] }
  sandbox.control.faults([
    { on: { path: '^/articles\\?.*(page=|starting_after=)2' }, do: { status: 200, raw: JSON.stringify(empty) } },
  ])
  const world = await reader(optionsFor(sandbox)).read()
  expect(world.complete.has('article')).toBe(false)
  expect(world.complete.has('tag')).toBe(true)
  await expect(reader(optionsFor(sandbox)).list('article')).rejects.toMatchObject({ failure: { code: 'incomplete_listing' } })
})

test('a cursor that comes back for ever ends the list, incomplete', async () => {
  const stuck = {
    type: 'list',
    pages: { type: 'pages', next: { per_page: 1, starting_after: 'again' } },
    total_count: 9,
    data: [{ id: 7, name: 'A' }],
  }
  sandbox.control.faults([{ on: { path: '^/folders' }, do: { status: 200, raw: JSON.stringify(stuck) } }])
  const world = await reader(optionsFor(sandbox)).read()
  expect(world.complete.has('folder')).toBe(false)
  expect(sandbox.requests().filter(({ path }) => path.startsWith('/folders'))).toHaveLength(6)
})

test('a next page on another host is not asked for', async () => {
  const away = {
    type: 'list',
    pages: { type: 'pages', page: 1, total_pages: 1, next: 'https://evil.test/folders?page=2' },
    total_count: 1,
    data: [{ id: 7, name: 'A' }],
  }
  sandbox.control.faults([{ on: { path: '^/folders' }, do: { status: 200, raw: JSON.stringify(away) } }])
  const world = await reader(optionsFor(sandbox)).read()
  expect(world.complete.has('folder')).toBe(true)
})

test.each([403, 404])('a kind whose list answers %d is skipped and said, not taken for empty', async (status) => {
  sandbox.control.faults([{ on: { path: '^/content_snippets' }, do: { status, code: 'forbidden', message: 'not for you' } }])
  const world = await reader(optionsFor(sandbox)).read()
  expect(world.skipped).toEqual([{ kind: 'snippet', why: `${status} forbidden: not for you` }])
  expect(world.complete.has('snippet')).toBe(false)
})

test('the token with fewer rights reads what it may', async () => {
  const world = await reader(optionsFor({ url: sandbox.url, token: sandbox.readToken })).read()
  expect(world.skipped.map(({ kind }) => kind)).toEqual(['snippet'])
})

test('a field that is not what Intercom describes stops the run and says where and what was seen', async () => {
  await bake(1)
  const answer = { type: 'list', total_count: 1, data: [{ id: '7', title: 'A', author_id: { name: 'Robin' } }] }
  sandbox.control.faults([{ on: { path: '^/articles' }, do: { status: 200, raw: JSON.stringify(answer) } }])
  const stop = await reader(optionsFor(sandbox))
    .read()
    .catch((error: unknown) => error)
  expect(stop).toBeInstanceOf(Stop)
  expect(stop).toMatchObject({
    exit: 69,
    message: expect.stringMatching(/article 7: author_id: .*got \{"name":"Robin"\}/) as string,
  })
})

test('who we are and where: account, help centers, addresses, the time over there', async () => {
  const world = await reader(optionsFor(sandbox)).read()
  expect(world.account).toMatchObject({ id: sandbox.workspaceId, region: 'US' })
  expect(world.helpCenters).toMatchObject([
    { identifier: 'bakery', ours: true, locales: expect.arrayContaining(['en', 'fr']) as string[] },
  ])
  expect(world.pagesBase).toBe('https://intercom.help/bakery')
  expect(Math.abs(world.serverTime - clock.now() / 1000)).toBeLessThan(2)
})

test('a help center that is not there stops the run with 77 and lists those that are', async () => {
  const stop = await reader(optionsFor(sandbox, { helpCenter: 'butcher' }))
    .read()
    .catch((error: unknown) => error)
  expect(stop).toMatchObject({ exit: 77, message: 'helpCenter: expected one of this workspace\'s (bakery), got "butcher"' })
})

test('an article belongs to the help center of its collection, however deep', async () => {
  const side = workspace(optionsFor(sandbox))
  const names = noNames()
  await side.write(creating('collection', 'a', { name: 'A' }), names)
  await side.write(creating('collection', 'a/b', { name: 'B', parent: { kind: 'collection', key: 'a' } }), names)
  const [author] = await side.list('author')
  const fields = {
    title: 'Bread',
    author: { kind: 'author', key: author?.key ?? '' },
    collections: [{ kind: 'collection', key: 'a/b' }],
  }
  await side.write(creating('article', 'a/b/bread', fields), names)
  const world = await side.read()
  const ours = world.helpCenters[0]?.id
  for (const kind of ['collection', 'article']) {
    for (const one of world.resources.filter((resource) => resource.kind === kind))
      expect(one.stamp?.helpCenter, `${kind} ${one.key}`).toBe(ours)
  }
})

test('a staged draft is named by its locale, and who wrote last by id', async () => {
  await bake(1)
  const [article] = sandbox.control.state().articles
  await sandbox.control.edit({ path: `/articles/${article?.id ?? 0}`, body: { state: 'published' }, admin: 'ana@example.com' })
  await sandbox.control.edit({ path: `/articles/${article?.id ?? 0}/draft`, body: { title: 'Staged' }, admin: 'ana@example.com' })
  const [read] = await reader(optionsFor(sandbox)).list('article')
  const people = await reader(optionsFor(sandbox)).list('author')
  const ana = people.find(({ fields }) => fields['email'] === 'ana@example.com')
  expect(read?.stamp).toMatchObject({ staged: [''], by: ana?.key.slice(1) })
  expect(read?.fields['title']).toBe('Bread 0')
})

test('content in another default locale than the config says stops the run with 78: it would be written to the wrong one', async () => {
  await bake(1)
  await expect(reader(optionsFor(sandbox, { locale: 'fr' })).read()).rejects.toMatchObject({
    exit: 78,
    message: expect.stringContaining('is en, the config says fr') as string,
  })
})

test('a token that may not see the help centers stops the run with 77, because no link could be understood', async () => {
  sandbox.control.faults([{ on: { path: '^/help_center/help_centers' }, do: { status: 403, code: 'forbidden', message: 'no' } }])
  await expect(reader(optionsFor(sandbox)).read()).rejects.toMatchObject({ exit: 77 })
})
