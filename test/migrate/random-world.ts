import fc from 'fast-check'
import type { State } from '../../src/sandbox/index.ts'
import type { Two } from './two.ts'

const pick = fc.nat(1000)
const link = fc.record({ to: pick, anchor: fc.boolean(), french: fc.boolean() })
const page = fc.record({
  shelves: fc.uniqueArray(fc.nat(3), { maxLength: 2 }),
  drawer: fc.option(fc.nat(1)),
  tags: fc.uniqueArray(fc.nat(2), { maxLength: 2 }),
  audience: fc.option(fc.nat(2), { freq: 2 }),
  author: fc.nat(2),
  published: fc.boolean(),
  french: fc.option(fc.boolean()),
  staged: fc.boolean(),
  flags: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
  links: fc.array(link, { maxLength: 3 }),
  words: pick,
})
const edit = fc.record({
  what: fc.constantFrom(
    ...([
      'title',
      'words',
      'state',
      'author',
      'move',
      'tag',
      'french',
      'staged',
      'delete',
      'new',
      'shelf',
      'drawer',
      'snippet',
    ] as const),
  ),
  which: pick,
})

/** A small workspace, what stands in the other one before, and what is edited in the first afterwards. */
export const worlds = fc.record({
  shelves: fc.array(fc.record({ below: fc.option(fc.nat(2)), french: fc.boolean(), described: fc.boolean() }), { maxLength: 4 }),
  drawers: fc.array(fc.record({ below: fc.boolean() }), { maxLength: 2 }),
  pages: fc.array(page, { minLength: 2, maxLength: 7 }),
  snippets: fc.array(fc.record({ words: pick, french: fc.boolean() }), { maxLength: 2 }),
  foreign: fc.nat(3),
  edits: fc.array(edit, { minLength: 1, maxLength: 5 }),
})
export type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never

type Page = World['pages'][number]
type Body = Record<string, unknown>

const breads = [
  'rye',
  'spelt',
  'barley',
  'oat',
  'millet',
  'maize',
  'wheat',
  'emmer',
  'teff',
  'quinoa',
  'café',
  'smørrebrød & co',
  '<wholegrain>',
]
const word = (n: number): string => breads[n % breads.length] ?? ''
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const at = <T>(all: readonly T[], n: number): T | undefined => (all.length === 0 ? undefined : all[n % all.length])
const home = 'https://intercom.help/was'

const said = (words: number, about: string): string =>
  `<h2>${escaped(about)} at work</h2><p>${escaped(word(words))} costs <b>${words}</b>.</p><ul><li>${escaped(word(words + 1))}</li><li>dough</li></ul>`

const main = (row: State['articles'][number] | undefined): State['articles'][number]['contents'][string] | undefined =>
  row?.contents[row.defaultLocale]

/** A paragraph of links to other pages, some to a heading there, some to the French text. */
function links({ links: all }: Page, articles: State['articles']): string {
  return all
    .flatMap(({ to, anchor, french }) => {
      const target = at(articles, to)
      if (target === undefined) return []
      const locale = french && target.contents['fr'] !== undefined ? 'fr' : 'en'
      const heading = target.contents[locale]?.body.headings[0]?.id
      const hash = anchor && heading !== undefined ? `#${heading}` : ''
      return [`<p>Look at <a href="${home}/${locale}/articles/${target.id}${hash}">that</a>.</p>`]
    })
    .join('')
}

/** Fills the first workspace of two, and puts what is none of ours into the second. */
export async function fill(world: World, ends: Two): Promise<void> {
  const make = (path: string, body: Body) => ends.edit('old', 'POST', path, body)
  const [shelves, drawers, tags]: [number[], number[], string[]] = [[], [], []]
  for (const [n, { below, french, described }] of world.shelves.entries()) {
    const above = below === null ? undefined : shelves[below]
    const made = await make('/help_center/collections', {
      name: `Shelf ${n}`,
      ...(described ? { description: `All of ${word(n)}` } : {}),
      ...(above === undefined ? {} : { parent_id: above }),
      ...(french ? { translated_content: { fr: { name: `Rayon ${n}` } } } : {}),
    })
    shelves.push(Number(made.id))
  }
  for (const [n, { below }] of world.drawers.entries()) {
    const above = below && drawers[0] !== undefined ? { parent_folder_id: drawers[0] } : {}
    drawers.push(Number((await make('/folders', { folder: { name: `Drawer ${n}`, ...above } })).id))
  }
  for (const name of ['Bread', 'Cake', 'Sweet things']) tags.push(String((await make('/tags', { name })).id))
  const { audiences } = ends.old.control.state()
  for (const [n, page] of world.pages.entries()) {
    const french = { title: `Page ${n} à propos`, body: said(page.words + 2, `Le ${word(n)}`), author_id: 1001 + page.author }
    const made = await make('/articles', {
      title: `Page ${n} on ${word(page.words)}`,
      description: page.words % 3 === 0 ? `In short ${n}` : undefined,
      body: said(page.words, word(n)),
      author_id: 1001 + page.author,
      state: page.published ? 'published' : 'draft',
      parent_ids: [...new Set(page.shelves.flatMap((each) => shelves[each] ?? []))],
      ...(page.drawer === null || drawers[page.drawer] === undefined ? {} : { folder_id: drawers[page.drawer] }),
      ...(page.audience === null ? {} : { audience_ids: [audiences[page.audience]?.id] }),
      ...(page.french === null ? {} : { translated_content: { fr: { ...french, state: page.french ? 'published' : 'draft' } } }),
      ai_chatbot_availability: page.flags[0],
      ai_copilot_availability: page.flags[1],
      ai_sales_agent_availability: page.flags[2],
    })
    for (const tag of page.tags) await make(`/articles/${made.id}/tags`, { id: tags[tag] })
  }
  const articles = ends.old.control.state().articles
  for (const [n, page] of world.pages.entries()) {
    const row = articles[n]
    const led = links(page, articles)
    if (row === undefined || led === '') continue
    await ends.edit('old', 'PUT', `/articles/${row.id}`, { body: `${main(row)?.body.html ?? ''}${led}` })
  }
  for (const [n, page] of world.pages.entries())
    if (page.staged && page.published)
      await ends.edit('old', 'PUT', `/articles/${articles[n]?.id ?? 0}/draft`, { body: '<p>Nobody is to read this yet.</p>' })
  for (const [n, { words, french }] of world.snippets.entries()) {
    const body = { body_markdown: `**${word(words)}** is sold at ${words}.`, locale: french ? 'fr' : 'en' }
    await make('/content_snippets', { title: `Snippet ${n}`, ...body })
  }
  for (let n = 0; n < world.foreign; n += 1) await foreign(n, ends)
}

async function foreign(n: number, ends: Two): Promise<void> {
  const shelf = await ends.edit('new', 'POST', '/help_center/collections', { name: `Theirs ${n}` })
  const page = { title: `Theirs ${n}`, body: `<p>Not ours ${n}.</p>`, author_id: 1002, state: 'published' }
  const made = await ends.edit('new', 'POST', '/articles', { ...page, parent_ids: [Number(shelf.id)] })
  const tag = await ends.edit('new', 'POST', '/tags', { name: n === 0 ? 'Bread' : `theirs ${n}` })
  await ends.edit('new', 'POST', `/articles/${made.id}/tags`, { id: String(tag.id) })
  await ends.edit('new', 'POST', '/content_snippets', { title: `Their snippet ${n}`, body_markdown: 'Theirs.' })
}

/** Does to the first workspace what a teammate does in the browser. Pages that are linked to are not deleted: that is a question of its own. */
export async function change({ what, which }: World['edits'][number], n: number, ends: Two): Promise<void> {
  const state = ends.old.control.state()
  const { collections, folders, snippets, tags, articles } = state
  const row = at(articles, which)
  const put = (body: Body): Promise<unknown> =>
    row === undefined ? Promise.resolve() : ends.edit('old', 'PUT', `/articles/${row.id}`, body)
  const content = main(row)
  switch (what) {
    case 'title':
      await put({ title: `Another title ${n}` })
      return
    case 'words':
      await put({ body: `${content?.body.html ?? ''}<p>Since then ${n}.</p>` })
      return
    case 'state':
      await put({ state: content?.state === 'published' ? 'draft' : 'published' })
      return
    case 'author':
      await put({ author_id: 1001 + (((content?.authorId ?? 1001) - 1000) % 3) })
      return
    case 'move':
      await put({ parent_ids: row?.parentIds.length === 0 ? collections.slice(0, 1).map(({ id }) => id) : [] })
      return
    case 'tag': {
      const [tag] = tags
      if (row === undefined || tag === undefined) return
      const has = row.tags.some(({ tagId }) => tagId === tag.id)
      if (has) await ends.edit('old', 'DELETE', `/articles/${row.id}/tags/${tag.id}`)
      else await ends.edit('old', 'POST', `/articles/${row.id}/tags`, { id: String(tag.id) })
      return
    }
    case 'french': {
      // a heading others lead to stays
      const body = `${row?.contents['fr']?.body.html ?? ''}<p>Depuis ${n}.</p>`
      await put({ translated_content: { fr: { title: `Depuis ${n}`, body, author_id: 1001, state: 'published' } } })
      return
    }
    case 'staged':
      if (content?.state === 'published' && row !== undefined)
        await ends.edit('old', 'PUT', `/articles/${row.id}/draft`, { body: `<p>Later ${n}.</p>` })
      return
    case 'delete': {
      const linked = articles.some(({ contents }) =>
        Object.values(contents).some(({ body }) => body.html.includes(`/articles/${row?.id ?? 0}`)),
      )
      if (!linked && row !== undefined) await ends.edit('old', 'DELETE', `/articles/${row.id}`)
      return
    }
    case 'new': {
      const led = row === undefined ? '' : `<p><a href="${home}/en/articles/${row.id}">That</a></p>`
      const body = { title: `New ${n}`, body: `${said(n, 'News')}${led}`, author_id: 1002, state: 'published' }
      await ends.edit('old', 'POST', '/articles', { ...body, parent_ids: collections.slice(-1).map(({ id }) => id) })
      return
    }
    case 'shelf': {
      const shelf = at(collections, which)
      if (shelf !== undefined) await ends.edit('old', 'PUT', `/help_center/collections/${shelf.id}`, { name: `Shelf since ${n}` })
      return
    }
    case 'drawer': {
      const drawer = at(folders, which)
      if (drawer !== undefined) await ends.edit('old', 'PUT', `/folders/${drawer.id}`, { folder: { name: `Drawer since ${n}` } })
      return
    }
    case 'snippet': {
      const snippet = at(snippets, which)
      if (snippet !== undefined)
        await ends.edit('old', 'PUT', `/content_snippets/${snippet.id}`, { body_markdown: `Now it is ${n}.` })
    }
  }
}
