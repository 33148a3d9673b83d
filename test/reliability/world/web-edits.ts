import type { Edit, State } from '../../../src/sandbox/index.ts'

/** What a teammate does in the browser to one object, and what takes it back. */
export interface WebEdit {
  readonly field: string
  readonly does: Omit<Edit, 'admin'>
  readonly back: Omit<Edit, 'admin'>
}

type Body = Readonly<Record<string, unknown>>
type Table = readonly (readonly [field: string, does: Body, back: Body])[]

const puts = (path: string, table: Table): WebEdit[] =>
  table.map(([field, does, back]) => ({ field, does: { path, body: does }, back: { path, body: back } }))

const idNamed = (rows: readonly { readonly id: number; readonly name: string }[], name: string): number => {
  const found = rows.find((row) => row.name === name)
  if (found === undefined) throw new Error(`nothing named ${name}`)
  return found.id
}

type Edits = (state: State) => { readonly table: keyof State; readonly id: number; readonly edits: readonly WebEdit[] }

const only = <T>(things: readonly T[], of: (thing: T) => boolean): T => {
  const [found, other] = things.filter(of)
  if (found === undefined || other !== undefined) throw new Error('expected exactly one')
  return found
}

const flags: Table = [
  ['agent', { ai_chatbot_availability: false }, { ai_chatbot_availability: true }],
  ['copilot', { ai_copilot_availability: false }, { ai_copilot_availability: true }],
  ['sales', { ai_sales_agent_availability: false }, { ai_sales_agent_availability: true }],
]

const article: Edits = (state) => {
  const row = only(state.articles, ({ contents }) => contents['en']?.title === 'Opening hours')
  const path = `/articles/${row.id}`
  const tag = idNamed(state.tags, 'cake')
  const french = (does: Body): Body => ({ translated_content: { fr: does } })
  const text = (locale: string): { readonly body: string } => ({ body: row.contents[locale]?.body.html ?? '' })
  return {
    table: 'articles',
    id: row.id,
    edits: [
      ...puts(path, [
        ['title', { title: 'Theirs' }, { title: 'Opening hours' }],
        ['description', { description: 'Theirs' }, { description: 'When we bake' }],
        ['body', { body: '<p>Theirs.</p>' }, text('en')],
        ['state', { state: 'published' }, { state: 'draft' }],
        ['author', { author_id: state.admins[2]?.id }, { author_id: state.admins[0]?.id }],
        ['collections', { parent_ids: [] }, { parent_ids: row.parentIds }],
        ['folder', { folder_id: null }, { folder_id: row.folderId }],
        ['audiences', { audience_ids: [] }, { audience_ids: [idNamed(state.audiences, 'Trial users')] }],
        ...flags,
        ['title@fr', french({ title: 'Les leurs' }), french({ title: 'Horaires' })],
        ['description@fr', french({ description: 'Les leurs' }), french({ description: 'Quand' })],
        ['body@fr', french({ body: '<p>Les leurs.</p>' }), french(text('fr'))],
        ['state@fr', french({ state: 'published' }), french({ state: 'draft' })],
      ]),
      {
        field: 'tags',
        does: { path: `${path}/tags`, method: 'POST', body: { id: String(tag) } },
        back: { path: `${path}/tags/${tag}`, method: 'DELETE' },
      },
    ],
  }
}

const collection: Edits = (state) => {
  const row = only(state.collections, ({ name }) => name === 'Breads')
  const french = (does: Body): Body => ({ translated_content: { fr: does } })
  return {
    table: 'collections',
    id: row.id,
    edits: puts(`/help_center/collections/${row.id}`, [
      ['name', { name: 'Theirs' }, { name: 'Breads' }],
      ['description', { description: 'Theirs' }, { description: 'All loaves' }],
      ['name@fr', french({ name: 'Les leurs' }), french({ name: 'Pains' })],
      ['description@fr', french({ description: 'Les leurs' }), french({ description: 'Tous' })],
      ['parent', { parent_id: String(idNamed(state.collections, 'Order')) }, { parent_id: null }],
    ]),
  }
}

const folder: Edits = (state) => {
  const id = idNamed(state.folders, 'Doughs')
  const put = (body: Body): Body => ({ folder: body })
  return {
    table: 'folders',
    id,
    edits: puts(`/folders/${id}`, [
      ['name', put({ name: 'Theirs' }), put({ name: 'Doughs' })],
      ['description', put({ description: 'Theirs' }), put({ description: 'What rests' })],
      ['emoji', put({ emoji: '🍞' }), put({ emoji: '🥖' })],
      ['parent', put({ parent_folder_id: idNamed(state.folders, 'Front') }), put({ parent_folder_id: null })],
    ]),
  }
}

const snippet: Edits = (state) => {
  const row = only(state.snippets, ({ title }) => title === 'Hours')
  return {
    table: 'snippets',
    id: row.id,
    edits: puts(`/content_snippets/${row.id}`, [
      ['title', { title: 'Theirs' }, { title: 'Hours' }],
      ['body', { body_markdown: 'Theirs.' }, { body_markdown: row.markdown }],
      ['locale', { locale: 'de' }, { locale: 'en' }],
      ['audiences', { audience_ids: [] }, { audience_ids: row.audienceIds }],
      ...flags,
    ]),
  }
}

const source: Edits = (state) => {
  const row = only(state.sources, ({ url }) => url === 'https://docs.example.com/a')
  const put = (body: Body): Body => ({ url: row.url, sync_behavior: row.sync, ...body })
  return {
    table: 'sources',
    id: row.id,
    edits: puts(`/ai/content_import_sources/${row.id}`, [
      ['url', put({ url: 'https://docs.example.com/theirs' }), put({})],
      ['status', put({ status: 'deactivated' }), put({ status: 'active' })],
      ['audiences', put({ audience_ids: [] }), put({ audience_ids: row.audienceIds })],
    ]),
  }
}

const tag: Edits = (state) => {
  const id = idNamed(state.tags, 'seasonal')
  const named = (name: string): Omit<Edit, 'admin'> => ({ path: '/tags', method: 'POST', body: { id: String(id), name } })
  return { table: 'tags', id, edits: [{ field: 'name', does: named('theirs'), back: named('seasonal') }] }
}

/** Every field of the object of `subjects` that the sandbox lets a teammate edit, by kind. */
export const webEdits: Readonly<Record<string, Edits>> = {
  article,
  collection,
  folder,
  snippet,
  'import-source': source,
  tag,
}

/** How a teammate makes an object of the same name first, by kind; `table` is where it stands then. */
export const webCreates: Readonly<
  Record<string, (state: State) => { readonly table: keyof State; readonly does: Omit<Edit, 'admin'> }>
> = {
  article: (state) => ({
    table: 'articles',
    does: {
      path: '/articles',
      method: 'POST',
      body: {
        title: 'Opening hours',
        body: '<p>Theirs.</p>',
        author_id: state.admins[1]?.id,
        parent_ids: [idNamed(state.collections, 'Visit')],
      },
    },
  }),
  collection: () => ({
    table: 'collections',
    does: { path: '/help_center/collections', method: 'POST', body: { name: 'Breads' } },
  }),
  folder: () => ({ table: 'folders', does: { path: '/folders', method: 'POST', body: { folder: { name: 'Doughs' } } } }),
  snippet: () => ({
    table: 'snippets',
    does: { path: '/content_snippets', method: 'POST', body: { title: 'Hours', body_markdown: 'Theirs.', locale: 'en' } },
  }),
  'import-source': () => ({
    table: 'sources',
    does: {
      path: '/ai/content_import_sources',
      method: 'POST',
      body: { url: 'https://docs.example.com/a', sync_behavior: 'api' },
    },
  }),
  tag: () => ({ table: 'tags', does: { path: '/tags', method: 'POST', body: { name: 'seasonal' } } }),
}
