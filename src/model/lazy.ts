import type { Part, Prose } from './value.ts'

const source = Symbol('source')

interface Lazy extends Prose {
  readonly [source]: () => readonly Part[]
}

// one getter for all: an object literal with a getter has a shape of its own, which is larger than the rest of it
const parts = {
  enumerable: true,
  get(this: Lazy): readonly Part[] {
    return this[source]()
  },
}

/**
 * A body whose parts are fetched or worked out whenever they are looked at: a help center has far more text than a run needs at one moment.
 * `from` answers the same each time.
 */
export function lazy(from: () => readonly Part[]): Prose {
  const prose: Partial<Lazy> = Object.defineProperty({}, source, { value: from })
  return Object.defineProperty(prose, 'parts', parts) as Lazy
}

/** A body with each part changed by a function that answers the same each time. */
export const mapped = (prose: Prose, change: (part: Part) => Part): Prose => lazy(() => prose.parts.map(change))
