import type { Kind, Resource, Side } from '../../model/index.ts'
import { Refused, Stop } from '../../model/index.ts'
import { kindOf } from '../../kinds/index.ts'
import type { Ground } from './account.ts'
import { ground } from './account.ts'
import { decode } from './decode.ts'
import type { Reading } from './http.ts'
import { reading, writing } from './http.ts'
import type { Tally, WorkspaceOptions, WorkspaceWorld } from './options.ts'
import { decoding, orStop, readAll, readKind } from './read.ts'
import { handing } from './handing.ts'
import { held } from './held.ts'
import { list } from './list.ts'
import { itemOf, type Item } from './schema.ts'
import { versions, type Version } from './versions.ts'
import { write } from './write.ts'

export { imageFetcher, type Fetched, type ImageFetcher } from './fetch-image.ts'
export { hostedAt, imageIn, unsigned } from './hosted.ts'
export type { Item } from './schema.ts'
export { redirectReader, redirects, type Redirect } from './redirects.ts'
export type { Version } from './versions.ts'
export type { Account, Clock, HelpCenter, Pace, Progress, Tally, WorkspaceOptions, WorkspaceWorld } from './options.ts'

/** A live workspace one can only read: there is no method, here or below, that writes. */
export interface WorkspaceReader {
  /** what `take` makes of each object of one kind as it is answered, page by page; nothing else of an answer is kept. Throws as `list` */
  taken<T>(kind: string, take: (item: Item) => T): Promise<readonly T[]>
  /** everything, listed afresh. Throws Stop(69 | 77 | 130) */
  read(): Promise<WorkspaceWorld>
  /** where this is: the workspace and its help centers, nothing listed. Throws as `read` */
  where(): Promise<Pick<WorkspaceWorld, 'account' | 'helpCenters'>>
  /** one kind, listed afresh. Throws `Refused` where the service does not give it, or not whole */
  list(kind: string): Promise<readonly Resource[]>
  /** the objects of one kind as they are answered, nothing read into them. Throws as `list` */
  items(kind: string): Promise<readonly Item[]>
  /** one object as it is answered, or null where there is none */
  item(kind: string, id: string): Promise<Item | null>
  /** one object by its id, or null where there is none */
  one(kind: string, id: string): Promise<Resource | null>
  /** how many things go with an object when it is deleted (its kind's `holds`). Throws `Refused` */
  held(kind: string, id: string): Promise<number>
  /**
   * The texts an object had in one locale, the newest first, at least as far back as `since` (epoch seconds; undefined: the newest page); null for a
   * kind that keeps none. Throws `Refused`
   */
  versions(kind: string, id: string, locale: string, since: number | undefined): Promise<readonly Version[] | null>
  tally(): Tally
  /** the server's clock as its answers tell it, epoch seconds */
  serverNow(): number
}

/** A live workspace one can write to. `width` is how many writes should be under way at once. */
export type WorkspaceSide = WorkspaceReader & Side & { width(): number }

/** Opens a workspace for reading. Throws Stop(78) for a host that is not Intercom's, Stop(77) without a token. */
export function reader(options: WorkspaceOptions): WorkspaceReader {
  return readerOn(reading(options), options, once(options))
}

/** Opens a workspace for reading and writing. Throws as `reader` does. */
export function workspace(options: WorkspaceOptions): WorkspaceSide {
  const client = writing(options)
  const base = once(options)
  const handed = handing(async (images) => options.imagesReady?.(images))
  return {
    ...readerOn(client, options, base),
    width: () => client.width(),
    async write(change, names) {
      const here = await base(client)
      const desk = {
        client,
        read: decoding(options, here),
        write: {
          addresses: here.addresses,
          locale: options.locale,
          imageUrl: options.imageUrl ?? (() => null),
          texts: options.texts ?? 'markdown',
          flags: options.flags ?? new Set<string>(),
          translations: options.translations?.() ?? 'merge',
        },
      }
      return await handed(change, names, () => write(desk, change, names))
    },
  }
}

/** Asks once where we are; a question that failed is asked again. */
function once(options: WorkspaceOptions): (client: Reading) => Promise<Ground> {
  let asked: Promise<Ground> | null = null
  return (client) => {
    asked ??= orStop(() => ground(client, options)).catch((error: unknown) => {
      asked = null
      throw error
    })
    return asked
  }
}

async function itemAt(client: Reading, kind: Kind, id: string): Promise<Item | null> {
  try {
    return itemOf(kind, await client.get(`${kind.api.path}/${encodeURIComponent(id)}`))
  } catch (error) {
    if (error instanceof Refused && error.failure.status === 404) return null
    throw error
  }
}

function readerOn(client: Reading, options: WorkspaceOptions, base: (client: Reading) => Promise<Ground>): WorkspaceReader {
  const taken = async <T>(kind: string, take: (item: Item) => T): Promise<readonly T[]> => {
    const { items, complete } = await orStop(() => list(client, kindOf(kind), take, () => undefined))
    if (complete) return [...items.values()]
    throw new Stop(69, `the list of ${kindOf(kind).plural} kept changing while it was read`)
  }
  return {
    taken,
    async read() {
      return readAll(client, options, await base(client))
    },
    async where() {
      const { account, helpCenters } = await base(client)
      return { account, helpCenters }
    },
    async list(kind) {
      const { items, complete } = await readKind(client, kindOf(kind), options, await base(client))
      if (complete) return [...items.values()]
      const message = `the list of ${kindOf(kind).plural} kept changing while it was read`
      throw new Refused({ status: 200, code: 'incomplete_listing', message, requestId: null })
    },
    items: (kind) => taken(kind, (item) => item),
    item: (kind, id) => orStop(() => itemAt(client, kindOf(kind), id)),
    async one(kind, id) {
      const one = kindOf(kind)
      const how = decoding(options, await base(client))
      return await orStop(async () => {
        const item = await itemAt(client, one, id)
        return item === null ? null : decode(one, item, how)
      })
    },
    held: (kind, id) => held(client, kindOf(kind), id),
    versions: (kind, id, locale, since) => orStop(() => versions(client, kindOf(kind), id, locale, since)),
    tally: () => client.tally(),
    serverNow: () => client.serverNow(),
  }
}
