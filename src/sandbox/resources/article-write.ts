import { finish } from '../bodies/finish.ts'
import { invalid, missing } from '../refusal.ts'
import type { Article, Content, Draft, Written } from '../shapes.ts'
import { defaultLocale, type Workspace } from '../workspace.ts'
import type { SentArticle, SentContent } from './article-input.ts'

const noBody: Written = { html: '', markdown: '', headings: [] }

/** Who writes, and how. */
export interface Hand {
  readonly actor: number
  readonly via: 'api' | 'web'
}

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

/** The draft text a content has after a request about its draft. */
export function stagedContent(content: Content, sent: SentContent, workspace: Workspace): Content {
  const at = workspace.stamp()
  const base: Omit<Draft, 'updatedAt'> = content.draft ?? content
  const draft: Draft = {
    title: sent.title ?? base.title,
    description: sent.description === undefined ? base.description : sent.description,
    body: sent.body === undefined ? base.body : finish(sent.body, base.body.headings, workspace),
    authorId: sent.authorId ?? base.authorId,
    updatedAt: at,
  }
  return { ...content, draft }
}

/** A content whose draft went live. */
export function liveContent(content: Content, actor: number, at: number): Content {
  const { draft } = content
  if (draft === null) return { ...content, state: 'published', publishedOnce: true, updatedAt: at, updatedBy: actor }
  const { title, description, body, authorId } = draft
  return {
    ...content,
    title,
    description,
    body,
    authorId,
    state: 'published',
    publishedOnce: true,
    draft: null,
    updatedAt: at,
    updatedBy: actor,
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

function newContent(
  name: string,
  sent: SentContent,
  root: SentContent,
  article: SentArticle,
  hand: Hand,
  workspace: Workspace,
  before?: Article,
): Content {
  if (sent.title === undefined) throw missing(`translated_content.${name}.title is required`, 'translated_content')
  const default_ = before?.contents[before.defaultLocale]
  const authorId = sent.authorId ?? root.authorId ?? default_?.authorId
  if (authorId === undefined) throw missing('author_id must be in the main body or default locale translated_content object')
  const at = workspace.stamp()
  const scheduled = typeof article.publishAt === 'number'
  const state = scheduled ? 'draft' : (sent.state ?? 'draft')
  return {
    title: sent.title,
    description: sent.description ?? null,
    body: sent.body === undefined ? noBody : finish(sent.body, [], workspace),
    authorId,
    state,
    publishedOnce: state === 'published',
    audienceIds: article.root.audienceIds ?? sent.audienceIds ?? [],
    availability: {
      chatbot: true,
      copilot: true,
      salesAgent: true,
      ...default_?.availability,
      ...root.availability,
      ...sent.availability,
    },
    draft: null,
    versionId: null,
    createdAt: at,
    updatedAt: at,
    createdBy: hand.actor,
    updatedBy: hand.actor,
  }
}

function changedContent(before: Content, sent: SentContent, article: SentArticle, hand: Hand, workspace: Workspace): Content {
  const restamped = workspace.switches.restampAuthor && sent.authorId === undefined ? { ...sent, authorId: hand.actor } : sent
  const live = {
    ...before,
    audienceIds: sent.audienceIds ?? before.audienceIds,
    availability: { ...before.availability, ...sent.availability },
  }
  if (sent.state === 'draft') return edited({ ...live, state: 'draft', draft: null }, before.draft, restamped, hand, workspace)
  const scheduled = typeof article.publishAt === 'number'
  if (before.state === 'published') {
    const staged = before.draft !== null || scheduled
    return staged && saysText(restamped)
      ? stagedContent(live, restamped, workspace)
      : edited(live, null, restamped, hand, workspace)
  }
  const next = edited(live, null, restamped, hand, workspace)
  return sent.state === 'published' && !scheduled ? { ...next, state: 'published', publishedOnce: true } : next
}

// unpublishing takes the staged text along: it is the latest there is
function edited(live: Content, draft: Draft | null, sent: SentContent, hand: Hand, workspace: Workspace): Content {
  const base: Content =
    draft === null
      ? live
      : { ...live, title: draft.title, description: draft.description, body: draft.body, authorId: draft.authorId }
  return {
    ...base,
    title: sent.title ?? base.title,
    description: sent.description === undefined ? base.description : sent.description,
    body: sent.body === undefined ? base.body : finish(sent.body, base.body.headings, workspace),
    authorId: sent.authorId ?? base.authorId,
    updatedAt: workspace.stamp(),
    updatedBy: hand.actor,
  }
}

const saysText = (sent: SentContent): boolean =>
  sent.title !== undefined || sent.description !== undefined || sent.body !== undefined || sent.authorId !== undefined

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
