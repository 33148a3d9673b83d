import { finish } from '../bodies/finish.ts'
import { missing } from '../refusal.ts'
import type { Article, Content, Draft, Written } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import type { SentArticle, SentContent } from './article-input.ts'

const noBody: Written = { html: '', markdown: '', headings: [] }

/** Who writes, and how. */
export interface Hand {
  readonly actor: number
  readonly via: 'api' | 'web'
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

/** The first content of an article in a language. */
export function newContent(
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

/** A content after a request that names it. */
export function changedContent(
  before: Content,
  sent: SentContent,
  article: SentArticle,
  hand: Hand,
  workspace: Workspace,
): Content {
  const restamped = workspace.switches.restampAuthor && sent.authorId === undefined ? { ...sent, authorId: hand.actor } : sent
  if (!saysAnything(restamped)) return before
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

const saysAnything = (sent: SentContent): boolean =>
  saysText(sent) || sent.state !== undefined || sent.audienceIds !== undefined || Object.keys(sent.availability).length > 0

const saysText = (sent: SentContent): boolean =>
  sent.title !== undefined || sent.description !== undefined || sent.body !== undefined || sent.authorId !== undefined
