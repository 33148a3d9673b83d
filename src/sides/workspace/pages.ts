import { z } from 'zod'
import { expecting } from './schema.ts'

/** One answer of a list: its objects, how many there are in all (null: unsaid), and the query of the page after it (null: the last). */
export interface ListPage {
  readonly items: readonly unknown[]
  readonly total: number | null
  readonly next: URLSearchParams | null
}

const count = z.number().nullish()
const next = z
  .union([z.string(), z.number(), z.looseObject({ starting_after: z.union([z.string(), z.number()]).nullish() })])
  .nullish()

const envelope = z.looseObject({
  total_count: count,
  page: count,
  total_pages: count,
  pages: z.looseObject({ page: count, total_pages: count, next }).nullish(),
})

/**
 * Reads a page of any of the four shapes (INTERCOM.md §1): `next` as a URL of our own origin, as an object with a cursor, as a page number, or
 * nothing but page numbers. `asked` is the query this page was asked with.
 */
export function listPage(answer: unknown, list: string, asked: URLSearchParams, origin: URL): ListPage {
  const head = expecting(envelope, answer, 'list')
  const items = expecting(z.array(z.unknown()), head[list], `list of ${list}`)
  const page = head.pages?.page ?? head.page ?? null
  const last = head.pages?.total_pages ?? head.total_pages ?? null
  const after = items.length === 0 ? null : following(head.pages?.next ?? null, page, last, asked, origin)
  return { items, total: head.total_count ?? null, next: after }
}

function following(
  said: string | number | { readonly starting_after?: string | number | null | undefined } | null,
  page: number | null,
  last: number | null,
  asked: URLSearchParams,
  origin: URL,
): URLSearchParams | null {
  if (typeof said === 'string' && URL.canParse(said, origin.href)) {
    const url = new URL(said, origin)
    // a page elsewhere is never followed: the token stays with the host it was given for
    if (url.origin === origin.origin && url.search !== '') return url.searchParams
  }
  if (typeof said === 'object' && said?.starting_after != null)
    return turned(asked, 'starting_after', String(said.starting_after))
  if (typeof said === 'number') return turned(asked, 'page', String(said))
  if (page === null || last === null || page >= last) return null
  return turned(asked, 'page', String(page + 1))
}

function turned(asked: URLSearchParams, name: 'page' | 'starting_after', value: string): URLSearchParams {
  const query = new URLSearchParams(asked)
  query.delete('page')
  query.delete('starting_after')
  query.set(name, value)
  return query
}
