import { cacheFile } from '../../ledger/index.ts'
import { Stop } from '../../model/index.ts'
import { reader, type HelpCenter } from '../../sides/workspace/index.ts'
import { baseUrl, onLoopback } from '../config/address.ts'
import type { Door } from '../door.ts'

/** A workspace a token opens. */
export type There = ({ readonly region: 'us' | 'eu' | 'au' } | { readonly baseUrl: string }) & {
  readonly id: string
  readonly title: string
  readonly helpCenters: readonly HelpCenter[]
  /** kind → how many there are */
  readonly counts: Readonly<Record<string, number>>
}

type Place = { readonly region: 'us' | 'eu' | 'au' } | { readonly baseUrl: string }

const regions = ['us', 'eu', 'au'] as const

/**
 * The workspace a token opens, in the region that is said, or in the first that knows it; or in words why there is none. Only reads.
 */
export async function workspaceOf(
  token: string,
  said: { readonly region: string | undefined; readonly baseUrl: string | undefined },
  cache: string,
  door: Door,
): Promise<There | string> {
  const places: Place[] =
    said.baseUrl === undefined
      ? regions.filter((region) => said.region === undefined || said.region === region).map((region) => ({ region }))
      : [{ baseUrl: said.baseUrl }]
  const refused: string[] = []
  for (const place of places) {
    try {
      return await askedAt(place, token, cache, door)
    } catch (error) {
      // another region may know it; what cannot be reached is said, and the rest goes on
      if (!(error instanceof Stop) || (error.exit !== 77 && error.exit !== 69)) throw error
      refused.push(error.message)
    }
  }
  return refused[0] ?? 'no region was asked'
}

async function askedAt(place: Place, token: string, cache: string, door: Door): Promise<There> {
  const address = baseUrl(place)
  const side = reader({
    baseUrl: address,
    token,
    locale: 'en',
    pace: { leave: 0.01, mode: 'paced' },
    cache: cacheFile(cache),
    clock: { now: door.now, sleep: door.sleep },
    random: door.random,
    timeout: onLoopback(address) ? 10_000 : 60_000,
    signal: door.stop,
  })
  const { account, helpCenters, resources } = await side.read()
  const counts: Record<string, number> = {}
  for (const { kind } of resources) counts[kind] = (counts[kind] ?? 0) + 1
  return { ...place, id: account.id, title: account.name, helpCenters, counts }
}
