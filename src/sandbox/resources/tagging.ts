import { ok, type Ask, type Run } from '../ask.ts'
import { text } from '../json.ts'
import { Refusal, missing } from '../refusal.ts'
import type { Applied, Article, Snippet, Tag } from '../shapes.ts'
import { admin, type Workspace } from '../workspace.ts'

/** What tagging differs in between articles and snippets. */
interface Taggable {
  readonly table: 'articles' | 'snippets'
  readonly param: string
  readonly code: string
  readonly message: string
}

const article: Taggable = { table: 'articles', param: 'article_id', code: 'article_not_found', message: 'Article not found' }
const snippet: Taggable = {
  table: 'snippets',
  param: 'content_snippet_id',
  code: 'content_snippet_not_found',
  message: 'Content snippet not found',
}

/** POST /articles/{article_id}/tags. */
export const tagArticle: Run = (ask, workspace) => tag(article, ask, workspace)
/** DELETE /articles/{article_id}/tags/{id}. */
export const untagArticle: Run = (ask, workspace) => untag(article, ask, workspace)
/** POST /content_snippets/{content_snippet_id}/tags. */
export const tagSnippet: Run = (ask, workspace) => tag(snippet, ask, workspace)
/** DELETE /content_snippets/{content_snippet_id}/tags/{id}. */
export const untagSnippet: Run = (ask, workspace) => untag(snippet, ask, workspace)

/** The tags on an object, as a list inside it. */
export function tagList(applied: readonly Applied[], workspace: Workspace): Record<string, unknown> {
  return { type: 'tag.list', tags: applied.map((each) => seen(knownTag(String(each.tagId), workspace), each)) }
}

function tag(to: Taggable, ask: Ask, workspace: Workspace): ReturnType<Run> {
  const row = target(to, ask, workspace)
  const id = text(ask.body, 'id')
  if (id === undefined) throw missing('id is required', 'id')
  const found = knownTag(id, workspace)
  const by = text(ask.body, 'admin_id')
  const who = by !== undefined && admin(workspace, Number(by)) !== undefined ? Number(by) : ask.actor
  const applied = row.tags.find((each) => each.tagId === found.id) ?? { tagId: found.id, at: workspace.stamp(), by: who }
  keep(to, row, [...row.tags.filter((each) => each.tagId !== found.id), applied], workspace)
  return ok(seen(found, applied))
}

function untag(to: Taggable, ask: Ask, workspace: Workspace): ReturnType<Run> {
  const row = target(to, ask, workspace)
  const found = knownTag(ask.params['id'] ?? '', workspace)
  keep(
    to,
    row,
    row.tags.filter((each) => each.tagId !== found.id),
    workspace,
  )
  return ok({ type: 'tag', id: String(found.id), name: found.name, applied_at: null, applied_by: null })
}

function target(to: Taggable, ask: Ask, workspace: Workspace): Article | Snippet {
  const found = workspace.store.get(to.table, Number(ask.params[to.param]))
  if (found === undefined) throw new Refusal(404, to.code, to.message)
  return found
}

// tagging leaves updated_at and the place in the list alone
function keep(to: Taggable, row: Article | Snippet, tags: readonly Applied[], workspace: Workspace): void {
  if (to.table === 'articles') workspace.store.amend('articles', { ...(row as Article), tags })
  else workspace.store.amend('snippets', { ...(row as Snippet), tags })
}

function knownTag(id: string, workspace: Workspace): Tag {
  const found = /^\d+$/.test(id) ? workspace.store.get('tags', Number(id)) : undefined
  if (found === undefined) throw new Refusal(404, 'tag_not_found', 'Tag not found')
  return found
}

const seen = (found: Tag, applied: Applied): Record<string, unknown> => ({
  type: 'tag',
  id: String(found.id),
  name: found.name,
  applied_at: applied.at,
  applied_by: { type: 'admin', id: String(applied.by) },
})
