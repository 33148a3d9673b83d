import { ok, type Ask, type Run } from '../ask.ts'
import { invalid, notFound, Refusal } from '../refusal.ts'
import type { Macro } from '../shapes.ts'
import { admin, type Workspace } from '../workspace.ts'

const sizes = { standard: 50, cap: 150 }

/** From this many on a page comes without bodies, where the switch says so. */
const many = 30

/** GET /macros: those the acting teammate may see, the one changed last first, behind a cursor. */
export const listMacros: Run = (ask, workspace) => {
  allowed(workspace)
  const size = number(ask, 'per_page') ?? sizes.standard
  if (size < 1 || size > sizes.cap) throw invalid(`per_page must be from 1 to ${sizes.cap}`)
  const since = number(ask, 'updated_since') ?? 0
  const rows = workspace.store
    .rows('macros')
    .filter((row) => visible(row, ask, workspace) && row.updatedAt >= since)
    .sort((a, b) => b.updatedAt - a.updatedAt || b.id - a.id)
  const after = cursor(ask)
  const start = after === undefined ? 0 : rows.findIndex((row) => isBehind(row, after))
  const items = start < 0 ? [] : rows.slice(start, start + size)
  const last = items.at(-1)
  const more = last !== undefined && rows.at(-1) !== last
  const next = more ? { starting_after: Buffer.from(JSON.stringify([last.updatedAt, String(last.id)])).toString('base64') } : null
  const bare = workspace.switches.macroBodies === 'few' && items.length >= many
  return ok({
    type: 'list',
    data: items.map((row) => (bare ? { ...seen(row), body: null, body_text: null } : seen(row))),
    pages: { type: 'pages', per_page: size, next },
  })
}

/** GET /macros/{id}: one that is for other teams is not there. */
export const getMacro: Run = (ask, workspace) => {
  allowed(workspace)
  const row = /^\d{1,15}$/.test(ask.params['id'] ?? '') ? workspace.store.get('macros', Number(ask.params['id'])) : undefined
  if (row === undefined || !visible(row, ask, workspace)) throw notFound()
  return ok(seen(row))
}

function allowed({ switches }: Workspace): void {
  if (switches.conversations) return
  const message = 'You do not have the required scope (read_conversations) to access this resource'
  throw new Refusal(403, 'forbidden', message)
}

function visible(row: Macro, ask: Ask, workspace: Workspace): boolean {
  const teams = admin(workspace, ask.actor)?.teams ?? []
  return row.teams.length === 0 || row.teams.some((team) => teams.includes(team))
}

function number(ask: Ask, name: string): number | undefined {
  const value = ask.query.get(name)
  if (value === null) return undefined
  if (!/^\d{1,15}$/.test(value)) throw invalid(name === 'updated_since' ? 'Invalid updated_since timestamp' : `Invalid ${name}`)
  return Number(value)
}

type Cursor = readonly [updatedAt: number, id: number]

function cursor(ask: Ask): Cursor | undefined {
  const sent = ask.query.get('starting_after')
  if (sent === null) return undefined
  const said = /^\[\s*(\d+(?:\.\d+)?)\s*,\s*"(\d+)"\s*\]$/.exec(Buffer.from(sent, 'base64').toString('utf8'))
  if (said === null) throw invalid('Invalid starting_after cursor')
  return [Number(said[1]), Number(said[2])]
}

const isBehind = (row: Macro, [updatedAt, id]: Cursor): boolean =>
  row.updatedAt < updatedAt || (row.updatedAt === updatedAt && row.id < id)

const iso = (seconds: number): string => new Date(seconds * 1000).toISOString()

const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;')

/** Placeholders as the service answers them: `{{user.name | fallback: 'there'}}` as an element. */
const placed = (html: string): string =>
  html.replace(
    /\{\{\s*([\w.]+)\s*(?:\|\s*fallback:\s*(?:'([^']*)'|"([^"]*)")\s*)?\}\}/g,
    (_, key: string, single?: string, double?: string) => {
      const standby = single ?? double
      return `<attribute key="${key}"${standby === undefined ? '' : ` default="${escaped(standby)}"`}/>`
    },
  )

const plain = (html: string): string =>
  html
    .replace(/<\/p>\s*<p[^>]*>/g, '\n\n')
    .replace(/<br\s*\/?>/g, '\n')
    .replace(/<[^>]+>/g, '')

const seen = (row: Macro): Record<string, unknown> => ({
  type: 'macro',
  id: String(row.id),
  name: row.name,
  body: placed(row.html),
  body_text: plain(row.html),
  created_at: iso(row.createdAt),
  updated_at: iso(row.updatedAt),
  visible_to: row.teams.length === 0 ? 'everyone' : 'specific_teams',
  visible_to_team_ids: row.teams,
  available_on: row.places,
})
