import type { Edit } from '../../../src/sandbox/index.ts'
import { timeout } from '../../reliability/world/scene.ts'
import { ana } from './base.ts'
import type { WebCommand } from './command.ts'
import { marked, markIn, nth, remarked } from './files.ts'
import { fresh, held, ours, own, type Life } from './life.ts'
import { tableOf, textsOf, type Table } from './rows.ts'

/** Does something in the browser. What the service refuses does not happen. */
export async function edit(life: Life, edit: Omit<Edit, 'admin'>, admin = ana): Promise<boolean> {
  const { control } = life.bench.sandbox
  const before = textsOf(control.state())
  const { status, body } = await control.edit({ ...edit, admin })
  life.told.push(`  ${edit.method ?? 'PUT'} ${edit.path} ${JSON.stringify(edit.body)} → ${status}`)
  if (status >= 500) throw new Error(`${edit.path}: ${JSON.stringify(body)}`)
  if (status < 300) own(life, before)
  return status < 300
}

const mine = <T extends { id: number }>(life: Life, table: Table, rows: readonly T[]): T[] => {
  const all = ours(life)
  return rows.filter(({ id }) => all.has(`${table} ${id}`)).sort((a, b) => a.id - b.id)
}

/**
 * Where Intercom does not tell who wrote last, an edit within a request timeout of a write of ours that was never answered looks like ours. That is
 * said in docs/reliability.md, and such an edit is nobody's here.
 */
async function unclear(life: Life, table: Table, id: number): Promise<boolean> {
  if (table === 'articles') return false
  const entries = (await life.bench.memory()).entries()
  const now = life.bench.clock.now() / 1000
  return entries.some(
    (entry) =>
      tableOf[entry.kind] === table &&
      (entry.id === null || entry.id === String(id)) &&
      entry.sent !== undefined &&
      now <= (entry.sent.last ?? entry.sent.at) + timeout + 4,
  )
}

async function write(life: Life, { what, n }: Extract<WebCommand, { do: 'web' }>): Promise<void> {
  const state = life.bench.sandbox.control.state()
  const article = nth(mine(life, 'articles', state.articles), n)
  const mark = fresh(life)
  const words = `<p>Mark ${mark}.</p>`
  const put = (body: Readonly<Record<string, unknown>>): Promise<boolean> =>
    article === undefined ? Promise.resolve(false) : edit(life, { path: `/articles/${article.id}`, body })
  life.texts.set(mark, [marked(mark)])
  switch (what) {
    case 'title':
      await put({ title: `Ana ${mark}` })
      if (article !== undefined && !(await held(life, tableOf)).has(`articles ${article.id}`))
        life.astray.add(`articles ${article.id}`)
      return
    case 'body': {
      // half of the edits leave links and headings as they are
      const html = article?.contents['en']?.body.html ?? ''
      const before = life.texts.get(markIn(html) ?? 0)
      if (n % 2 === 0 || before === undefined) await put({ body: words })
      else {
        life.texts.set(mark, remarked(before, mark))
        await put({ body: html.replace(/Mark \d+\./, `Mark ${mark}.`) })
      }
      return
    }
    case 'french':
      if (article?.contents['fr'] !== undefined)
        await put({ translated_content: { fr: { type: 'article_content', body: words } } })
      return
    case 'state':
      await put({ state: article?.contents['en']?.state === 'published' ? 'draft' : 'published' })
      return
    case 'tag': {
      // every other article, as they do it in bulk
      const tag = state.tags.find(({ name }) => name === 'foreign-0')
      for (const { id } of mine(life, 'articles', state.articles).filter((_, at) => at % 2 === n % 2)) {
        if (tag === undefined) return
        await edit(life, { path: `/articles/${id}/tags`, method: 'POST', body: { id: String(tag.id) } })
        life.given.add(`${id} tag ${tag.id}`)
        life.tagged.add(`${id} ${tag.id}`)
      }
      return
    }
    case 'untag': {
      const tag = article?.tags.find(({ tagId }) => !life.given.has(`${article.id} tag ${tagId}`))
      if (article !== undefined && tag !== undefined)
        await edit(life, { path: `/articles/${article.id}/tags/${tag.tagId}`, method: 'DELETE' })
      return
    }
    case 'snippet':
    case 'collection':
    case 'source':
      await other(life, what, n, mark)
      return
  }
}

async function other(life: Life, what: 'snippet' | 'collection' | 'source', n: number, mark: number): Promise<void> {
  const state = life.bench.sandbox.control.state()
  const table = tableOf[what === 'source' ? 'import-source' : what] ?? 'articles'
  const rows: readonly { id: number }[] =
    what === 'collection' ? state.collections.filter(({ name }) => !fixed.has(name)) : state[table]
  const row = nth(mine(life, table, rows), n)
  if (row === undefined) return
  const before = new Map(life.owned)
  const known = !(await unclear(life, table, row.id))
  if (what === 'snippet') {
    const title = state.snippets.find(({ id }) => id === row.id)?.title ?? ''
    await edit(life, { path: `/content_snippets/${row.id}`, body: { body_markdown: `## ${title}\n\nMark ${mark}.` } })
  }
  if (what === 'collection')
    await edit(life, { path: `/help_center/collections/${row.id}`, body: { name: `Ana's shelf ${mark}` } })
  if (what === 'source') {
    const { url, sync, status } = state.sources.find(({ id }) => id === row.id) ?? {}
    await edit(life, {
      path: `/ai/content_import_sources/${row.id}`,
      body: { url, sync_behavior: sync, status: status === 'active' ? 'deactivated' : 'active' },
    })
  }
  if (what === 'collection' && !(await held(life, tableOf)).has(`collections ${row.id}`)) life.astray.add(`collections ${row.id}`)
  if (known) return
  life.told.push('  (may be taken for ours)')
  life.owned.clear()
  const now = textsOf(life.bench.sandbox.control.state())
  for (const [name, text] of before) if (now.get(name) === text) life.owned.set(name, text)
}

// shelves of settings files, whose names these tests do not change
const fixed = new Set(['Seasonal', 'Easter', 'Staff'])

const places: Readonly<Record<Table, string>> = {
  articles: '/articles',
  collections: '/help_center/collections',
  folders: '/folders',
  snippets: '/content_snippets',
  sources: '/ai/content_import_sources',
}

/** Deletes an object in the browser. */
export async function deleted(life: Life, table: Table, id: number): Promise<boolean> {
  return await edit(life, { path: `${places[table]}/${id}`, method: 'DELETE' })
}

/** Does what a teammate does in the browser. */
export async function inBrowser(life: Life, command: WebCommand): Promise<void> {
  const state = life.bench.sandbox.control.state()
  switch (command.do) {
    case 'web':
      await write(life, command)
      return
    case 'web-delete': {
      const row = nth(mine<{ id: number }>(life, command.table, state[command.table]), command.n)
      if (row !== undefined) await deleted(life, command.table, row.id)
      return
    }
    case 'web-draft': {
      const article = nth(
        mine(life, 'articles', state.articles).filter(({ contents }) => contents['en']?.state === 'published'),
        command.n,
      )
      const mark = fresh(life)
      life.texts.set(mark, [marked(mark)])
      if (article !== undefined)
        await edit(life, { path: `/articles/${article.id}/draft`, body: { body: `<p>Mark ${mark}.</p>` } })
      return
    }
  }
}
