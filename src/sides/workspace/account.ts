import { z } from 'zod'
import { Refused, Stop } from '../../model/index.ts'
import type { Addresses } from './addresses.ts'
import { addressesOf } from './addresses.ts'
import { sameRegion } from './base-url.ts'
import type { Reading } from './http.ts'
import type { Account, HelpCenter, WorkspaceOptions } from './options.ts'
import { expecting } from './schema.ts'

/** What has to be known of a workspace before its content can be read or written. */
export interface Ground {
  readonly account: Account
  readonly helpCenters: readonly HelpCenter[]
  readonly addresses: Addresses
}

const id = z.union([z.string(), z.number()])
const me = z.looseObject({ id, app: z.looseObject({ id_code: z.string(), name: z.string().nullish(), region: z.string() }) })
const center = z.looseObject({
  id,
  identifier: z.string(),
  url: z.string().nullish(),
  custom_domain: z.string().nullish(),
  locales: z.array(z.string()).nullish(),
  default: z.boolean().nullish(),
})

/** Asks who we are and which help centers there are. Throws Stop(77) for the wrong region or help center, or a token that may not even ask. */
export async function ground(client: Reading, options: WorkspaceOptions): Promise<Ground> {
  const [account, found] = await Promise.all([whoAmI(client), centers(client)])
  const ours = oursAmong(found, options.helpCenter)
  const helpCenters = found.map((one) => ({ ...one, ours: one === ours }))
  // a workspace without a help center has no pages; its links get an address that could be one
  const addresses = addressesOf(ours ?? { url: `https://intercom.help/${account.id}`, domain: null, identifier: account.id })
  return { account, helpCenters, addresses }
}

async function whoAmI(client: Reading): Promise<Account> {
  const answer = await client.get('/me').catch((error: unknown) => {
    if (error instanceof Refused && error.failure.status === 403)
      throw new Stop(77, `the token may not read /me: ${error.message}`)
    throw error
  })
  const { id, app } = expecting(me, answer, '/me')
  sameRegion(client.origin, app.region)
  return { id: app.id_code, name: app.name ?? app.id_code, region: app.region, admin: String(id) }
}

async function centers(client: Reading): Promise<readonly Omit<HelpCenter, 'ours'>[]> {
  const answer = await client.get('/help_center/help_centers').catch((error: unknown) => {
    if (error instanceof Refused && error.failure.status === 404) return { data: [] }
    if (error instanceof Refused && error.failure.status === 403)
      throw new Stop(77, `the token may not list help centers: ${error.message}`)
    throw error
  })
  return expecting(z.looseObject({ data: z.array(center) }), answer, '/help_center/help_centers').data.map((one) => ({
    id: String(one.id),
    identifier: one.identifier,
    url: urlOf(one.url ?? null, one.identifier),
    domain: one.custom_domain ?? null,
    locales: one.locales ?? [],
    default: one.default ?? false,
  }))
}

function urlOf(url: string | null, identifier: string): string {
  const full = url === null ? `https://intercom.help/${identifier}` : /^https?:\/\//i.test(url) ? url : `https://${url}`
  return full.replace(/\/+$/, '')
}

function oursAmong<T extends Omit<HelpCenter, 'ours'>>(found: readonly T[], wanted: string | undefined): T | undefined {
  if (wanted === undefined) return found.find((one) => one.default) ?? found[0]
  const ours = found.find((one) => one.identifier === wanted || one.id === wanted)
  if (ours !== undefined) return ours
  const have = found.map((one) => one.identifier).join(', ')
  throw new Stop(77, `helpCenter: expected one of this workspace's (${have || 'it has none'}), got ${JSON.stringify(wanted)}`)
}
