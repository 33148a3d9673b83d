import type { Kind, Resource } from '../../../model/index.ts'
import { at } from '../../../model/index.ts'
import { twice } from '../twice.ts'

/** What bears the name of another in the same place, as `kind:key`: its content file has to name its key, or the two could not be told apart. */
export const doubled = (kinds: readonly Kind[], all: readonly Resource[]): ReadonlySet<string> =>
  new Set(
    kinds
      .filter(({ home, oneLocale }) => home.in === 'content' && oneLocale === undefined)
      .flatMap((kind) => {
        const ours = all.filter((one) => one.kind === kind.name)
        return [...twice(kind, ours, () => false).broken].map(at)
      }),
  )
