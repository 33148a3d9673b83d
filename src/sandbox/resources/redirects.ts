import { ok, type Ask, type Run } from '../ask.ts'
import { text } from '../json.ts'
import { page, pagesList } from '../paging.ts'
import { Refusal, invalid, missing, notFound } from '../refusal.ts'
import type { HelpCenter, Redirect } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** GET /help_center/help_centers/{help_center_id}/redirects, the one changed last first. */
export const listRedirects: Run = (ask, workspace) => {
  const center = centerOf(ask, workspace)
  const rows = workspace.store
    .rows('redirects')
    .filter(({ helpCenterId }) => helpCenterId === center.id)
    .sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
  const found = page(rows, ask, workspace, { standard: 50, cap: 250 })
  return ok(pagesList(found, found.items.map(seen), ask, workspace))
}

/** GET …/redirects/{id}. */
export const getRedirect: Run = (ask, workspace) => ok(seen(existing(ask, workspace)))

/** POST …/redirects: from an address of this help center's own space, which no other redirect has, to a page of it. */
export const createRedirect: Run = (ask, workspace) => {
  const { body } = ask
  const center = centerOf(ask, workspace)
  const needed = (name: string): string => {
    const value = text(body, name)
    if (value === undefined || value === '') throw missing(`${name} is required`)
    return value
  }
  const [fromUrl, locale, type, id] = [needed('from_url'), needed('locale'), needed('target_type'), needed('target_id')]
  if (type !== 'article' && type !== 'collection') throw invalid("target_type must be 'article' or 'collection'")
  const bound = boundTo(type, Number(id), locale, workspace)
  if (!spaces(center).some((space) => fromUrl.startsWith(`${space}/`)))
    throw new Refusal(422, 'data_invalid', "from_url must be an absolute URL within this help center's URL space")
  if (workspace.store.rows('redirects').some((row) => row.helpCenterId === center.id && row.fromUrl === fromUrl))
    throw new Refusal(409, 'resource_conflict', 'A redirect with that URL already exists')
  const at = workspace.stamp()
  const row: Redirect = {
    id: workspace.store.nextId('redirects'),
    fromUrl,
    locale: bound,
    helpCenterId: center.id,
    target: { type, id: Number(id) },
    createdAt: at,
    updatedAt: at,
  }
  workspace.store.put('redirects', row)
  return ok(seen(row))
}

/** DELETE …/redirects/{id}. */
export const deleteRedirect: Run = (ask, workspace) => {
  const row = existing(ask, workspace)
  workspace.store.remove('redirects', row.id)
  return ok({ id: String(row.id), object: 'help_center_redirect', deleted: true })
}

/** The addresses a help center answers at, without the slash at the end. */
const spaces = ({ identifier, domain }: HelpCenter): string[] => [
  `https://intercom.help/${identifier}`,
  ...(domain == null ? [] : [`https://${domain}`]),
]

function centerOf(ask: Ask, workspace: Workspace): HelpCenter {
  const found = workspace.store.get('helpCenters', Number(ask.params['help_center_id']))
  if (found === undefined) throw notFound()
  return found
}

function existing(ask: Ask, workspace: Workspace): Redirect {
  const center = centerOf(ask, workspace)
  const found = workspace.store.get('redirects', Number(ask.params['id']))
  if (found?.helpCenterId !== center.id) throw notFound()
  return found
}

/** The locale a redirect ends up with: an article that is not there in the one asked for is shown in its own. */
function boundTo(type: 'article' | 'collection', id: number, locale: string, workspace: Workspace): string {
  if (type === 'collection') {
    if (workspace.store.get('collections', id) === undefined) throw notFound()
    return locale
  }
  const article = workspace.store.get('articles', id)
  if (article === undefined) throw notFound()
  return article.contents[locale] === undefined ? article.defaultLocale : locale
}

const seen = (row: Redirect): Record<string, unknown> => ({
  id: String(row.id),
  type: 'help_center_redirect',
  from_url: row.fromUrl,
  locale: row.locale,
  help_center_id: String(row.helpCenterId),
  target_type: row.target.type,
  target_id: String(row.target.id),
  created_at: row.createdAt,
  updated_at: row.updatedAt,
})
