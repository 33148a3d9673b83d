import { created, nothing, ok, pathId, type Run } from '../ask.ts'
import { object, text, type Json } from '../json.ts'
import { flatList, page } from '../paging.ts'
import { Refusal, invalid, notFound } from '../refusal.ts'
import type { Audience, Predicate } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

const size = { standard: 50, cap: 50 }

/** GET /audiences, in the order of their ids. */
export const listAudiences: Run = (ask, workspace) => {
  const rows = workspace.store.rows('audiences').sort((a, b) => a.id - b.id)
  const found = page(rows, ask, workspace, size)
  return ok(flatList(found, found.items.map(seen)))
}

/** GET /audiences/{id}. */
export const getAudience: Run = (ask, workspace) => ok(seen(existing(pathId(ask), workspace)))

/** POST /audiences. */
export const createAudience: Run = ({ body }, workspace) => {
  const at = workspace.stamp()
  const row: Audience = {
    id: workspace.store.nextId('audiences'),
    name: named(text(body, 'name'), 'Name is required'),
    predicates: predicates(body, 'predicates') ?? [],
    rolePredicates: predicates(body, 'role_predicates') ?? [],
    createdAt: at,
    updatedAt: at,
  }
  workspace.store.put('audiences', row)
  return created(seen(row))
}

/** PUT /audiences/{id}: what is not sent stays. */
export const updateAudience: Run = (ask, workspace) => {
  const before = existing(pathId(ask), workspace)
  const row: Audience = {
    ...before,
    name: 'name' in ask.body ? named(text(ask.body, 'name'), 'Name must not be blank') : before.name,
    predicates: predicates(ask.body, 'predicates') ?? before.predicates,
    rolePredicates: predicates(ask.body, 'role_predicates') ?? before.rolePredicates,
    updatedAt: workspace.stamp(),
  }
  workspace.store.put('audiences', row)
  return ok(seen(row))
}

/** DELETE /audiences/{id}: content that was meant for it forgets it. */
export const deleteAudience: Run = (ask, workspace) => {
  const { id } = existing(pathId(ask), workspace)
  const without = (ids: readonly number[]): number[] => ids.filter((each) => each !== id)
  const { store } = workspace
  for (const row of store.rows('articles')) {
    if (!Object.values(row.contents).some((content) => content.audienceIds.includes(id))) continue
    const contents = Object.entries(row.contents).map(([locale, content]) => [
      locale,
      { ...content, audienceIds: without(content.audienceIds) },
    ])
    store.amend('articles', { ...row, contents: Object.fromEntries(contents) as typeof row.contents })
  }
  for (const row of store.rows('snippets'))
    if (row.audienceIds.includes(id)) store.amend('snippets', { ...row, audienceIds: without(row.audienceIds) })
  for (const row of store.rows('sources'))
    if (row.audienceIds.includes(id)) store.amend('sources', { ...row, audienceIds: without(row.audienceIds) })
  store.remove('audiences', id)
  return nothing
}

/** Throws the 404 with the odd code when one of the audiences does not exist. */
export function knownAudiences(ids: readonly number[], workspace: Workspace): void {
  const unknown = ids.filter((id) => workspace.store.get('audiences', id) === undefined)
  if (unknown.length > 0)
    throw new Refusal(404, 'parameter_invalid', `audience_ids contains unknown audience IDs: ${unknown.join(', ')}`)
}

function existing(id: number, workspace: Workspace): Audience {
  const found = workspace.store.get('audiences', id)
  if (found === undefined) throw notFound()
  return found
}

function named(name: string | undefined, message: string): string {
  if (name === undefined || name.trim() === '') throw new Refusal(422, 'validation_error', message)
  return name
}

function predicates(body: Json, name: string): Predicate[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (!Array.isArray(value)) throw invalid(`${name} must be an array`, name)
  return value.map((each: unknown) => {
    const row = object(each)
    const [attribute, type, comparison, wanted] =
      row === undefined ? [] : ['attribute', 'type', 'comparison', 'value'].map((key) => text(row, key))
    if (attribute === undefined || type === undefined || comparison === undefined || wanted === undefined) {
      throw new Refusal(422, 'validation_error', `${name} must have attribute, type, comparison and value`)
    }
    return { attribute, type, comparison, value: wanted }
  })
}

function seen(row: Audience): Record<string, unknown> {
  return {
    type: 'audience',
    id: String(row.id),
    name: row.name,
    predicates: row.predicates,
    role_predicates: row.rolePredicates,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  }
}
