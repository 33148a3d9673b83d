import { seenArticle } from './resources/article-answer.ts'
import type { Article } from './shapes.ts'
import type { Workspace } from './workspace.ts'

/** What Intercom tells of articles to those who subscribed; of nothing else there are topics (INTERCOM.md, webhooks). */
export const topics = [
  'article.created',
  'article.updated',
  'article.published',
  'article.unpublished',
  'article.deleted',
] as const
export type Topic = (typeof topics)[number]

/** One thing that happened to an article; a deleted one as it was. */
export interface Happened {
  readonly topic: Topic
  readonly article: Article
}

/** All articles of a workspace at one moment. */
export type Shelf = ReadonlyMap<number, Article>

export const shelf = ({ store }: Workspace): Shelf => new Map(store.rows('articles').map((row) => [row.id, row]))

/** What happened to articles since a moment. That a staged draft or a tag is told as an update is a guess: it is not described. */
export function happened(before: Shelf, now: Shelf): Happened[] {
  const changed = [...now.values()].flatMap((article): Happened[] => {
    const was = before.get(article.id)
    if (was === article) return []
    const [then, here] = [published(was), published(article)]
    return [
      { topic: was === undefined ? 'article.created' : 'article.updated', article },
      ...(here && !then ? [{ topic: 'article.published', article } as const] : []),
      ...(then && !here ? [{ topic: 'article.unpublished', article } as const] : []),
    ]
  })
  const gone = [...before.values()].filter(({ id }) => !now.has(id))
  return [...changed, ...gone.map((article): Happened => ({ topic: 'article.deleted', article }))]
}

const published = (article: Article | undefined): boolean =>
  Object.values(article?.contents ?? {}).some(({ state }) => state === 'published')

/** The article as a notification shows it; a deleted one in full, or as little as its id: the descriptions contradict each other. */
export const contentOf = (
  { topic, article }: Happened,
  deleted: 'minimal' | 'full',
  workspace: Workspace,
): Record<string, unknown> =>
  topic === 'article.deleted' && deleted === 'minimal'
    ? { type: 'article', id: String(article.id) }
    : seenArticle(article, workspace)
