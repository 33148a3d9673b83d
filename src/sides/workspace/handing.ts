import type { Change, Names } from '../../model/index.ts'
import { isImage, isProse } from '../../model/index.ts'

/** The images a write would have Intercom fetch from somewhere: those it does not host as far as we know. */
function foreign(change: Change, { images }: Names): string[] {
  if (change.verb !== 'create' && change.verb !== 'update') return []
  const sent = change.verb === 'create' ? Object.values(change.to.fields) : change.fields.map((name) => change.to.fields[name])
  const all = sent.flatMap((value) => (isProse(value) ? value.parts.filter(isImage).map(({ image }) => image) : []))
  return [...new Set(all)].filter((image) => image.startsWith('sha256:') && !images.has(image))
}

/**
 * Lets one write at a time bring the same image: the others wait until it is hosted, and then name it by where that is. Before a write leaves,
 * `ready` is told which images Intercom is going to fetch.
 */
export function handing(ready: (images: readonly string[]) => Promise<void>) {
  const under = new Map<string, Promise<unknown>>()
  return async <T>(change: Change, names: Names, write: () => Promise<T>): Promise<T> => {
    let mine = foreign(change, names)
    for (;;) {
      const busy = mine.flatMap((image) => under.get(image) ?? [])
      if (busy.length === 0) break
      await Promise.allSettled(busy)
      mine = foreign(change, names)
    }
    if (mine.length === 0) return await write()
    const done = ready(mine).then(write)
    for (const image of mine) under.set(image, done)
    try {
      return await done
    } finally {
      for (const image of mine) under.delete(image)
    }
  }
}
