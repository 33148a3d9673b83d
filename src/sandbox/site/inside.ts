import { html } from 'hono/html'
import type { Folder, Tables } from '../shapes.ts'
import { mainContent } from '../resources/article-answer.ts'
import type { Workspace } from '../workspace.ts'
import type { Markup } from './layout.ts'

/** What teammates see and visitors do not: folders, snippets, import sources, macros, tags and audiences. */
export function inside(workspace: Workspace, locale: string): Markup {
  const { store } = workspace
  const audience = (id: number): Markup => html`<span class="tag">${store.get('audiences', id)?.name ?? `audience ${id}`}</span>`
  const roots = sorted('folders', workspace).filter((row) => row.parentId === null)
  return html`<h1>Inside the workspace</h1>
    ${card(
      'Folders',
      roots.map((row) => folder(row, workspace, locale)),
    )}
    ${card(
      'Snippets',
      sorted('snippets', workspace).map(
        (row) =>
          html`<h3>${row.title}<span class="tag">${row.locale}</span>${row.audienceIds.map(audience)}</h3>
            <pre>${row.markdown}</pre>`,
      ),
    )}
    ${card('Import sources', [
      list(
        sorted('sources', workspace).map(
          (row) =>
            html`${row.url}<span class="tag">${row.sync}</span
              ><span class="tag">${row.status}</span>${row.audienceIds.map(audience)}`,
        ),
      ),
    ])}
    ${card('External pages', [list(sorted('pages', workspace).map((row) => html`${row.title} <span class="soft">${row.externalId}</span>`))])}
    ${card(
      'Macros',
      sorted('macros', workspace).map(
        (row) =>
          html`<h3>${row.name}${row.places.map((place) => html`<span class="tag">${place}</span>`)}</h3>
            <pre>${row.html}</pre>`,
      ),
    )}
    ${card('Redirects', [
      list(
        sorted('redirects', workspace).map(
          (row) => html`${row.fromUrl} <span class="soft">${row.target.type} ${row.target.id}, ${row.locale}</span>`,
        ),
      ),
    ])}
    ${card('Tags', [list(sorted('tags', workspace).map((row) => html`${row.name}`))])}
    ${card('Audiences', [list(sorted('audiences', workspace).map((row) => html`${row.name}`))])}
    ${card('Teammates', [list(sorted('admins', workspace).map((row) => html`${row.name} <span class="soft">${row.email}</span>`))])}`
}

function folder(row: Folder, workspace: Workspace, locale: string): Markup {
  const children = sorted('folders', workspace).filter((each) => each.parentId === row.id)
  const articles = sorted('articles', workspace).filter((each) => each.folderId === row.id)
  return html`<div class="card">
    <h3>${row.emoji} ${row.name}</h3>
    ${row.description === null ? '' : html`<p class="soft">${row.description}</p>`}
    ${list(
      articles.map((each) => {
        const shown = each.contents[locale] === undefined ? each.defaultLocale : locale
        return html`<a href="/help/${shown}/articles/${each.id}">${mainContent(each).title}</a>`
      }),
    )}
    ${children.map((each) => folder(each, workspace, locale))}
  </div>`
}

const card = (title: string, content: readonly Markup[]): Markup =>
  html`<section class="card">
    <h2>${title}</h2>
    ${content.length === 0 ? html`<p class="soft">None.</p>` : content}
  </section>`

const list = (rows: readonly Markup[]): Markup =>
  rows.length === 0
    ? html`<p class="soft">None.</p>`
    : html`<ul class="plain">
        ${rows.map((row) => html`<li>${row}</li>`)}
      </ul>`

const sorted = <K extends keyof Tables>(table: K, workspace: Workspace): Tables[K][] =>
  workspace.store.rows(table).sort((a, b) => a.id - b.id)
