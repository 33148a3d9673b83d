import { text, type Json } from '../json.ts'
import { invalid, notFound } from '../refusal.ts'
import type { Collection } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** Throws the 404 when one of the collections does not exist. */
export function knownCollections(ids: readonly number[], workspace: Workspace): void {
  for (const id of ids) existingCollection(id, workspace)
}

/** The collection with an id, or the 404. */
export function existingCollection(id: number, workspace: Workspace): Collection {
  const found = workspace.store.get('collections', id)
  if (found === undefined) throw notFound()
  return found
}

/** Deletes a collection with all below it, articles that stand elsewhere too excepted. */
export function cascade(id: number, workspace: Workspace): void {
  const { store } = workspace
  for (const child of store.rows('collections')) if (child.parentId === id) cascade(child.id, workspace)
  for (const each of store.rows('articles')) {
    if (!each.parentIds.includes(id)) continue
    const parentIds = each.parentIds.filter((parent) => parent !== id)
    if (parentIds.length > 0) store.amend('articles', { ...each, parentIds })
    else store.remove('articles', each.id)
  }
  store.remove('collections', id)
}

/** The parent a request names, if the tree stays a tree of not too many levels. */
export function parentIn(body: Json, self: Collection | undefined, workspace: Workspace): number | null | undefined {
  const sent = body['parent_id']
  if (sent === undefined || sent === null) return sent
  const id = typeof sent === 'number' ? String(sent) : text(body, 'parent_id')
  if (id === undefined || !/^\d+$/.test(id)) throw invalid('parent_id must be the id of a collection', 'parent_id')
  existingCollection(Number(id), workspace)
  const above = ancestors(Number(id), workspace)
  if (self !== undefined && above.includes(self.id)) throw invalid('a collection cannot be inside itself', 'parent_id')
  const deepest = workspace.switches.collectionDepth
  if (above.length + height(self?.id, workspace) > deepest)
    throw invalid(`collections can be nested at most ${deepest} levels deep`, 'parent_id')
  return Number(id)
}

function ancestors(id: number, workspace: Workspace): number[] {
  const found = workspace.store.get('collections', id)
  if (found === undefined) return []
  return [id, ...(found.parentId === null ? [] : ancestors(found.parentId, workspace))]
}

function height(id: number | undefined, workspace: Workspace): number {
  if (id === undefined) return 1
  const children = workspace.store.rows('collections').filter((each) => each.parentId === id)
  return 1 + Math.max(0, ...children.map((child) => height(child.id, workspace)))
}
