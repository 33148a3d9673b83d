import { ok, pathId, type Run } from '../ask.ts'
import { integer, objectAt, text } from '../json.ts'
import { page, pagesList } from '../paging.ts'
import { slug } from '../address.ts'
import { Refusal, invalid, missing, notFound } from '../refusal.ts'
import type { Collection, Group } from '../shapes.ts'
import { defaultLocale, helpCenter, type Workspace } from '../workspace.ts'
import { complete, translations } from './collection-names.ts'
import { cascade, existingCollection, parentIn } from './collection-tree.ts'

/** GET /help_center/collections, last updated first. */
export const listCollections: Run = (ask, workspace) => {
  const rows = workspace.store.rows('collections').reverse()
  const found = page(rows, ask, workspace, { standard: workspace.switches.listDefaultPerPage, cap: 150 })
  return ok(
    pagesList(
      found,
      found.items.map((row) => seen(row, workspace)),
      ask,
      workspace,
    ),
  )
}

/** GET /help_center/collections/{id}. */
export const getCollection: Run = (ask, workspace) => ok(seen(existingCollection(pathId(ask), workspace), workspace))

/** POST /help_center/collections. */
export const createCollection: Run = ({ body }, workspace) => {
  const { store } = workspace
  const home = helpCenter(workspace)
  const locale = defaultLocale(workspace)
  const sent = translations(body, workspace)
  const name = text(body, 'name') ?? sent[locale]?.name
  if (name === undefined || name.trim() === '') throw missing('Name is a required parameter.')
  const helpCenterId = integer(body, 'help_center_id') ?? home.id
  if (store.get('helpCenters', helpCenterId) === undefined) throw notFound()
  const parentId = parentIn(body, undefined, workspace) ?? null
  const at = workspace.stamp()
  const own: Group = { name, description: text(body, 'description') ?? sent[locale]?.description ?? null }
  const row: Collection = {
    id: store.nextId('collections'),
    ...own,
    order: store.rows('collections').filter((each) => each.parentId === parentId).length + 1,
    icon: 'book-bookmark',
    defaultLocale: locale,
    translations: complete({ ...sent, [locale]: own }),
    parentId,
    helpCenterId,
    createdAt: at,
    updatedAt: at,
  }
  store.put('collections', row)
  return ok(seen(row, workspace))
}

/** PUT /help_center/collections/{id}: what is not sent stays; locales merge or are replaced as the switch says. */
export const updateCollection: Run = (ask, workspace) => {
  const { body } = ask
  const before = existingCollection(pathId(ask), workspace)
  const sent = translations(body, workspace)
  const root = sent[before.defaultLocale]
  const name = text(body, 'name') ?? root?.name ?? before.name
  if (name.trim() === '') throw invalid('name must not be blank', 'name')
  const described = 'description' in body ? (text(body, 'description') ?? null) : (root?.description ?? before.description)
  const parentId = parentIn(body, before, workspace)
  const replacing = workspace.switches.translations === 'replace' && objectAt(body, 'translated_content') !== undefined
  const kept = replacing ? {} : before.translations
  const changed = Object.entries(sent).map(([locale, group]) => [locale, { ...before.translations[locale], ...group }] as const)
  const row: Collection = {
    ...before,
    name,
    description: described,
    translations: complete({ ...kept, ...Object.fromEntries(changed), [before.defaultLocale]: { name, description: described } }),
    parentId: parentId === undefined ? before.parentId : parentId,
    updatedAt: workspace.stamp(),
  }
  workspace.store.put('collections', row)
  return ok(seen(row, workspace))
}

/** DELETE /help_center/collections/{id}: what happens to what is below it is a switch. */
export const deleteCollection: Run = (ask, workspace) => {
  const { store, switches } = workspace
  const row = existingCollection(pathId(ask), workspace)
  const children = store.rows('collections').filter((each) => each.parentId === row.id)
  const articles = store.rows('articles').filter((each) => each.parentIds.includes(row.id))
  if (switches.collectionDelete === 'refuse' && (children.length > 0 || articles.length > 0)) {
    throw new Refusal(422, 'unprocessable_entity', 'Collection contains content')
  }
  if (switches.collectionDelete === 'cascade') cascade(row.id, workspace)
  else {
    for (const child of children) store.amend('collections', { ...child, parentId: row.parentId })
    for (const each of articles) store.amend('articles', { ...each, parentIds: each.parentIds.filter((id) => id !== row.id) })
    store.remove('collections', row.id)
  }
  return ok({ id: String(row.id), object: 'collection', deleted: true })
}

function seen(row: Collection, workspace: Workspace): Record<string, unknown> {
  const { identifier } = helpCenter(workspace)
  const groups = Object.entries(row.translations).map(
    ([locale, group]) => [locale, { type: 'group_content', ...group, description: group.description ?? '' }] as const,
  )
  const multilingual = workspace.switches.multilingual
    ? {
        default_locale: row.defaultLocale,
        translated_content: { type: 'group_translated_content', ...Object.fromEntries(groups) },
      }
    : {}
  return {
    id: String(row.id),
    workspace_id: workspace.meta.workspaceId,
    name: row.name,
    description: row.description,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    url: `https://intercom.help/${identifier}/${row.defaultLocale}/collections/${row.id}-${slug(row.name)}`,
    icon: row.icon,
    order: row.order,
    parent_id: row.parentId === null ? null : String(row.parentId),
    help_center_id: row.parentId === null ? row.helpCenterId : null,
    ...multilingual,
  }
}
