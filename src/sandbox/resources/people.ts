import { ok, pathId, type Run } from '../ask.ts'
import { Refusal, notFound } from '../refusal.ts'
import type { Admin, HelpCenter } from '../shapes.ts'
import { admin, helpCenter, type Workspace } from '../workspace.ts'

const role = { type: 'role', id: '1', name: 'Owner' }

/** GET /me: the admin the token belongs to, and the workspace. */
export const me: Run = (ask, workspace) => {
  const found = admin(workspace, ask.actor)
  if (found === undefined) throw new Error(`the token belongs to admin ${ask.actor}, who is not there`)
  const { workspaceId, name, createdAt } = workspace.meta
  return ok({
    type: 'admin',
    id: String(found.id),
    email: found.email,
    name: found.name,
    email_verified: true,
    app: {
      type: 'app',
      id_code: workspaceId,
      name,
      created_at: createdAt,
      secure: false,
      identity_verification: false,
      timezone: 'Etc/UTC',
      region: 'US',
    },
    avatar: { type: 'avatar', image_url: 'https://static.intercomassets.com/assets/default-avatars/admins/128.png' },
    has_inbox_seat: true,
    role,
  })
}

/** GET /admins: everybody, unpaged. */
export const listAdmins: Run = (_ask, workspace) =>
  ok({ type: 'admin.list', admins: workspace.store.rows('admins').map(seenAdmin) })

/** GET /admins/{id}. */
export const getAdmin: Run = (ask, workspace) => {
  const found = admin(workspace, pathId(ask))
  if (found === undefined) throw new Refusal(404, 'admin_not_found', 'Admin not found')
  return ok(seenAdmin(found))
}

function seenAdmin(row: Admin): Record<string, unknown> {
  return {
    type: 'admin',
    id: String(row.id),
    name: row.name,
    email: row.email,
    away_mode_enabled: false,
    away_mode_reassign: false,
    away_status_reason_id: null,
    has_inbox_seat: true,
    team_ids: (row.teams ?? []).map(Number),
    role,
  }
}

/** GET /help_center/help_centers: all of them, unpaged. */
export const listHelpCenters: Run = (_ask, workspace) =>
  ok({ type: 'list', data: workspace.store.rows('helpCenters').map((row) => seenHelpCenter(row, workspace)) })

/** GET /help_center/help_centers/{id}. */
export const getHelpCenter: Run = (ask, workspace) => {
  const found = workspace.store.get('helpCenters', pathId(ask))
  if (found === undefined) throw notFound()
  return ok(seenHelpCenter(found, workspace))
}

function seenHelpCenter(row: HelpCenter, workspace: Workspace): Record<string, unknown> {
  return {
    id: String(row.id),
    workspace_id: workspace.meta.workspaceId,
    created_at: row.createdAt,
    updated_at: row.createdAt,
    identifier: row.identifier,
    website_turned_on: true,
    display_name: row.displayName,
    url: `https://intercom.help/${row.identifier}`,
    custom_domain: row.domain ?? null,
    default: row.id === helpCenter(workspace).id,
    locales: workspace.switches.multilingual ? row.locales : row.locales.slice(0, 1),
  }
}
