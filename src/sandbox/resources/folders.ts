import { ok, pathId, type Ask, type Run } from '../ask.ts'
import { integer, object, text, type Json } from '../json.ts'
import { page, pagesList } from '../paging.ts'
import { Refusal, invalid, missing, notFound } from '../refusal.ts'
import type { Folder } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** GET /folders, in the order of their ids; `parent_folder_id` keeps direct children only. */
export const listFolders: Run = (ask, workspace) => {
  const parent = ask.query.get('parent_folder_id')
  const rows = workspace.store
    .rows('folders')
    .filter((row) => parent === null || row.parentId === Number(parent))
    .sort((a, b) => a.id - b.id)
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

/** GET /folders/{id}. */
export const getFolder: Run = (ask, workspace) => ok(seen(existing(pathId(ask), workspace), workspace))

/** POST /folders: the fields stand inside `folder`. */
export const createFolder: Run = (ask, workspace) => {
  const body = wrapped(ask)
  const name = text(body, 'name')
  if (name === undefined || name.trim() === '') throw missing('name is required', 'name')
  const at = workspace.stamp()
  const row: Folder = {
    id: workspace.store.nextId('folders'),
    name,
    description: text(body, 'description') ?? null,
    emoji: text(body, 'emoji') ?? null,
    parentId: parentIn(body, undefined, workspace) ?? null,
    createdAt: at,
    updatedAt: at,
  }
  workspace.store.put('folders', row)
  return ok(seen(row, workspace))
}

/** PUT /folders/{id}: what is not sent stays, a null parent is the root. */
export const updateFolder: Run = (ask, workspace) => {
  const before = existing(pathId(ask), workspace)
  const body = wrapped(ask)
  const name = text(body, 'name')
  if (name?.trim() === '') throw invalid('name must not be blank', 'name')
  const parentId = parentIn(body, before, workspace)
  const row: Folder = {
    ...before,
    name: name ?? before.name,
    description: 'description' in body ? (text(body, 'description') ?? null) : before.description,
    emoji: 'emoji' in body ? (text(body, 'emoji') ?? null) : before.emoji,
    parentId: parentId === undefined ? before.parentId : parentId,
    updatedAt: workspace.stamp(),
  }
  workspace.store.put('folders', row)
  return ok(seen(row, workspace))
}

/** DELETE /folders/{id}: only when nothing is in it. */
export const deleteFolder: Run = (ask, workspace) => {
  const row = existing(pathId(ask), workspace)
  const children = workspace.store.rows('folders').filter((each) => each.parentId === row.id)
  const held = contentCount(row, workspace) > 0 || (children.length > 0 && workspace.switches.folderSubfoldersAreContent)
  if (held) throw new Refusal(422, 'unprocessable_entity', 'Folder contains content')
  for (const child of children) workspace.store.amend('folders', { ...child, parentId: row.parentId })
  workspace.store.remove('folders', row.id)
  return ok({ id: row.id, object: 'folder', deleted: true })
}

/** Throws the 404 for a folder that does not exist. */
export function knownFolder(id: number, workspace: Workspace): void {
  existing(id, workspace)
}

function wrapped(ask: Ask): Json {
  const found = object(ask.body['folder'])
  if (found === undefined) throw missing('folder is required', 'folder')
  return found
}

function parentIn(body: Json, self: Folder | undefined, workspace: Workspace): number | null | undefined {
  const id = integer(body, 'parent_folder_id')
  if (id === undefined || id === null) return id
  for (let above = workspace.store.get('folders', id), first = true; ; first = false) {
    if (above === undefined) {
      if (first) throw invalid('parent_folder_id names no folder', 'parent_folder_id')
      return id
    }
    if (above.id === self?.id) throw invalid('a folder cannot be inside itself', 'parent_folder_id')
    above = above.parentId === null ? undefined : workspace.store.get('folders', above.parentId)
  }
}

function existing(id: number, workspace: Workspace): Folder {
  const found = workspace.store.get('folders', id)
  if (found === undefined) throw notFound()
  return found
}

const contentCount = (row: Folder, workspace: Workspace): number =>
  workspace.store.rows('articles').filter((article) => article.folderId === row.id).length

function seen(row: Folder, workspace: Workspace): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    emoji: row.emoji,
    parent_folder_id: row.parentId,
    content_count: contentCount(row, workspace),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  }
}
