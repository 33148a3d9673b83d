import { invalid, missing } from '../refusal.ts'
import type { Article, Content } from '../shapes.ts'
import { defaultLocale, type Workspace } from '../workspace.ts'
import { changedContent, newContent, type Hand } from './article-content.ts'
import type { SentArticle, SentContent } from './article-input.ts'

/** The article a creating request makes. */
export function createdArticle(sent: SentArticle, hand: Hand, workspace: Workspace): Article {
  const locale = defaultLocale(workspace)
  const root = merged(sent.root, sent.locales[locale])
  if (root.title === undefined) throw missing('title is a required parameter.', 'title')
  if (root.authorId === undefined) throw missing('author_id must be in the main body or default locale translated_content object')
  const at = workspace.stamp()
  const contents = Object.entries({ ...sent.locales, [locale]: root }).map(([name, content]): [string, Content] => [
    name,
    newContent(name, content, root, sent, hand, workspace),
  ])
  return {
    id: workspace.store.nextId('articles'),
    defaultLocale: locale,
    contents: Object.fromEntries(contents),
    parentIds: sent.parentIds ?? [],
    folderId: sent.folderId ?? null,
    tags: [],
    publishAt: sent.publishAt ?? null,
    unpublishAt: unpublishable(sent, root.state === 'published'),
    createdAt: at,
    updatedAt: at,
    createdBy: hand.actor,
    updatedBy: hand.actor,
  }
}

/** The article an updating request makes of another: what is not sent stays, and a pending draft keeps edits from going live. */
export function updatedArticle(before: Article, sent: SentArticle, hand: Hand, workspace: Workspace): Article {
  const locale = before.defaultLocale
  const root = merged(sent.root, sent.locales[locale])
  const at = workspace.stamp()
  const contents: Record<string, Content> = {}
  for (const [name, content] of Object.entries(before.contents)) {
    const mine = name === locale ? root : sent.locales[name]
    if (mine === undefined && sent.replacesLocales) continue
    const said =
      mine === undefined ? audiencesOnly(sent.root) : { ...mine, audienceIds: sent.root.audienceIds ?? mine.audienceIds }
    contents[name] = said === undefined ? content : changedContent(content, said, sent, hand, workspace)
  }
  for (const [name, content] of Object.entries(sent.locales)) {
    if (!(name in contents)) contents[name] = newContent(name, content, root, sent, hand, workspace, before)
  }
  const live = Object.values(contents).some((content) => content.publishedOnce)
  return {
    ...before,
    contents,
    parentIds: sent.parentIds ?? before.parentIds,
    folderId: sent.folderId === undefined ? before.folderId : sent.folderId,
    publishAt: sent.publishAt === undefined ? (typeof sent.unpublishAt === 'number' ? null : before.publishAt) : sent.publishAt,
    unpublishAt:
      sent.unpublishAt === undefined
        ? typeof sent.publishAt === 'number'
          ? null
          : before.unpublishAt
        : unpublishable(sent, live),
    updatedAt: at,
    updatedBy: hand.actor,
  }
}

/** What two places of one request say about the same language; the second one wins. */
export function merged(root: SentContent, locale: SentContent | undefined): SentContent {
  if (locale === undefined) return root
  return {
    title: locale.title ?? root.title,
    description: locale.description === undefined ? root.description : locale.description,
    body: locale.body ?? root.body,
    authorId: locale.authorId ?? root.authorId,
    state: locale.state ?? root.state,
    audienceIds: root.audienceIds ?? locale.audienceIds,
    availability: { ...root.availability, ...locale.availability },
  }
}

function audiencesOnly(root: SentContent): SentContent | undefined {
  if (root.audienceIds === undefined) return undefined
  return {
    title: undefined,
    description: undefined,
    body: undefined,
    authorId: undefined,
    state: undefined,
    audienceIds: root.audienceIds,
    availability: {},
  }
}

function unpublishable(sent: SentArticle, published: boolean): number | null {
  if (typeof sent.unpublishAt === 'number' && !published) {
    throw invalid('Cannot schedule unpublish for an article that has never been published', 'scheduled_unpublish_at')
  }
  return sent.unpublishAt ?? null
}
