import { ok, pathId, type Run } from '../ask.ts'
import { page, pagesList } from '../paging.ts'
import { notFound } from '../refusal.ts'
import type { Article, Content } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import { listedArticle, seenArticle } from './article-answer.ts'
import { sentArticle } from './article-input.ts'
import type { Hand } from './article-content.ts'
import { createdArticle, updatedArticle } from './article-write.ts'

/** GET /articles, last updated first, bodies included. */
export const listArticles: Run = (ask, workspace) => {
  const rows = workspace.store.rows('articles').reverse()
  const found = page(rows, ask, workspace, { standard: workspace.switches.listDefaultPerPage, cap: 150 })
  return ok(
    pagesList(
      found,
      found.items.map((row) => listedArticle(row, workspace)),
      ask,
      workspace,
    ),
  )
}

/** GET /articles/{id}. */
export const getArticle: Run = (ask, workspace) => ok(seenArticle(existingArticle(pathId(ask), workspace), workspace))

/** POST /articles. */
export const createArticle: Run = async (ask, workspace) => {
  const sent = await sentArticle(ask, workspace)
  const row = createdArticle(sent, ask, workspace)
  saveArticle(row, undefined, ask, workspace)
  return ok(seenArticle(row, workspace))
}

/** PUT /articles/{id}. */
export const updateArticle: Run = async (ask, workspace) => {
  existingArticle(pathId(ask), workspace)
  const sent = await sentArticle(ask, workspace)
  const before = existingArticle(pathId(ask), workspace)
  const row = updatedArticle(before, sent, ask, workspace)
  saveArticle(row, before, ask, workspace)
  return ok(seenArticle(row, workspace))
}

/** DELETE /articles/{id}: for good, with its versions. */
export const deleteArticle: Run = (ask, workspace) => {
  const { id } = existingArticle(pathId(ask), workspace)
  for (const version of workspace.store.rows('versions'))
    if (version.articleId === id) workspace.store.remove('versions', version.id)
  workspace.store.remove('articles', id)
  return ok({ id: String(id), object: 'article', deleted: true })
}

/** The article with an id, or the 404. */
export function existingArticle(id: number, workspace: Workspace): Article {
  const found = workspace.store.get('articles', id)
  if (found === undefined) throw notFound()
  return found
}

/** Stores an article, and a version of each language whose text changed. */
export function saveArticle(row: Article, before: Article | undefined, hand: Hand, workspace: Workspace): Article {
  const contents = Object.entries(row.contents).map(([locale, content]): [string, Content] => [
    locale,
    changed(content, before?.contents[locale])
      ? { ...content, versionId: saveVersion(row.id, locale, content, hand, workspace) }
      : content,
  ])
  const saved = { ...row, contents: Object.fromEntries(contents) }
  workspace.store.put('articles', saved)
  return saved
}

const changed = (now: Content, then: Content | undefined): boolean =>
  then?.body.html !== now.body.html ||
  then.title !== now.title ||
  then.description !== now.description ||
  then.state !== now.state

function saveVersion(articleId: number, locale: string, content: Content, hand: Hand, workspace: Workspace): number {
  const { store } = workspace
  const { title, description, body, authorId, state, versionId } = content
  const id = store.nextId('versions')
  const createdAt = workspace.stamp()
  store.put('versions', {
    id,
    articleId,
    locale,
    title,
    description,
    body,
    authorId,
    createdBy: hand.actor,
    via: hand.via,
    from: versionId,
    state,
    createdAt,
  })
  return id
}
