import { html, raw } from 'hono/html'
import { imageHost } from '../bodies/images.ts'
import type { Article, Content } from '../shapes.ts'
import { admin, helpCenter, type Workspace } from '../workspace.ts'
import type { Markup } from './layout.ts'

/** One article in one language: where it stands, what it says, what is staged. */
export function article(row: Article, content: Content, workspace: Workspace, locale: string): Markup {
  const collections = row.parentIds.flatMap((id) => workspace.store.get('collections', id) ?? [])
  const tags = row.tags.flatMap((each) => workspace.store.get('tags', each.tagId) ?? [])
  const author = admin(workspace, content.authorId)
  return html`<p class="crumbs">
      <a href="/help/${locale}">All collections</a>
      ${collections.map((each) => html`· <a href="/help/${locale}#collection-${each.id}">${each.translations[locale]?.name ?? each.name}</a>`)}
    </p>
    <article>
      <h1>
        ${content.title}${content.state === 'draft' ? html`<span class="tag warn">draft</span>` : ''}
        ${content.draft === null ? '' : html`<span class="tag warn">unpublished changes</span>`}
      </h1>
      ${content.description === null ? '' : html`<p class="lead">${content.description}</p>`}
      <p class="soft">
        Written by ${author?.name} · <a href="/help/${locale}/articles/${row.id}/edit">Edit as a teammate</a>
        ${tags.map((each) => html`<span class="tag">${each.name}</span>`)}
      </p>
      <div class="body">${raw(local(content.body.html, workspace))}</div>
    </article>`
}

/** A stored body whose links and images lead to this page instead of the public one. */
export function local(body: string, workspace: Workspace): string {
  return body
    .replaceAll(`${imageHost}/i/o/`, '/i/o/')
    .replaceAll(`href="https://intercom.help/${helpCenter(workspace).identifier}/`, 'href="/help/')
}
