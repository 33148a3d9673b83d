import type { Sandbox } from '../../src/sandbox/index.ts'

export type Call = (status: number, method: string, path: string, body?: unknown) => Promise<Record<string, unknown>>

const nobody = 999_999

/** Sends requests that make every operation answer with every status of its own. */
export async function walk(call: Call, sandbox: Sandbox): Promise<void> {
  const author = Number((await call(200, 'GET', '/me'))['id'])
  await call(200, 'GET', '/admins')
  await call(200, 'GET', `/admins/${author}`)
  await call(404, 'GET', `/admins/${nobody}`)
  const audience = await audiences(call)
  const tag = await tags(call, sandbox)
  const folder = await folders(call, author)
  const collection = await collections(call, sandbox)
  await articles(call, { author, audience, tag, folder, collection })
  await snippets(call, sandbox, { audience, tag })
  await sources(call, audience)
  await redirects(call)
  await macros(call, sandbox)
}

async function audiences(call: Call): Promise<number> {
  const predicates = [{ attribute: 'custom_attributes.plan', type: 'string', comparison: 'eq', value: 'bakery' }]
  const made = await call(201, 'POST', '/audiences', { name: 'Bakers', predicates, role_predicates: [] })
  const id = String(made['id'])
  await call(422, 'POST', '/audiences', {})
  await call(200, 'GET', '/audiences')
  await call(200, 'GET', `/audiences/${id}`)
  await call(404, 'GET', `/audiences/${nobody}`)
  await call(200, 'PUT', `/audiences/${id}`, { name: 'Bakers and millers' })
  await call(422, 'PUT', `/audiences/${id}`, { name: ' ' })
  await call(404, 'PUT', `/audiences/${nobody}`, { name: 'Nobody' })
  const second = await call(201, 'POST', '/audiences', { name: 'Short-lived' })
  await call(204, 'DELETE', `/audiences/${String(second['id'])}`)
  await call(404, 'DELETE', `/audiences/${nobody}`)
  return Number(id)
}

async function tags(call: Call, sandbox: Sandbox): Promise<string> {
  const made = await call(200, 'POST', '/tags', { name: 'bread' })
  const id = String(made['id'])
  await call(400, 'POST', '/tags', { name: '' })
  await call(404, 'POST', '/tags', { name: 'rolls', id: String(nobody) })
  await call(200, 'GET', '/tags')
  await call(200, 'GET', `/tags/${id}`)
  await call(404, 'GET', `/tags/${nobody}`)
  const held = await call(200, 'POST', '/tags', { name: 'held' })
  sandbox.control.holdTag(Number(held['id']), ['Seg 1'])
  await call(400, 'DELETE', `/tags/${String(held['id'])}`)
  const gone = await call(200, 'POST', '/tags', { name: 'gone' })
  await call(200, 'DELETE', `/tags/${String(gone['id'])}`)
  await call(404, 'DELETE', `/tags/${nobody}`)
  return id
}

async function folders(call: Call, author: number): Promise<number> {
  const made = await call(200, 'POST', '/folders', {
    folder: { name: 'Recipes', description: 'How we bake', emoji: '🍞', parent_folder_id: null },
  })
  const id = Number(made['id'])
  await call(400, 'POST', '/folders', { name: 'not wrapped' })
  await call(200, 'GET', '/folders?page=1&per_page=50')
  await call(200, 'GET', `/folders/${id}`)
  await call(404, 'GET', `/folders/${nobody}`)
  await call(200, 'PUT', `/folders/${id}`, { folder: { name: 'Our recipes' } })
  await call(400, 'PUT', `/folders/${id}`, { folder: { parent_folder_id: id } })
  await call(404, 'PUT', `/folders/${nobody}`, { folder: { name: 'Nowhere' } })
  await call(200, 'POST', '/articles', { title: 'In a folder', author_id: author, folder_id: id })
  await call(422, 'DELETE', `/folders/${id}`)
  const empty = await call(200, 'POST', '/folders', { folder: { name: 'Empty' } })
  await call(200, 'DELETE', `/folders/${Number(empty['id'])}`)
  await call(404, 'DELETE', `/folders/${nobody}`)
  return id
}

async function collections(call: Call, sandbox: Sandbox): Promise<number> {
  const path = '/help_center/collections'
  const translated_content = { fr: { type: 'group_content', name: 'Pain', description: 'Nos pains' } }
  const made = await call(200, 'POST', path, { name: 'Bread', description: 'Loaves', translated_content, parent_id: null })
  const id = String(made['id'])
  const child = await call(200, 'POST', path, { name: 'Sourdough', parent_id: id })
  const grandchild = await call(200, 'POST', path, { name: 'Rye', parent_id: String(child['id']) })
  await call(400, 'POST', path, { name: 'Too deep', parent_id: String(grandchild['id']) })
  await call(400, 'POST', path, {})
  await call(404, 'POST', path, { name: 'Lost', parent_id: String(nobody) })
  await call(200, 'GET', path)
  await call(200, 'GET', `${path}?page=2&per_page=1`)
  await call(200, 'GET', `${path}/${id}`)
  await call(404, 'GET', `${path}/${nobody}`)
  await call(200, 'PUT', `${path}/${id}`, { name: 'Breads' })
  await call(400, 'PUT', `${path}/${id}`, { parent_id: String(grandchild['id']) })
  await call(404, 'PUT', `${path}/${nobody}`, { name: 'Nothing' })
  sandbox.control.switches({ collectionDelete: 'refuse' })
  await call(422, 'DELETE', `${path}/${id}`)
  sandbox.control.switches({ collectionDelete: 'reparent' })
  await call(200, 'DELETE', `${path}/${String(child['id'])}`)
  await call(404, 'DELETE', `${path}/${nobody}`)
  await call(200, 'GET', '/help_center/help_centers').then(async ({ data }) => {
    const [first] = data as { id: string }[]
    await call(200, 'GET', `/help_center/help_centers/${String(first?.id)}`)
  })
  await call(404, 'GET', `/help_center/help_centers/${nobody}`)
  return Number(id)
}

async function articles(
  call: Call,
  {
    author,
    audience,
    tag,
    folder,
    collection,
  }: { author: number; audience: number; tag: string; folder: number; collection: number },
): Promise<void> {
  const made = await call(200, 'POST', '/articles', {
    title: 'Rye bread',
    description: 'Dark and dense',
    body: '<h2>Flour</h2><p>Rye</p>',
    author_id: author,
    state: 'published',
    parent_ids: [collection],
    folder_id: folder,
    audience_ids: [audience],
    ai_chatbot_availability: true,
    translated_content: {
      fr: { type: 'article_content', title: 'Pain de seigle', body: '<p>Seigle</p>', author_id: author, state: 'draft' },
    },
  })
  const path = `/articles/${String(made['id'])}`
  await call(200, 'POST', '/articles', {
    title: 'Later',
    author_id: author,
    body_markdown: '# Later\n',
    scheduled_publish_at: '2190-01-01T00:00:00Z',
  })
  await call(400, 'POST', '/articles', { title: 'Nobody wrote this' })
  await call(400, 'POST', '/articles', { title: 'Both', author_id: author, body: '<p>a</p>', body_markdown: 'a' })
  await call(400, 'POST', '/articles', {
    title: 'Both',
    author_id: author,
    state: 'draft',
    scheduled_publish_at: '2190-01-01T00:00:00Z',
  })
  await call(404, 'POST', '/articles', { title: 'For nobody', author_id: author, audience_ids: [nobody] })
  await call(404, 'POST', '/articles', { title: 'Nowhere', author_id: author, parent_ids: [nobody] })
  await call(200, 'GET', '/articles')
  await call(200, 'GET', '/articles?page=2&per_page=1')
  await call(200, 'GET', path)
  await call(404, 'GET', `/articles/${nobody}`)
  await call(200, 'PUT', path, { title: 'Rye loaf', parent_ids: [], folder_id: null })
  await call(400, 'PUT', path, { body: '<ul></ul>' })
  await call(404, 'PUT', `/articles/${nobody}`, { title: 'Nothing' })

  await call(404, 'GET', `${path}/draft`)
  await call(422, 'POST', `${path}/draft/publish`, { locales: ['en'] })
  await call(200, 'PUT', `${path}/draft`, { body: '<p>Half rye</p>' })
  await call(400, 'PUT', `${path}/draft`, { body: '<table></table>' })
  await call(404, 'PUT', `/articles/${nobody}/draft`, { body: '<p>none</p>' })
  await call(200, 'GET', `${path}/draft`)
  await call(422, 'POST', `${path}/draft/publish`, {})
  await call(422, 'POST', `${path}/draft/publish`, { locales: ['fr'] })
  await call(200, 'POST', `${path}/draft/publish`, { locales: ['en'] })
  await call(404, 'POST', `/articles/${nobody}/draft/publish`, { locales: ['en'] })
  const draft = await call(200, 'POST', '/articles', { title: 'Never published', author_id: author })
  await call(422, 'PUT', `/articles/${String(draft['id'])}/draft`, { title: 'Still not' })

  const versions = await call(200, 'GET', `${path}/versions?page=1&per_page=25`)
  const [newest] = versions['data'] as { id: string }[]
  await call(200, 'GET', `${path}/versions/${String(newest?.id)}`)
  await call(404, 'GET', `${path}/versions/${nobody}`)
  await call(400, 'GET', `${path}/versions/${String(newest?.id)}?locale=xx`)
  await call(400, 'GET', `${path}/versions?locale=xx`)
  await call(404, 'GET', `/articles/${nobody}/versions`)

  await call(200, 'POST', `${path}/tags`, { id: tag })
  await call(404, 'POST', `${path}/tags`, { id: String(nobody) })
  await call(404, 'POST', `/articles/${nobody}/tags`, { id: tag })
  await call(200, 'GET', path)
  await call(200, 'DELETE', `${path}/tags/${tag}`)
  await call(404, 'DELETE', `${path}/tags/${nobody}`)
  await call(200, 'DELETE', path)
  await call(404, 'DELETE', path)
}

async function snippets(call: Call, sandbox: Sandbox, { audience, tag }: { audience: number; tag: string }): Promise<void> {
  const path = '/content_snippets'
  const made = await call(201, 'POST', path, {
    title: 'Opening hours',
    locale: 'en',
    body_markdown: 'From **six** to six.',
    audience_ids: [audience],
  })
  const own = `${path}/${String(made['id'])}`
  await call(201, 'POST', path, { title: 'As blocks', json_blocks: [{ type: 'paragraph', text: 'From <b>six</b>' }] })
  await call(400, 'POST', path, { title: 'Both', json_blocks: [], body_markdown: 'a' })
  await call(404, 'POST', path, { title: 'For nobody', body_markdown: 'a', audience_ids: [nobody] })
  await call(422, 'POST', path, { title: 'In Klingon', body_markdown: 'a', locale: 'tlh' })
  await call(200, 'GET', path)
  await call(200, 'GET', own)
  await call(404, 'GET', `${path}/${nobody}`)
  await call(200, 'PUT', own, { ai_chatbot_availability: true })
  await call(404, 'PUT', `${path}/${nobody}`, { title: 'Nothing' })
  await call(404, 'PUT', own, { audience_ids: [nobody] })
  await call(422, 'PUT', own, { locale: 'tlh' })
  await call(200, 'POST', `${own}/tags`, { id: tag })
  await call(404, 'POST', `${path}/${nobody}/tags`, { id: tag })
  await call(200, 'DELETE', `${own}/tags/${tag}`)
  await call(404, 'DELETE', `${own}/tags/${nobody}`)
  sandbox.control.holdSnippet(Number(made['id']), ['Refund procedure'])
  await call(422, 'DELETE', own)
  sandbox.control.holdSnippet(Number(made['id']), [])
  await call(204, 'DELETE', own)
  await call(404, 'DELETE', own)
}

async function sources(call: Call, audience: number): Promise<void> {
  const path = '/ai/content_import_sources'
  const made = await call(200, 'POST', path, {
    sync_behavior: 'api',
    url: 'https://bakery.example/help',
    status: 'active',
    audience_ids: [audience],
  })
  const id = Number(made['id'])
  await call(400, 'POST', path, { url: 'https://bakery.example' })
  await call(404, 'POST', path, { sync_behavior: 'api', url: 'https://bakery.example', audience_ids: [nobody] })
  await call(200, 'GET', path)
  await call(200, 'GET', `${path}/${id}`)
  await call(404, 'GET', `${path}/${nobody}`)
  await call(200, 'PUT', `${path}/${id}`, { sync_behavior: 'api', url: 'https://bakery.example/faq', audience_ids: null })
  await call(400, 'PUT', `${path}/${id}`, { sync_behavior: 'manual', url: 'https://bakery.example/faq' })
  await call(404, 'PUT', `${path}/${nobody}`, { sync_behavior: 'api', url: 'https://bakery.example/faq' })

  const pages = '/ai/external_pages'
  const page = {
    title: 'Allergens',
    html: '<p>Nuts</p>',
    url: 'https://bakery.example/nuts',
    locale: 'en',
    source_id: id,
    external_id: 'nuts',
  }
  const first = await call(200, 'POST', pages, page)
  const own = `${pages}/${String(first['id'])}`
  await call(400, 'POST', pages, { ...page, title: undefined })
  await call(404, 'POST', pages, { ...page, source_id: nobody })
  await call(200, 'GET', pages)
  await call(200, 'GET', `${pages}?per_page=1&page=1`)
  await call(200, 'GET', own)
  await call(404, 'GET', `${pages}/${nobody}`)
  await call(200, 'PUT', own, { ...page, title: 'All allergens' })
  await call(400, 'PUT', own, { ...page, url: undefined })
  await call(404, 'PUT', `${pages}/${nobody}`, page)
  await call(200, 'DELETE', own)
  await call(404, 'DELETE', own)
  await call(204, 'DELETE', `${path}/${id}`)
  await call(404, 'DELETE', `${path}/${id}`)
}

async function redirects(call: Call): Promise<void> {
  const author_id = Number((await call(200, 'GET', '/me'))['id'])
  const article = await call(200, 'POST', '/articles', { title: 'Gift cards', author_id })
  const centers = (await call(200, 'GET', '/help_center/help_centers'))['data'] as { id: string; url: string }[]
  const center = centers[0] ?? { id: '', url: '' }
  const path = `/help_center/help_centers/${center.id}/redirects`
  const sent = {
    from_url: `${center.url}/en/articles/7-gifts`,
    locale: 'en',
    target_type: 'article',
    target_id: String(article['id']),
  }
  const made = await call(200, 'POST', path, sent)
  await call(409, 'POST', path, sent)
  await call(400, 'POST', path, { ...sent, from_url: undefined })
  await call(422, 'POST', path, { ...sent, from_url: 'https://elsewhere.example/7' })
  await call(404, 'POST', `/help_center/help_centers/${nobody}/redirects`, sent)
  await call(200, 'GET', path)
  await call(404, 'GET', `/help_center/help_centers/${nobody}/redirects`)
  await call(200, 'GET', `${path}/${String(made['id'])}`)
  await call(404, 'GET', `${path}/${nobody}`)
  await call(200, 'DELETE', `${path}/${String(made['id'])}`)
  await call(404, 'DELETE', `${path}/${nobody}`)
}

async function macros(call: Call, sandbox: Sandbox): Promise<void> {
  const [first] = (await call(200, 'GET', '/macros?per_page=1'))['data'] as { id: string }[]
  await call(200, 'GET', `/macros/${first?.id ?? ''}`)
  await call(404, 'GET', `/macros/${nobody}`)
  sandbox.control.switches({ conversations: false })
  await call(403, 'GET', '/macros')
  await call(403, 'GET', `/macros/${first?.id ?? ''}`)
  sandbox.control.switches({ conversations: true })
}
