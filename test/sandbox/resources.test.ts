import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

let sandbox: Sandbox
let author: number

beforeEach(async () => {
  sandbox = await startSandbox()
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterEach(() => sandbox.close())

type Body = Record<string, unknown>
const make = async (path: string, body: Body): Promise<Body> => (await ask(sandbox, 'POST', path, body)).body
const collection = (name: string, parent?: Body) =>
  make('/help_center/collections', { name, ...(parent === undefined ? {} : { parent_id: parent['id'] }) })
const article = (fields: Body) => make('/articles', { title: 'Rye bread', author_id: author, ...fields })
const folder = (name: string, parent?: Body) =>
  make('/folders', { folder: { name, ...(parent === undefined ? {} : { parent_folder_id: parent['id'] }) } })

describe('a collection', () => {
  const tree = async () => {
    const bread = await collection('Bread')
    const sourdough = await collection('Sourdough', bread)
    const rye = await collection('Rye', sourdough)
    const only = await article({ parent_ids: [Number(sourdough['id'])] })
    const also = await article({ parent_ids: [Number(sourdough['id']), Number(bread['id'])] })
    return { bread, sourdough, rye, only, also }
  }
  const parents = () => sandbox.control.state().articles.map((each) => each.parentIds)
  const names = () => sandbox.control.state().collections.map((each) => each.name)
  const remove = (each: Body) => ask(sandbox, 'DELETE', `/help_center/collections/${String(each['id'])}`)

  test('that is deleted gives its children to its parent and leaves its articles', async () => {
    const { bread, sourdough, rye } = await tree()
    await remove(sourdough)
    expect((await ask(sandbox, 'GET', `/help_center/collections/${String(rye['id'])}`)).body['parent_id']).toBe(bread['id'])
    expect(parents()).toEqual([[], [Number(bread['id'])]])
  })

  test('can also take everything below with it, articles that stand elsewhere too excepted', async () => {
    sandbox.control.switches({ collectionDelete: 'cascade' })
    const { bread, sourdough } = await tree()
    await remove(sourdough)
    expect(names()).toEqual(['Bread'])
    expect(parents()).toEqual([[Number(bread['id'])]])
  })

  test('can also refuse to go while something is in it', async () => {
    sandbox.control.switches({ collectionDelete: 'refuse' })
    const { sourdough, rye } = await tree()
    expect((await remove(sourdough)).status).toBe(422)
    expect((await remove(rye)).status).toBe(200)
  })

  test('moves as long as no level is too deep and no circle closes', async () => {
    const { bread, sourdough } = await tree()
    const cake = await collection('Cake')
    const move = (each: Body, to: Body | null) =>
      ask(sandbox, 'PUT', `/help_center/collections/${String(each['id'])}`, { parent_id: to === null ? null : to['id'] })
    expect((await move(bread, sourdough)).status).toBe(400)
    expect((await move(bread, cake)).status).toBe(400)
    expect((await move(sourdough, cake)).body['parent_id']).toBe(cake['id'])
    expect((await move(sourdough, null)).body['parent_id']).toBe(null)
  })

  test('keeps names in other languages an update does not mention', async () => {
    const made = await make('/help_center/collections', {
      name: 'Bread',
      translated_content: { fr: { name: 'Pain', description: 'Bon' } },
    })
    const changed = await ask(sandbox, 'PUT', `/help_center/collections/${String(made['id'])}`, {
      name: 'Breads',
      translated_content: { de: { name: 'Brot' } },
    })
    expect(changed.body['translated_content']).toMatchObject({
      en: { name: 'Breads' },
      fr: { type: 'group_content', name: 'Pain', description: 'Bon' },
      de: { name: 'Brot' },
    })
  })
})

describe('a folder', () => {
  const remove = (each: Body) => ask(sandbox, 'DELETE', `/folders/${String(each['id'])}`)

  test('counts its articles and cannot go while it has one', async () => {
    const made = await folder('Recipes')
    const held = await article({ folder_id: made['id'] })
    expect((await ask(sandbox, 'GET', `/folders/${String(made['id'])}`)).body['content_count']).toBe(1)
    expect((await remove(made)).status).toBe(422)
    await ask(sandbox, 'PUT', `/articles/${String(held['id'])}`, { folder_id: null })
    expect(await remove(made)).toMatchObject({ status: 200, body: { id: made['id'], object: 'folder', deleted: true } })
  })

  test('with a folder in it is full, or not, as the switch says', async () => {
    const made = await folder('Recipes')
    const child = await folder('Bread', made)
    expect((await remove(made)).status).toBe(422)
    sandbox.control.switches({ folderSubfoldersAreContent: false })
    expect((await remove(made)).status).toBe(200)
    expect((await ask(sandbox, 'GET', `/folders/${String(child['id'])}`)).body['parent_folder_id']).toBe(null)
  })

  test('keeps what an update does not name, moves to the root with null, and never into itself', async () => {
    const made = await folder('Recipes')
    const child = await folder('Bread', made)
    const change = (each: Body, fields: Body) => ask(sandbox, 'PUT', `/folders/${String(each['id'])}`, { folder: fields })
    expect((await change(made, { parent_folder_id: child['id'] })).status).toBe(400)
    expect((await change(child, { emoji: '🍞' })).body).toMatchObject({
      name: 'Bread',
      emoji: '🍞',
      parent_folder_id: made['id'],
    })
    expect((await change(child, { parent_folder_id: null })).body).toMatchObject({ parent_folder_id: null })
  })

  test('is listed under its parent', async () => {
    const made = await folder('Recipes')
    await folder('Bread', made)
    const below = await ask(sandbox, 'GET', `/folders?parent_folder_id=${String(made['id'])}`)
    expect((below.body['data'] as Body[]).map((each) => each['name'])).toEqual(['Bread'])
  })
})

describe('a snippet', () => {
  const snippet = (markdown: string) => make('/content_snippets', { title: 'Hours', body_markdown: markdown })

  test('keeps paragraphs, headings, flat lists, code and rules, and drops the rest', async () => {
    const made = await snippet(
      [
        '# Hours',
        'From **six** to [six](https://bakery.example).',
        '- Monday\n  - early\n- Tuesday',
        '| a |\n| - |\n| b |',
        '![loaf](https://bakery.example/a.png)',
        ':::callout backgroundColor="#feedaf80" borderColor="#fbc91633"\nHot\n:::',
        '---',
        '```sh\nbake\n```',
      ].join('\n\n'),
    )
    expect(made['body_markdown']).toMatch(
      /^# Hours \{#h_\w{10}\}\n\nFrom \*\*six\*\* to \[six\]\(https:\/\/bakery\.example\)\.\n\n- Monday\n- Tuesday\n\n---\n\n```sh\nbake\n```\n$/,
    )
    expect((made['json_blocks'] as Body[]).map((each) => each['type'])).toEqual([
      'heading',
      'paragraph',
      'unorderedList',
      'horizontalRule',
      'code',
    ])
    expect(sandbox.control.state().images).toEqual([])
  })

  test('that was read can be written again without changing', async () => {
    const made = await snippet('## Hours\n\nFrom *six* `to` six.\n\n1. Monday\n2. Tuesday\n')
    const again = await ask(sandbox, 'PUT', `/content_snippets/${String(made['id'])}`, { body_markdown: made['body_markdown'] })
    expect(again.body).toMatchObject({ body_markdown: made['body_markdown'], json_blocks: made['json_blocks'] })
  })

  test('made of blocks reads as Markdown too', async () => {
    const blocks = [
      { type: 'heading', text: 'Hours' },
      { type: 'paragraph', text: 'From <b>six</b>' },
    ]
    const made = await make('/content_snippets', { title: 'Hours', json_blocks: blocks })
    expect(made).toMatchObject({ json_blocks: blocks, body_markdown: expect.stringContaining('From **six**') as string })
  })

  test('shows its flags twice, as the API does, and not its tags', async () => {
    const made = await make('/content_snippets', { title: 'Hours', body_markdown: 'a', ai_chatbot_availability: true })
    expect(made).toMatchObject({ ai_chatbot_availability: true, chatbot_availability: 1, copilot_availability: 0, locale: 'en' })
    expect(made).not.toHaveProperty('tags')
  })
})

describe('an import source', () => {
  const path = '/ai/content_import_sources'

  test('takes its pages along when it goes', async () => {
    const made = await make(path, { sync_behavior: 'api', url: 'https://bakery.example' })
    await make('/ai/external_pages', { title: 'a', html: '<p>a</p>', locale: 'en', source_id: made['id'], external_id: 'a' })
    expect((await ask(sandbox, 'DELETE', `${path}/${String(made['id'])}`)).status).toBe(204)
    expect(sandbox.control.state().pages).toEqual([])
  })

  test('passes its audiences on to its pages only when told to', async () => {
    const made = await make(path, { sync_behavior: 'api', url: 'https://bakery.example' })
    await make('/ai/external_pages', { title: 'a', html: '<p>a</p>', locale: 'en', source_id: made['id'], external_id: 'a' })
    const audience = Number(sandbox.control.state().audiences[0]?.id)
    const change = (fields: Body) =>
      ask(sandbox, 'PUT', `${path}/${String(made['id'])}`, {
        sync_behavior: 'api',
        url: 'https://bakery.example',
        audience_ids: audience,
        ...fields,
      })
    await change({})
    expect(sandbox.control.state().pages[0]?.audienceIds).toEqual([])
    await change({ apply_audience_to_existing_content: true })
    expect(sandbox.control.state().pages[0]?.audienceIds).toEqual([audience])
  })

  test('that is synced keeps its address, and reads automatic where one writes automated', async () => {
    const id = sandbox.control.addSyncedSource('https://bakery.example')
    const change = (fields: Body) =>
      ask(sandbox, 'PUT', `${path}/${id}`, { sync_behavior: 'automated', url: 'https://bakery.example', ...fields })
    expect((await change({ status: 'deactivated' })).body).toMatchObject({
      id,
      sync_behavior: 'automatic',
      status: 'deactivated',
    })
    expect((await change({ url: 'https://mill.example' })).status).toBe(400)
    expect((await change({ sync_behavior: 'api' })).status).toBe(400)
  })
})

test('a page with the same source and external id is the same page', async () => {
  const source = await make('/ai/content_import_sources', { sync_behavior: 'api', url: 'https://bakery.example' })
  const page = { title: 'Nuts', html: '<p>a</p>', locale: 'en', source_id: source['id'], external_id: 'nuts' }
  const first = await make('/ai/external_pages', { ...page, ai_agent_availability: true })
  const second = await make('/ai/external_pages', { ...page, title: 'All nuts' })
  expect(second).toMatchObject({
    id: first['id'],
    title: 'All nuts',
    ai_agent_availability: true,
    created_at: first['created_at'],
  })
})

test('an audience that goes leaves the content it was meant for', async () => {
  const audience = await make('/audiences', { name: 'Bakers' })
  const made = await article({ audience_ids: [Number(audience['id'])] })
  await make('/content_snippets', { title: 'a', body_markdown: 'a', audience_ids: [Number(audience['id'])] })
  expect((await ask(sandbox, 'DELETE', `/audiences/${String(audience['id'])}`)).status).toBe(204)
  expect((await ask(sandbox, 'GET', `/articles/${String(made['id'])}`)).body).toMatchObject({
    translated_content: { en: { audience_ids: [] } },
  })
  expect(sandbox.control.state().snippets[0]?.audienceIds).toEqual([])
})

test('a tag is found whatever the case, renamed by id, and cannot go while a segment needs it', async () => {
  const made = await make('/tags', { name: 'Bread' })
  expect((await make('/tags', { name: 'BREAD' }))['id']).toBe(made['id'])
  expect(await make('/tags', { id: made['id'], name: 'Breads' })).toMatchObject({ id: made['id'], name: 'Breads' })
  const held = await article({})
  await make(`/articles/${String(held['id'])}/tags`, { id: made['id'] })
  sandbox.control.holdTag(Number(made['id']), ['Seg 1'])
  const path = `/tags/${String(made['id'])}`
  expect(await ask(sandbox, 'DELETE', path)).toMatchObject({
    status: 400,
    body: { errors: [{ code: 'tag_has_dependent_objects' }] },
  })
  sandbox.control.holdTag(Number(made['id']), [])
  expect(await ask(sandbox, 'DELETE', path)).toMatchObject({ status: 200, body: {} })
  expect(sandbox.control.state().articles[0]?.tags).toEqual([])
})

test('a workspace starts with whom and what it is told to', async () => {
  const own = await startSandbox({
    token: 'sandbox_own',
    seed: {
      workspaceId: 'bakery1',
      name: 'Bakery',
      helpCenter: 'bakery',
      locales: ['fr', 'en'],
      audiences: ['Bakers'],
      admins: [{ name: 'Ana', email: 'ana@bakery.example' }],
    },
  })
  const me = (await ask(own, 'GET', '/me')).body
  const centers = (await ask(own, 'GET', '/help_center/help_centers')).body
  const made = (await ask(own, 'POST', '/articles', { title: 'Pain', author_id: Number(me['id']), state: 'published' })).body
  await own.close()
  expect(own.token).toBe('sandbox_own')
  expect(me).toMatchObject({ email: 'ana@bakery.example', app: { id_code: 'bakery1', name: 'Bakery' } })
  expect(centers).toMatchObject({
    data: [{ identifier: 'bakery', url: 'https://intercom.help/bakery', locales: ['fr', 'en'], default: true }],
  })
  expect(made).toMatchObject({
    default_locale: 'fr',
    url: expect.stringContaining('https://intercom.help/bakery/fr/articles/') as string,
  })
})
