import { kinds } from '../../kinds/index.ts'
import { Refused, Stop, type Kind } from '../../model/index.ts'
import type { Item, WorkspaceReader } from '../../sides/workspace/index.ts'

/** Kinds that are no part of what is compared, as they were answered. */
export interface Aside {
  readonly lists: readonly { readonly kind: Kind; readonly items: readonly Item[] }[]
  /** kinds the token is not given or that could not be listed whole, and why; `broken`: what stopped the list that could not */
  readonly skipped: readonly { readonly kind: Kind; readonly why: string; readonly broken?: Stop }[]
}

/** Lists what is listed only where it is asked for. A list that could not be had whole is `skipped`: see `refuseBroken`. */
export async function aside(side: Pick<WorkspaceReader, 'items'>): Promise<Aside> {
  const lists: Aside['lists'][number][] = []
  const skipped: Aside['skipped'][number][] = []
  for (const kind of kinds.filter((kind: Kind) => kind.aside === true))
    try {
      lists.push({ kind, items: await side.items(kind.name) })
    } catch (error) {
      if (error instanceof Refused) skipped.push({ kind, why: `${error.failure.status} ${error.failure.code}: ${error.message}` })
      else if (error instanceof Stop && error.exit === 69) skipped.push({ kind, why: error.message, broken: error })
      else throw error
    }
  return { lists, skipped }
}

/** Throws Stop 69 where a list could not be had whole: a backup keeps these objects, a migration only counts them. */
export function refuseBroken({ skipped }: Aside): void {
  for (const { broken } of skipped) if (broken !== undefined) throw broken
}
