import type { Kind } from '../../model/index.ts'
import { Refused } from '../../model/index.ts'
import type { Reading } from './http.ts'
import { listPage } from './pages.ts'
import type { Item } from './schema.ts'
import { itemOf } from './schema.ts'

/** All objects of a kind as one listing gave them. `complete`: nothing was seen twice and the totals agree. */
export interface Listing<T> {
  readonly items: ReadonlyMap<string, T>
  readonly complete: boolean
}

const readings = 3

/**
 * Lists a kind, page after page, each object handed to `take` as it comes. The list is sorted by update time, so a write by anybody shifts it: what
 * was seen twice or does not add up is read again, three times at most. Throws `Refused`.
 */
export async function list<T>(
  client: Reading,
  kind: Kind,
  take: (item: Item) => T,
  tell: (count: number) => void,
): Promise<Listing<T>> {
  for (let round = 1; ; round++) {
    const listing = await listOnce(client, kind, take, tell)
    if (listing.complete || round === readings) return listing
  }
}

async function listOnce<T>(
  client: Reading,
  kind: Kind,
  take: (item: Item) => T,
  tell: (count: number) => void,
): Promise<Listing<T>> {
  const items = new Map<string, T>()
  const asked = new Set<string>()
  let whole = true
  let total: number | null = null
  let query: URLSearchParams | null = null
  do {
    const { answer, sent } =
      query === null ? await firstPage(client, kind) : { answer: await ask(client, kind, query), sent: query }
    const page = listPage(answer, kind.api.list, sent, client.origin)
    for (const raw of page.items) {
      const item = itemOf(kind, raw)
      const id = String(item.id)
      whole &&= !items.has(id)
      items.set(id, take(item))
    }
    whole &&= total === null || page.total === null || page.total === total
    total = page.total ?? total
    // a page without anything on it was cut short, unless a total tells that there is no more
    whole &&= total !== null || page.items.length > 0 || items.size === 0
    tell(items.size)
    asked.add(sent.toString())
    query = page.next
  } while (query !== null && !asked.has(query.toString()))
  // a cursor that comes back is the end of what we get, not of the list
  return { items, complete: whole && query === null && (total === null || total === items.size) }
}

const ask = (client: Reading, kind: Kind, query: URLSearchParams): Promise<unknown> => {
  const search = query.toString()
  return client.get(search === '' ? kind.api.path : `${kind.api.path}?${search}`)
}

/** The first page in the largest size the service takes: what it allows is not written anywhere. */
async function firstPage(client: Reading, kind: Kind): Promise<{ readonly answer: unknown; readonly sent: URLSearchParams }> {
  for (const size of sizes(kind)) {
    const sent = new URLSearchParams(size === null ? {} : { per_page: String(size) })
    try {
      return { answer: await ask(client, kind, sent), sent }
    } catch (error) {
      const tooMany = error instanceof Refused && (error.failure.status === 400 || error.failure.status === 422)
      if (!tooMany || size === null) throw error
    }
  }
  throw new Error(`no page size left for ${kind.plural}`)
}

const fallback = 50

function sizes(kind: Kind): readonly (number | null)[] {
  const { paging, perPage } = kind.api
  if (paging === 'none' || perPage === undefined) return [null]
  return perPage > fallback ? [perPage, fallback, null] : [perPage, null]
}
