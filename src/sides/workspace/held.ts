import type { Kind } from '../../model/index.ts'
import type { Reading } from './http.ts'
import { list } from './list.ts'

/** How many things the workspace deletes along with an object: counted in a list of their own. */
export async function held(client: Reading, kind: Kind, id: string): Promise<number> {
  const { holds } = kind
  if (holds === undefined) return 0
  const them: Kind = { ...kind, name: `${kind.name}-held`, plural: holds.plural, api: holds.api, fields: {} }
  const { items } = await list(
    client,
    them,
    (item) => String(item[holds.by]),
    () => undefined,
  )
  return [...items.values()].filter((holder) => holder === id).length
}
