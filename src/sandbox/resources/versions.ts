import { ok, pathId, type Ask, type Run } from '../ask.ts'
import { page, pagesList } from '../paging.ts'
import { invalid, notFound } from '../refusal.ts'
import type { Version } from '../shapes.ts'
import { helpCenter, type Workspace } from '../workspace.ts'
import { readBody } from './article-answer.ts'
import { existingArticle } from './articles.ts'

/** GET /articles/{article_id}/versions: newest first, without bodies. */
export const listVersions: Run = (ask, workspace) => {
  const rows = versionsOf(ask, workspace).reverse()
  const found = page(rows, ask, workspace, { standard: workspace.switches.listDefaultPerPage, cap: 150 })
  return ok(pagesList(found, found.items.map(summary), ask, workspace))
}

/** GET /articles/{article_id}/versions/{id}: one of them, with its body. */
export const getVersion: Run = (ask, workspace) => {
  const found = versionsOf(ask, workspace).find((row) => row.id === pathId(ask))
  if (found === undefined) throw notFound()
  return ok({ ...summary(found), ...readBody(found.body, workspace), updated_at: found.createdAt })
}

function versionsOf(ask: Ask, workspace: Workspace): Version[] {
  const article = existingArticle(pathId(ask, 'article_id'), workspace)
  const locale = ask.query.get('locale') ?? article.defaultLocale
  if (!helpCenter(workspace).locales.includes(locale)) throw invalid('Unknown locale')
  return workspace.store.rows('versions').filter((row) => row.articleId === article.id && row.locale === locale)
}

const summary = (row: Version): Record<string, unknown> => ({
  type: 'article_version',
  id: String(row.id),
  article_id: String(row.articleId),
  title: row.title,
  description: row.description,
  author_id: String(row.authorId),
  created_by_id: String(row.createdBy),
  created_via: row.via,
  from_version_id: row.from === null ? null : String(row.from),
  state: row.state,
  created_at: row.createdAt,
})
