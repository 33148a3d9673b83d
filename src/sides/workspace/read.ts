import type { Kind, Resource } from '../../model/index.ts'
import { Refused, Stop } from '../../model/index.ts'
import { kinds } from '../../kinds/index.ts'
import type { Ground } from './account.ts'
import { belonging } from './belonging.ts'
import { bodyReader } from './body.ts'
import type { Decoding } from './decode.ts'
import { byId, decode } from './decode.ts'
import type { Reading } from './http.ts'
import type { Listing } from './list.ts'
import { list } from './list.ts'
import type { WorkspaceOptions, WorkspaceWorld } from './options.ts'
import type { Item } from './schema.ts'
import { Unexpected } from './schema.ts'

/** How answers of this workspace are read. */
export const decoding = (options: WorkspaceOptions, { addresses }: Ground): Decoding => ({
  locale: options.locale,
  body: bodyReader(addresses, options.cache, options.sighted),
})

/** Lists one kind. Throws `Refused` where the service does not give it, Stop(69) where it does not answer. */
export async function readKind(client: Reading, kind: Kind, options: WorkspaceOptions, base: Ground): Promise<Listing<Resource>> {
  const how = decoding(options, base)
  const tell = (count: number): void => options.progress?.({ doing: 'listing', kind: kind.name, count })
  const roots = new Set<string>()
  const take = (item: Item): Resource => {
    if (typeof item['default_locale'] === 'string') roots.add(item['default_locale'])
    return decode(kind, item, how)
  }
  const listing = await orStop(() => list(client, kind, take, tell))
  sameLocale(roots, options.locale, base)
  return listing
}

/** Throws Stop(78) where all content stands in another default locale than the config's: it would be written to the wrong one. */
function sameLocale(roots: ReadonlySet<string>, locale: string, base: Ground): void {
  if (roots.size === 0 || roots.has(locale) || base.helpCenters.length > 1) return
  const theirs = [...roots].join(', ')
  throw new Stop(78, `locales.default: the default locale of ${base.account.name} is ${theirs}, the config says ${locale}`)
}

/** Turns what no reading can go on after into a Stop: no answer, a failing server, an answer that is not as described. */
export async function orStop<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof Unexpected)
      throw new Stop(69, `Intercom answered something else than it describes: ${error.message}`, { cause: error })
    if (error instanceof Refused && isFailing(error.failure.status)) throw new Stop(69, error.message, { cause: error })
    throw error
  }
}

const isFailing = (status: number): boolean => status === 0 || status === 408 || status === 429 || status >= 500

const compared = kinds.filter((kind: Kind) => kind.aside !== true)

/** The whole workspace: every kind that is compared listed, the lists side by side. A kind the service does not give is `skipped`, never empty. */
export async function readAll(client: Reading, options: WorkspaceOptions, base: Ground): Promise<WorkspaceWorld> {
  const serverTime = client.serverNow()
  const complete = new Set<string>()
  const skipped: { kind: string; why: string }[] = []
  const lists = await Promise.all(
    compared.map(async (kind: Kind) => {
      const listing = await readKind(client, kind, options, base).catch((error: unknown) => {
        if (error instanceof Refused) return error
        throw error
      })
      if (listing instanceof Refused) {
        const { status, code } = listing.failure
        skipped.push({ kind: kind.name, why: `${status} ${code}: ${listing.message}` })
        return []
      }
      if (listing.complete) complete.add(kind.name)
      return [...listing.items.values()].sort((a, b) => byId(a.key, b.key))
    }),
  )
  const ours = base.helpCenters.find((center) => center.ours)?.id
  skipped.sort((a, b) => (a.kind < b.kind ? -1 : 1))
  return {
    resources: belonging(lists.flat(), ours),
    findings: [],
    complete,
    skipped,
    account: base.account,
    helpCenters: base.helpCenters,
    pagesBase: base.addresses.base,
    serverTime,
    timeout: Math.ceil(options.timeout / 1000),
  }
}
