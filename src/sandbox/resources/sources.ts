import { nothing, ok, pathId, type Ask, type Run } from '../ask.ts'
import { choice, flag, integers, text, type Json } from '../json.ts'
import { linkedList, page } from '../paging.ts'
import { invalid, missing, notFound } from '../refusal.ts'
import type { Source } from '../shapes.ts'
import { webAddress } from '../address.ts'
import type { Workspace } from '../workspace.ts'
import { knownAudiences } from './audiences.ts'

/** GET /ai/content_import_sources, in the order of their ids. */
export const listSources: Run = (ask, workspace) => {
  const rows = workspace.store.rows('sources').sort((a, b) => a.id - b.id)
  const found = page(rows, ask, workspace, { standard: 50, cap: 150 })
  return ok(linkedList(found, found.items.map(seen), ask))
}

/** GET /ai/content_import_sources/{id}. */
export const getSource: Run = (ask, workspace) => ok(seen(existing(ask, workspace)))

/** POST /ai/content_import_sources: of the kind one fills through the API. */
export const createSource: Run = ({ body }, workspace) => {
  if (choice(body, 'sync_behavior', ['api']) === undefined) throw missing('sync_behavior is required', 'sync_behavior')
  const audienceIds = audiences(body, workspace) ?? []
  const at = workspace.stamp()
  const row: Source = {
    id: workspace.store.nextId('sources'),
    url: address(body),
    status: choice(body, 'status', ['active', 'deactivated']) ?? 'active',
    sync: 'api',
    audienceIds,
    createdAt: at,
    updatedAt: at,
  }
  workspace.store.put('sources', row)
  return ok(seen(row))
}

/** PUT /ai/content_import_sources/{id}: url and sync_behavior are always sent. */
export const updateSource: Run = (ask, workspace) => {
  const { body } = ask
  const before = existing(ask, workspace)
  const wanted = choice(body, 'sync_behavior', ['api', 'automated', 'automatic', 'manual'])
  if (wanted === undefined) throw missing('sync_behavior is required', 'sync_behavior')
  const sync = wanted === 'automated' ? 'automatic' : wanted
  if ((sync === 'api') !== (before.sync === 'api'))
    throw invalid('sync_behavior cannot be changed from or to api', 'sync_behavior')
  const url = address(body)
  if (before.sync !== 'api' && url !== before.url)
    throw invalid('url can only be changed for sources with sync_behavior api', 'url')
  const audienceIds = audiences(body, workspace) ?? before.audienceIds
  const status = choice(body, 'status', ['active', 'deactivated']) ?? before.status
  const row: Source = { ...before, sync, url, status, audienceIds, updatedAt: workspace.stamp() }
  workspace.store.put('sources', row)
  if (flag(body, 'apply_audience_to_existing_content') === true) {
    for (const page of workspace.store.rows('pages'))
      if (page.sourceId === row.id) workspace.store.amend('pages', { ...page, audienceIds })
  }
  return ok(seen(row))
}

/** DELETE /ai/content_import_sources/{id}: with all its pages. */
export const deleteSource: Run = (ask, workspace) => {
  const row = existing(ask, workspace)
  for (const each of workspace.store.rows('pages')) if (each.sourceId === row.id) workspace.store.remove('pages', each.id)
  workspace.store.remove('sources', row.id)
  return nothing
}

function existing(ask: Ask, workspace: Workspace): Source {
  const found = workspace.store.get('sources', pathId(ask))
  if (found === undefined) throw notFound()
  return found
}

function address(body: Json): string {
  const url = text(body, 'url')
  if (url === undefined) throw missing('url is required', 'url')
  if (webAddress(url) === undefined) throw invalid('url must be an absolute URL', 'url')
  return url
}

function audiences(body: Json, workspace: Workspace): number[] | undefined {
  const one = body['audience_ids']
  const ids = typeof one === 'number' ? integers({ audience_ids: [one] }, 'audience_ids') : integers(body, 'audience_ids')
  if (ids !== undefined) knownAudiences(ids, workspace)
  return ids
}

const seen = (row: Source): Record<string, unknown> => ({
  type: 'content_import_source',
  id: row.id,
  last_synced_at: row.createdAt,
  sync_behavior: row.sync,
  status: row.status,
  url: row.url,
  created_at: row.createdAt,
  updated_at: row.updatedAt,
  audience_ids: row.audienceIds,
})
