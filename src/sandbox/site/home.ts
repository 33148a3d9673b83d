import { html } from 'hono/html'
import type { Article, Collection } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import type { Markup } from './layout.ts'

/** The collections with their published articles, what is in no collection, and the drafts. */
export function home(workspace: Workspace, locale: string): Markup {
  const { store } = workspace
  const articles = store.rows('articles').filter((row) => row.contents[locale] !== undefined)
  const live = articles.filter((row) => row.contents[locale]?.state === 'published').sort(byId)
  const drafts = articles.filter((row) => row.contents[locale]?.state === 'draft').sort(byId)
  const roots = store
    .rows('collections')
    .filter((row) => row.parentId === null)
    .sort(byId)
  const loose = live.filter((row) => row.parentIds.length === 0)
  const empty = roots.length === 0 && articles.length === 0
  return html`${roots.map((row) => collection(row, live, workspace, locale))}
  ${loose.length === 0 ? '' : section('In no collection', loose, locale)}
  ${drafts.length === 0 ? '' : section('Drafts', drafts, locale)}
  ${empty ? html`<p class="lead">Nothing has been written here yet.</p>` : ''}`
}

function collection(row: Collection, live: readonly Article[], workspace: Workspace, locale: string): Markup {
  const group = row.translations[locale]
  const children = workspace.store
    .rows('collections')
    .filter((each) => each.parentId === row.id)
    .sort(byId)
  const own = live.filter((each) => each.parentIds.includes(row.id))
  return html`<section class="card" id="collection-${row.id}">
    <h2>${group?.name ?? row.name}${group === undefined ? html`<span class="tag warn">not translated</span>` : ''}</h2>
    ${group?.description == null ? '' : html`<p class="lead">${group.description}</p>`} ${articleList(own, locale)}
    ${children.map((each) => collection(each, live, workspace, locale))}
  </section>`
}

const section = (title: string, rows: readonly Article[], locale: string): Markup =>
  html`<section class="card">
    <h2>${title}</h2>
    ${articleList(rows, locale)}
  </section>`

function articleList(rows: readonly Article[], locale: string): Markup {
  return html`<ul class="plain">
    ${rows.map((row) => html`<li><a href="/help/${locale}/articles/${row.id}">${row.contents[locale]?.title}</a></li>`)}
  </ul>`
}

const byId = (a: { id: number }, b: { id: number }): number => a.id - b.id
