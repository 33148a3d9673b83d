import { created, nothing, ok, type Ask, type Run } from '../ask.ts'
import { rewritten } from '../bodies/finish.ts'
import { prepareWithoutImages } from '../bodies/prepare.ts'
import type { Prepared } from '../bodies/turn.ts'
import { integers, object, text, type Json } from '../json.ts'
import { printMarkdown } from '../markdown/print.ts'
import { readMarkdown } from '../markdown/read.ts'
import { fromBlocks, jsonBlocks, snippetBlocks } from '../markdown/snippet.ts'
import { flatList, page } from '../paging.ts'
import { Refusal, invalid, missing } from '../refusal.ts'
import type { Heading, Snippet } from '../shapes.ts'
import { helpCenter, type Workspace } from '../workspace.ts'
import { availability } from './article-input.ts'
import { knownAudiences } from './audiences.ts'

const longestTitle = 255

type Text = Pick<Snippet, 'blocks' | 'markdown' | 'headings'>

/** GET /content_snippets, in the order of their ids, bodies included. */
export const listSnippets: Run = (ask, workspace) => {
  const rows = workspace.store.rows('snippets').sort((a, b) => a.id - b.id)
  const found = page(rows, ask, workspace, { standard: 50, cap: 50 })
  return ok(flatList(found, found.items.map(seen)))
}

/** GET /content_snippets/{id}. */
export const getSnippet: Run = (ask, workspace) => ok(seen(existing(ask, workspace)))

/** POST /content_snippets. */
export const createSnippet: Run = ({ body }, workspace) => {
  const title = titled(body)
  if (title === undefined) throw missing('title is a required parameter.', 'title')
  const locale = language(body, workspace) ?? 'en'
  const audienceIds = audiences(body, workspace) ?? []
  const content = sentText(body, workspace)
  if (content === undefined) throw missing('json_blocks or body_markdown is required', 'body_markdown')
  const at = workspace.stamp()
  const row: Snippet = {
    id: workspace.store.nextId('snippets'),
    title,
    locale,
    ...content([]),
    audienceIds,
    availability: { chatbot: false, copilot: false, salesAgent: false, ...availability(body) },
    tags: [],
    createdAt: at,
    updatedAt: at,
  }
  workspace.store.put('snippets', row)
  return created(seen(row))
}

/** PUT /content_snippets/{id}: what is not sent stays. */
export const updateSnippet: Run = (ask, workspace) => {
  const before = existing(ask, workspace)
  const { body } = ask
  const title = titled(body)
  const locale = language(body, workspace)
  const audienceIds = audiences(body, workspace)
  const content = sentText(body, workspace)
  const row: Snippet = {
    ...before,
    title: title ?? before.title,
    locale: locale ?? before.locale,
    ...content?.(before.headings),
    audienceIds: audienceIds ?? before.audienceIds,
    availability: { ...before.availability, ...availability(body) },
    updatedAt: workspace.stamp(),
  }
  workspace.store.put('snippets', row)
  return ok(seen(row))
}

/** DELETE /content_snippets/{id}: refused while a procedure needs it. */
export const deleteSnippet: Run = (ask, workspace) => {
  const row = existing(ask, workspace)
  if (row.procedures !== undefined && row.procedures.length > 0) {
    throw new Refusal(422, 'content_has_procedure_dependencies', 'Content snippet has dependent procedures and cannot be deleted')
  }
  workspace.store.remove('snippets', row.id)
  return nothing
}

function existing(ask: Ask, workspace: Workspace): Snippet {
  const found = workspace.store.get('snippets', Number(ask.params['id']))
  if (found === undefined) throw new Refusal(404, 'not_found', 'Content snippet not found')
  return found
}

function titled(body: Json): string | undefined {
  const title = text(body, 'title')
  if (title === undefined) return undefined
  if (title.trim() === '' || title.length > longestTitle)
    throw new Refusal(422, 'validation_error', `Title must have 1 to ${longestTitle} characters`)
  return title
}

function language(body: Json, workspace: Workspace): string | undefined {
  const locale = text(body, 'locale')
  if (locale === undefined || helpCenter(workspace).locales.includes(locale)) return locale
  throw new Refusal(422, 'validation_error', 'The language is not currently supported for Fin')
}

function audiences(body: Json, workspace: Workspace): number[] | undefined {
  const ids = integers(body, 'audience_ids')
  if (ids !== undefined) knownAudiences(ids, workspace)
  return ids
}

function sentText(body: Json, workspace: Workspace): ((before: readonly Heading[]) => Text) | undefined {
  const markdown = text(body, 'body_markdown')
  const sent = body['json_blocks']
  if (sent !== undefined && markdown !== undefined)
    throw invalid('json_blocks and body_markdown are mutually exclusive', 'body_markdown')
  if (markdown !== undefined) {
    const prepared = prepareWithoutImages(readMarkdown(markdown))
    return (before) => fromMarkdown(prepared, before, workspace)
  }
  if (sent === undefined) return undefined
  const blocks: unknown[] = Array.isArray(sent) ? sent : []
  const given = blocks.map(object)
  if (!Array.isArray(sent) || !given.every((block) => block !== undefined))
    throw invalid('json_blocks must be an array of objects', 'json_blocks')
  return () => ({ blocks: given, markdown: printMarkdown(fromBlocks(given)), headings: [] })
}

function fromMarkdown(prepared: Prepared, before: readonly Heading[], workspace: Workspace): Text {
  const { nodes, headings } = rewritten(prepared, before, workspace)
  const kept = snippetBlocks(nodes)
  return { blocks: jsonBlocks(kept), markdown: printMarkdown(kept), headings }
}

const seen = (row: Snippet): Record<string, unknown> => ({
  type: 'content_snippet',
  id: String(row.id),
  title: row.title,
  locale: row.locale,
  json_blocks: row.blocks,
  body_markdown: row.markdown,
  chatbot_availability: row.availability.chatbot ? 1 : 0,
  copilot_availability: row.availability.copilot ? 1 : 0,
  ai_chatbot_availability: row.availability.chatbot,
  ai_copilot_availability: row.availability.copilot,
  ai_sales_agent_availability: row.availability.salesAgent,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
  audience_ids: row.audienceIds,
})
