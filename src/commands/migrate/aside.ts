import { kinds } from '../../kinds/index.ts'
import { Refused, type Kind } from '../../model/index.ts'
import type { Item, WorkspaceReader } from '../../sides/workspace/index.ts'

/** Kinds that are no part of what is compared, as they were answered. */
export interface Aside {
  readonly lists: readonly { readonly kind: Kind; readonly items: readonly Item[] }[]
  /** kinds the token is not given, and why */
  readonly skipped: readonly { readonly kind: Kind; readonly why: string }[]
}

/** Lists what is listed only where it is asked for. Throws Stop 69 where a list is not whole. */
export async function aside(side: Pick<WorkspaceReader, 'items'>): Promise<Aside> {
  const lists: Aside['lists'][number][] = []
  const skipped: Aside['skipped'][number][] = []
  for (const kind of kinds.filter((kind: Kind) => kind.aside === true))
    try {
      lists.push({ kind, items: await side.items(kind.name) })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      skipped.push({ kind, why: `${error.failure.status} ${error.failure.code}: ${error.message}` })
    }
  return { lists, skipped }
}
