import { ok, pathId, type Ask, type Run } from '../ask.ts'
import { choice, flag, integer, text, type Json } from '../json.ts'
import { linkedList, page } from '../paging.ts'
import { missing, notFound } from '../refusal.ts'
import type { Availability, ExternalPage, Source } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** GET /ai/external_pages, newest first, html included. */
export const listPages: Run = (ask, workspace) => {
  const rows = workspace.store.rows('pages').sort((a, b) => b.id - a.id)
  const found = page(rows, ask, workspace, { standard: 50, cap: 150 })
  return ok(linkedList(found, found.items.map(seen), ask))
}

/** GET /ai/external_pages/{id}. */
export const getPage: Run = (ask, workspace) => ok(seen(existing(ask, workspace)))

/** POST /ai/external_pages: creates or overwrites the page with this source and external id. */
export const upsertPage: Run = ({ body }, workspace) => {
  const source = sourceIn(body, workspace)
  const externalId = required(body, 'external_id')
  const before = workspace.store.rows('pages').find((row) => row.sourceId === source.id && row.externalId === externalId)
  return save(body, source, externalId, before, workspace)
}

/** PUT /ai/external_pages/{id}. */
export const updatePage: Run = (ask, workspace) => {
  const before = existing(ask, workspace)
  required(ask.body, 'url')
  return save(ask.body, sourceIn(ask.body, workspace), text(ask.body, 'external_id') ?? before.externalId, before, workspace)
}

/** DELETE /ai/external_pages/{id}: answers the page that was. */
export const deletePage: Run = (ask, workspace) => {
  const row = existing(ask, workspace)
  workspace.store.remove('pages', row.id)
  return ok({ ...seen(row), html: '' })
}

function save(
  body: Json,
  source: Source,
  externalId: string,
  before: ExternalPage | undefined,
  workspace: Workspace,
): ReturnType<Run> {
  const { store } = workspace
  const at = workspace.stamp()
  const row: ExternalPage = {
    id: before?.id ?? store.nextId('pages'),
    sourceId: source.id,
    externalId,
    title: required(body, 'title'),
    html: required(body, 'html'),
    url: text(body, 'url') ?? before?.url ?? null,
    locale: choice(body, 'locale', ['en']) ?? required(body, 'locale'),
    availability: { chatbot: false, copilot: false, salesAgent: false, ...before?.availability, ...availability(body) },
    audienceIds: before?.audienceIds ?? source.audienceIds,
    createdAt: before?.createdAt ?? at,
    updatedAt: at,
  }
  store.put('pages', row)
  return ok(seen(row))
}

function existing(ask: Ask, workspace: Workspace): ExternalPage {
  const found = workspace.store.get('pages', pathId(ask))
  if (found === undefined) throw notFound()
  return found
}

function sourceIn(body: Json, workspace: Workspace): Source {
  const id = integer(body, 'source_id')
  if (id === undefined || id === null) throw missing('source_id is required', 'source_id')
  const found = workspace.store.get('sources', id)
  if (found === undefined) throw notFound()
  return found
}

function required(body: Json, name: string): string {
  const found = text(body, name)
  if (found === undefined) throw missing(`${name} is required`, name)
  return found
}

function availability(body: Json): Partial<Availability> {
  const named = {
    chatbot: flag(body, 'ai_agent_availability'),
    copilot: flag(body, 'ai_copilot_availability'),
    salesAgent: flag(body, 'ai_sales_agent_availability'),
  }
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined))
}

const seen = (row: ExternalPage): Record<string, unknown> => ({
  type: 'external_page',
  id: String(row.id),
  title: row.title,
  html: row.html,
  ...(row.url === null ? {} : { url: row.url }),
  ai_agent_availability: row.availability.chatbot,
  ai_copilot_availability: row.availability.copilot,
  ai_sales_agent_availability: row.availability.salesAgent,
  fin_availability: row.availability.chatbot,
  locale: row.locale,
  source_id: row.sourceId,
  external_id: row.externalId,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
  last_ingested_at: row.updatedAt,
})
