import type { Fields, Kind, Resource } from '../../model/index.ts'
import { at, fold, isRef, isRefs } from '../../model/index.ts'

/** What speaks for a file and an object being one thing. */
export interface Evidence {
  /** the file names its id */
  readonly id: boolean
  readonly title: boolean
  /** the same collection, parent or locale */
  readonly place: boolean
  /** how much of the text they have in common, from 0 to 1; null: too little text to tell */
  readonly text: number | null
  /** of a container: how many of its members are one with members of the other */
  readonly members?: { readonly count: number; readonly of: number }
}

/** The name people know a thing by. */
export function titleOf(kind: Kind, fields: Fields): string {
  const title = fields[kind.natural[0] ?? '']
  return typeof title === 'string' ? title : ''
}

/** Whether two things of a kind bear one name. */
export const sameTitle = (kind: Kind, one: Fields, other: Fields): boolean =>
  titleOf(kind, one) !== '' && fold(titleOf(kind, one)) === fold(titleOf(kind, other))

/** Whether the rest of their natural names agrees: collections, parent, locale. `there` is resolved; what the files leave out agrees with anything. */
export const samePlace = (kind: Kind, want: Resource, there: Fields): boolean =>
  kind.natural.slice(1).every((name) => {
    const [mine, theirs] = [want.fields[name], there[name]]
    if (mine === undefined) return true
    if (isRefs(mine)) {
      const others = new Set(isRefs(theirs) ? theirs.map(at) : [])
      return mine.length === 0 ? others.size === 0 : mine.some((ref) => others.has(at(ref)))
    }
    if (isRef(mine) || isRef(theirs)) return isRef(mine) && isRef(theirs) && at(mine) === at(theirs)
    return (mine ?? '') === (theirs ?? '')
  })
