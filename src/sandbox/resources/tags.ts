import { ok, pathId, type Run } from '../ask.ts'
import { text } from '../json.ts'
import { Refusal, invalid, notFound } from '../refusal.ts'
import type { Tag } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** GET /tags: all of them, unpaged. */
export const listTags: Run = (_ask, workspace) =>
  ok({
    type: 'list',
    data: workspace.store
      .rows('tags')
      .sort((a, b) => a.id - b.id)
      .map(seen),
  })

/** GET /tags/{id}. */
export const getTag: Run = (ask, workspace) => ok(seen(existing(pathId(ask), workspace)))

/** POST /tags: creates by name, finds by name whatever the case, or renames by id. */
export const createOrRenameTag: Run = ({ body }, workspace) => {
  const { store } = workspace
  const name = text(body, 'name')
  const id = text(body, 'id')
  if (name === undefined || name.trim() === '') throw invalid('invalid tag parameters')
  const named = store.rows('tags').find((tag) => tag.name.toLowerCase() === name.toLowerCase())
  if (id === undefined) {
    const row = named ?? { id: store.nextId('tags'), name }
    if (named === undefined) store.put('tags', row)
    return ok({ ...seen(row), users: [], companies: [] })
  }
  const before = /^\d+$/.test(id) ? existing(Number(id), workspace) : undefined
  if (before === undefined) throw notFound()
  if (named !== undefined && named.id !== before.id) throw invalid('invalid tag parameters')
  const row: Tag = { ...before, name }
  store.put('tags', row)
  return ok({ ...seen(row), users: [], companies: [] })
}

/** DELETE /tags/{id}: taken off all content, unless a segment or a rule holds it. */
export const deleteTag: Run = (ask, workspace) => {
  const { store } = workspace
  const row = existing(pathId(ask), workspace)
  if (row.heldBy !== undefined && row.heldBy.length > 0) {
    throw new Refusal(
      400,
      'tag_has_dependent_objects',
      `Unable to delete Tag with dependent objects. Segments: ${row.heldBy.join(', ')}.`,
    )
  }
  for (const article of store.rows('articles')) {
    if (article.tags.some((tag) => tag.tagId === row.id))
      store.amend('articles', { ...article, tags: article.tags.filter((tag) => tag.tagId !== row.id) })
  }
  for (const snippet of store.rows('snippets')) {
    if (snippet.tags.some((tag) => tag.tagId === row.id))
      store.amend('snippets', { ...snippet, tags: snippet.tags.filter((tag) => tag.tagId !== row.id) })
  }
  store.remove('tags', row.id)
  return { status: 200 }
}

function existing(id: number, workspace: Workspace): Tag {
  const found = workspace.store.get('tags', id)
  if (found === undefined) throw notFound()
  return found
}

const seen = (row: Tag): Record<string, unknown> => ({ type: 'tag', id: String(row.id), name: row.name })
