import type { Ask } from '../ask.ts'
import { prepareHtml, prepareTree } from '../bodies/prepare.ts'
import type { Prepared } from '../bodies/turn.ts'
import { choice, flag, integer, integers, object, objectAt, text, type Json } from '../json.ts'
import { knownLocales } from '../locales.ts'
import { readMarkdown } from '../markdown/read.ts'
import { invalid } from '../refusal.ts'
import type { Availability } from '../shapes.ts'
import { admin, type Workspace } from '../workspace.ts'
import { knownAudiences } from './audiences.ts'
import { knownCollections } from './collection-tree.ts'
import { knownFolder } from './folders.ts'

/** What a request says about one language of an article; what it does not say is undefined. */
export interface SentContent {
  readonly title: string | undefined
  readonly description: string | null | undefined
  readonly body: Prepared | undefined
  readonly authorId: number | undefined
  readonly state: 'published' | 'draft' | undefined
  readonly audienceIds: readonly number[] | undefined
  readonly availability: Partial<Availability>
}

/** What a request says about an article. */
export interface SentArticle {
  readonly root: SentContent
  readonly locales: Readonly<Record<string, SentContent>>
  readonly replacesLocales: boolean
  readonly parentIds: readonly number[] | undefined
  readonly folderId: number | null | undefined
  readonly publishAt: number | null | undefined
  readonly unpublishAt: number | null | undefined
}

/** Reads and checks a request about an article; waits only for images. */
export async function sentArticle({ body }: Ask, workspace: Workspace): Promise<SentArticle> {
  const translated = objectAt(body, 'translated_content')
  const contents = translated === undefined ? [] : knownLocales(translated, workspace)
  const publishAt = schedule(body, 'scheduled_publish_at', workspace)
  const unpublishAt = schedule(body, 'scheduled_unpublish_at', workspace)
  scheduling(body, publishAt, unpublishAt)
  const parentIds = integers(body, 'parent_ids') ?? legacyParent(body)
  const folderId = integer(body, 'folder_id')
  const root = await sentContent(body, workspace)
  const locales: [string, SentContent][] = []
  for (const [locale, value] of contents) {
    const content = object(value)
    if (content === undefined) throw invalid(`translated_content.${locale} must be an object`, 'translated_content')
    locales.push([locale, await sentContent(content, workspace)])
  }
  if (parentIds !== undefined) knownCollections(parentIds, workspace)
  if (typeof folderId === 'number') knownFolder(folderId, workspace)
  const replacesLocales = translated !== undefined && workspace.switches.translations === 'replace'
  return { root, locales: Object.fromEntries(locales), replacesLocales, parentIds, folderId, publishAt, unpublishAt }
}

async function sentContent(body: Json, workspace: Workspace): Promise<SentContent> {
  const title = text(body, 'title')
  if (title?.trim() === '') throw invalid('title must not be blank', 'title')
  const authorId = integer(body, 'author_id') ?? undefined
  if (authorId !== undefined && admin(workspace, authorId) === undefined)
    throw invalid(`author_id ${authorId} is not a teammate of this workspace`, 'author_id')
  const audienceIds = integers(body, 'audience_ids')
  if (audienceIds !== undefined) knownAudiences(audienceIds, workspace)
  return {
    title,
    description: 'description' in body ? (text(body, 'description') ?? null) : undefined,
    body: await sentBody(body, workspace),
    authorId,
    state: choice(body, 'state', ['published', 'draft']),
    audienceIds,
    availability: availability(body),
  }
}

async function sentBody(body: Json, workspace: Workspace): Promise<Prepared | undefined> {
  const html = text(body, 'body')
  const markdown = text(body, 'body_markdown')
  if (html !== undefined && markdown !== undefined)
    throw invalid('body and body_markdown are mutually exclusive', 'body_markdown')
  if (html !== undefined) return prepareHtml(html, workspace)
  return markdown === undefined ? undefined : prepareTree(readMarkdown(markdown), false, workspace)
}

/** The three availability flags a request names. */
export function availability(body: Json): Partial<Availability> {
  const named = {
    chatbot: flag(body, 'ai_chatbot_availability'),
    copilot: flag(body, 'ai_copilot_availability'),
    salesAgent: flag(body, 'ai_sales_agent_availability'),
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

function legacyParent(body: Json): number[] | undefined {
  const sent = body['parent_id']
  if (sent === undefined) return undefined
  if (sent === null) return []
  const id = Number(sent)
  if (!Number.isSafeInteger(id)) throw invalid('parent_id must be the id of a collection', 'parent_id')
  return [id]
}

function schedule(
  body: Json,
  name: 'scheduled_publish_at' | 'scheduled_unpublish_at',
  workspace: Workspace,
): number | null | undefined {
  const sent = body[name]
  if (sent === undefined || sent === null) return sent
  const at = text(body, name)
  const seconds = at === undefined || !/^\d{4}-\d{2}-\d{2}T/.test(at) ? Number.NaN : Math.floor(Date.parse(at) / 1000)
  if (Number.isNaN(seconds)) throw invalid(`${name} must be an ISO 8601 timestamp`, name)
  if (seconds <= workspace.stamp()) throw invalid(`${name} must be in the future`, name)
  return seconds
}

function scheduling(body: Json, publishAt: number | null | undefined, unpublishAt: number | null | undefined): void {
  if (typeof publishAt === 'number' && typeof unpublishAt === 'number') {
    throw invalid('Cannot set scheduled_publish_at and scheduled_unpublish_at in the same request', 'scheduled_unpublish_at')
  }
  if (typeof publishAt === 'number' && body['state'] === 'draft') {
    throw invalid('Cannot schedule a publish while setting state to draft', 'scheduled_publish_at')
  }
}
