import { z } from 'zod'
import type { Kind } from '../../model/index.ts'
import type { Reading } from './http.ts'
import { listPage } from './pages.ts'
import { expecting } from './schema.ts'

/** Who wrote one text of an object. `at` is epoch seconds; `via` is `web`, `api` or another word of the service. */
export interface Version {
  readonly by: string | null
  readonly via: string | null
  readonly at: number
}

const id = z.union([z.string(), z.number()])
const shape = z.looseObject({ created_by_id: id.nullish(), created_via: z.string().nullish(), created_at: z.number() })

/** Pages read at most: who wrote before that many edits is not looked for. */
const most = 5

/** The texts an object had in one locale, the newest first, back to `since` (epoch seconds); null for a kind that keeps none. Throws `Refused`. */
export async function versions(
  client: Reading,
  { name, api }: Kind,
  of: string,
  locale: string,
  since: number | undefined,
): Promise<readonly Version[] | null> {
  if (api.versions === undefined) return null
  const found: Version[] = []
  let query: URLSearchParams | null = new URLSearchParams({ locale })
  for (let page = 1; page <= most && query !== null; page++) {
    const answer = await client.get(`${api.path}/${encodeURIComponent(of)}/${api.versions}?${query.toString()}`)
    const { items, next } = listPage(answer, 'data', query, client.origin)
    for (const item of items) found.push(versionOf(item, name))
    const last = found.at(-1)
    query = since === undefined || last === undefined || last.at < since ? null : next
  }
  return found
}

function versionOf(item: unknown, kind: string): Version {
  const { created_by_id: by, created_via: via, created_at: at } = expecting(shape, item, `version of ${kind}`)
  return { by: by === undefined || by === null ? null : String(by), via: via ?? null, at }
}
