import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

let sandbox: Sandbox
let author: number
let clock = 0

beforeEach(async () => {
  clock = Date.UTC(2027, 0, 4, 6)
  sandbox = await startSandbox({ now: () => clock })
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterEach(() => sandbox.close())

type Body = Record<string, unknown>
const make = async (fields: Body): Promise<Body> =>
  (await ask(sandbox, 'POST', '/articles', { title: 'Rye bread', author_id: author, ...fields })).body
const change = (article: Body, fields: Body, path = '') =>
  ask(sandbox, 'PUT', `/articles/${String(article['id'])}${path}`, fields)
const read = async (article: Body, path = ''): Promise<Body> =>
  (await ask(sandbox, 'GET', `/articles/${String(article['id'])}${path}`)).body
const locales = (article: Body) => article['translated_content'] as Record<string, Body>
const audience = () => Number(sandbox.control.state().audiences[0]?.id)

test('an article nobody said to publish stays a draft without an address', async () => {
  expect(await make({})).toMatchObject({ state: 'draft', url: null })
})

test('a title becomes part of the address, in each language', async () => {
  const made = await make({
    state: 'published',
    translated_content: { fr: { title: 'Pain de seigle, été', state: 'published' } },
  })
  expect(made['url']).toBe(`https://intercom.help/sandbox/en/articles/${String(made['id'])}-rye-bread`)
  expect(locales(made)['fr']?.['url']).toBe(`https://intercom.help/sandbox/fr/articles/${String(made['id'])}-pain-de-seigle-ete`)
})

test('an edit of a published article is live at once and leaves what it does not name', async () => {
  const made = await make({ state: 'published', description: 'Dark', body: '<p>a</p>' })
  const changed = (await change(made, { body: '<p>b</p>' })).body
  expect(changed).toMatchObject({
    state: 'published',
    title: 'Rye bread',
    description: 'Dark',
    body: '<p class="no-margin">b</p>',
  })
})

test('an edit while a draft is staged waits in the draft, until somebody publishes it', async () => {
  const made = await make({ state: 'published', body: '<p>a</p>' })
  await change(made, { body: '<p>b</p>' }, '/draft')
  const changed = (await change(made, { body: '<p>c</p>', ai_copilot_availability: false })).body
  expect(changed).toMatchObject({
    body: '<p class="no-margin">a</p>',
    has_unpublished_changes: true,
    ai_copilot_availability: false,
  })
  expect(await read(made, '/draft')).toMatchObject({ body: '<p class="no-margin">c</p>' })
  const published = await ask(sandbox, 'POST', `/articles/${String(made['id'])}/draft/publish`, { locales: ['en'] })
  expect(published.body).toMatchObject({
    body: '<p class="no-margin">c</p>',
    has_unpublished_changes: false,
    draft_updated_at: null,
  })
})

test('unpublishing takes the staged text along', async () => {
  const made = await make({ state: 'published', body: '<p>a</p>' })
  await change(made, { body: '<p>b</p>' }, '/draft')
  expect((await change(made, { state: 'draft' })).body).toMatchObject({
    state: 'draft',
    body: '<p class="no-margin">b</p>',
    has_unpublished_changes: false,
  })
})

test('a draft that is not there answers 404, with an empty body where the switch says so', async () => {
  const made = await make({ state: 'published' })
  expect((await ask(sandbox, 'GET', `/articles/${String(made['id'])}/draft`)).body).toMatchObject({
    errors: [{ code: 'not_found' }],
  })
  sandbox.control.switches({ draft404Empty: true })
  expect(await ask(sandbox, 'GET', `/articles/${String(made['id'])}/draft`)).toMatchObject({ status: 404, body: {} })
})

describe('languages', () => {
  const both = { translated_content: { fr: { title: 'Pain', body: '<p>a</p>' }, de: { title: 'Brot', body: '<p>a</p>' } } }

  test('that an update does not name survive a merge and go in a replacement; the default language always stays', async () => {
    const made = await make(both)
    expect(Object.keys(locales((await change(made, { translated_content: { fr: { title: 'Pains' } } })).body))).toEqual([
      'type',
      'fr',
      'de',
      'en',
    ])
    sandbox.control.switches({ translations: 'replace' })
    const replaced = (await change(made, { translated_content: { fr: { title: 'Pain' } } })).body
    expect(Object.keys(locales(replaced)).sort()).toEqual(['en', 'fr', 'type'])
    expect(locales(replaced)['fr']).toMatchObject({ title: 'Pain', body: '<p class="no-margin">a</p>' })
  })

  test('the default one may be sent at the root or among the others', async () => {
    const made = (
      await ask(sandbox, 'POST', '/articles', {
        translated_content: { en: { title: 'Rye', author_id: author } },
        title: 'Ignored',
      })
    ).body
    expect(made).toMatchObject({ title: 'Rye', author_id: author })
  })

  test('that an update does not name are not touched by it', async () => {
    const made = await make(both)
    clock += 60_000
    const changed = (await change(made, { translated_content: { fr: { title: 'Pains' } } })).body
    const touched = ['en', 'fr', 'de'].filter((each) => locales(changed)[each]?.['updated_at'] !== made['updated_at'])
    expect(touched).toEqual(['fr'])
    expect(changed['updated_at']).toBe(Number(made['updated_at']) + 60)
  })

  test('a new one needs a title, an unknown one is refused', async () => {
    const made = await make({})
    expect((await change(made, { translated_content: { fr: { body: '<p>a</p>' } } })).status).toBe(400)
    expect((await change(made, { translated_content: { tlh: { title: 'Qapla' } } })).status).toBe(400)
  })

  test('are neither taken nor shown where there is only one', async () => {
    sandbox.control.switches({ multilingual: false })
    const made = await make(both)
    expect(made).not.toHaveProperty('translated_content')
    expect(made).not.toHaveProperty('default_locale')
  })
})

test('audiences at the root reach every language, an empty list clears them, an unknown one changes nothing', async () => {
  const made = await make({ audience_ids: [audience()], translated_content: { fr: { title: 'Pain', audience_ids: [] } } })
  expect([locales(made)['en']?.['audience_ids'], locales(made)['fr']?.['audience_ids']]).toEqual([[audience()], [audience()]])
  const before = sandbox.control.state()
  const refused = await change(made, { title: 'Changed', audience_ids: [4711] })
  expect(refused).toMatchObject({
    status: 404,
    body: { errors: [{ code: 'parameter_invalid', message: 'audience_ids contains unknown audience IDs: 4711' }] },
  })
  expect(sandbox.control.state()).toEqual(before)
  expect(locales((await change(made, { audience_ids: [] })).body)['fr']?.['audience_ids']).toEqual([])
})

test('an author must be a teammate; without one the acting admin becomes it only where the switch says so', async () => {
  expect((await ask(sandbox, 'POST', '/articles', { title: 'Rye', author_id: 4711 })).status).toBe(400)
  const ana = Number(sandbox.control.state().admins[1]?.id)
  const made = await make({ author_id: ana })
  expect((await change(made, { title: 'Rye' })).body['author_id']).toBe(ana)
  sandbox.control.switches({ restampAuthor: true })
  expect((await change(made, { title: 'Rye loaf' })).body['author_id']).toBe(author)
})

test('ids of the wrong type are refused, not guessed', async () => {
  expect((await change(await make({}), { author_id: String(author) })).status).toBe(400)
  expect((await ask(sandbox, 'POST', '/articles', { title: 'Rye', author_id: author, parent_ids: ['1'] })).status).toBe(400)
})

test('a scheduled article goes live when its time has come, not before', async () => {
  const made = await make({ state: 'published', scheduled_publish_at: new Date(clock + 60_000).toISOString() })
  expect(made).toMatchObject({ state: 'draft', scheduled_publish_at: clock / 1000 + 60 })
  clock += 59_000
  expect(await read(made)).toMatchObject({ state: 'draft' })
  clock += 1000
  expect(await read(made)).toMatchObject({ state: 'published', scheduled_publish_at: null })
})

test.each([
  ['in the past', { scheduled_publish_at: '2020-01-01T00:00:00Z' }],
  ['empty', { scheduled_publish_at: '' }],
  ['against a draft', { state: 'draft', scheduled_publish_at: '2190-01-01T00:00:00Z' }],
  ['two at once', { scheduled_publish_at: '2190-01-01T00:00:00Z', scheduled_unpublish_at: '2191-01-01T00:00:00Z' }],
  ['to unpublish what never was published', { scheduled_unpublish_at: '2190-01-01T00:00:00Z' }],
])('a schedule is refused: %s', async (_name, fields) => {
  const refused = await change(await make({}), fields)
  expect(refused).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'parameter_invalid', field: expect.stringMatching(/^scheduled_/) as string }] },
  })
})

test('every text that was live is a version, who wrote it and how included', async () => {
  const made = await make({ state: 'published', body: '<p>a</p>' })
  await sandbox.control.edit({ path: `/articles/${String(made['id'])}`, body: { body: '<p>b</p>' }, admin: 'ana@example.com' })
  const versions = (await read(made, '/versions'))['data'] as Body[]
  expect(versions.map((each) => each['created_via'])).toEqual(['web', 'api'])
  expect(versions[0]?.['from_version_id']).toBe(versions[1]?.['id'])
  expect(await read(made, `/versions/${String(versions[1]?.['id'])}`)).toMatchObject({ body: '<p class="no-margin">a</p>' })
})

test("a teammate's edit in the browser is theirs and is not counted", async () => {
  const made = await make({})
  const before = sandbox.requests().length
  const ana = sandbox.control.state().admins.find((each) => each.email === 'ana@example.com')
  await sandbox.control.edit({ path: `/articles/${String(made['id'])}`, body: { title: 'By Ana' }, admin: 'ana@example.com' })
  expect(sandbox.requests().length).toBe(before)
  expect(await read(made)).toMatchObject({ title: 'By Ana', updated_by_id: ana?.id, created_by_id: author })
})

test('tags belong to the tagging operations; an article request cannot change them, and tagging does not count as an edit', async () => {
  const tag = (await ask(sandbox, 'POST', '/tags', { name: 'Bread' })).body
  expect((await ask(sandbox, 'POST', '/tags', { name: 'bREAD' })).body['id']).toBe(tag['id'])
  const made = await make({ tags: { tags: [tag] } })
  expect(made['tags']).toEqual({ type: 'tag.list', tags: [] })
  clock += 5000
  await ask(sandbox, 'POST', `/articles/${String(made['id'])}/tags`, { id: tag['id'] })
  expect(await read(made)).toMatchObject({ updated_at: made['updated_at'], tags: { tags: [{ id: tag['id'], name: 'Bread' }] } })
})

test('Markdown goes in and comes out, with the ids of its headings', async () => {
  const made = await make({
    body_markdown:
      '## Flour\n\nUse **rye** and _salt_.\n\n:::callout backgroundColor="#feedaf80" borderColor="#fbc91633"\nHot\n:::\n',
  })
  expect(made['body']).toMatch(
    /^<h1 id="h_\w{10}">Flour<\/h1><p class="no-margin">Use <b>rye<\/b> and <i>salt<\/i>\.<\/p><div class="intercom-interblocks-callout" style="background-color: #feedaf80; border-color: #fbc91633;"><p class="no-margin">Hot<\/p><\/div>$/,
  )
  expect(made['body_markdown']).toMatch(
    /^# Flour \{#h_\w{10}\}\n\nUse \*\*rye\*\* and _salt_\.\n\n:::callout backgroundColor="#feedaf80" borderColor="#fbc91633"\nHot\n:::\n$/,
  )
  expect((await change(made, { body_markdown: made['body_markdown'] })).body['body']).toBe(made['body'])
  expect((await change(made, { body: '<p>a</p>', body_markdown: 'a' })).status).toBe(400)
})
