import type { Picked, Text } from './picked.ts'

/** An object as people see it: every reference by the name of what it leads to. */
export interface Seen {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly url: string | null
  readonly texts: readonly Text[]
  /** field → what it says, references as sorted names */
  readonly fields: Readonly<Record<string, string>>
}

/** Says in what way names of the first workspace are called in the second: by kind, name → name. */
export type Renamed = (kind: string, name: string) => string

const trees = new Set(['collection', 'folder'])
const names = new Set(['author', 'tag', 'audience'])

/** All objects of a workspace by kind and id, said by names instead of ids. Those only Intercom makes are not among them. */
export function seen(all: readonly Picked[], renamed: Renamed = (_, name) => name): Map<string, Seen> {
  const byId = new Map(all.map((one) => [`${one.kind}:${one.id}`, one]))
  const path = (kind: string, id: string, depth = 0): string => {
    const one = byId.get(`${kind}:${id}`)
    const above = one?.leads.find(({ field }) => field === 'parent')?.ids[0]
    const name = one?.title ?? `? ${id}`
    return above === undefined || depth > 9 ? name : `${path(kind, above, depth + 1)} / ${name}`
  }
  const called = (kind: string, id: string): string => {
    if (trees.has(kind)) return path(kind, id)
    const name = renamed(kind, byId.get(`${kind}:${id}`)?.title ?? `? ${id}`)
    // Intercom takes tags that differ in case alone for one
    return kind === 'tag' ? name.toLowerCase() : name
  }
  const leading = ({ leads }: Picked): [string, string][] =>
    leads.map(({ field, kind, ids }) => [
      field,
      ids
        .map((id) => called(kind, id))
        .sort()
        .join(', '),
    ])
  return new Map(
    all
      .filter(({ kind }) => !names.has(kind))
      .map(({ leads, fields, ...one }) => [
        `${one.kind}:${one.id}`,
        { ...one, fields: { ...fields, ...Object.fromEntries(leading({ leads, fields, ...one })) } },
      ]),
  )
}
