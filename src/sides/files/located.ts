/** A value of a YAML text with the line it stands on. Plain JSON, so that it can be remembered. */
export type Located = LocatedScalar | LocatedList | LocatedMap

/** `source` is the text as written, where the value is not that text: `007`, `1.10`, `12345678901234567890`. */
export interface LocatedScalar {
  readonly line: number
  readonly value: string | number | boolean | null
  readonly source?: string
}
export interface LocatedList {
  readonly line: number
  readonly list: readonly Located[]
}
export interface LocatedMap {
  readonly line: number
  readonly map: readonly Pair[]
}

/** `line` is that of the key. */
export interface Pair {
  readonly key: string
  readonly line: number
  readonly value: Located
}

/** Something wrong at a line of a text whose file is not known here. */
export interface Fault {
  readonly line: number
  readonly message: string
}

export const isScalar = (located: Located): located is LocatedScalar => 'value' in located
export const isList = (located: Located): located is LocatedList => 'list' in located
export const isMap = (located: Located): located is LocatedMap => 'map' in located

/** The pair of a key, the first where there are several. */
export const pairOf = (pairs: readonly Pair[], key: string): Pair | undefined => pairs.find((pair) => pair.key === key)

/** A scalar as its author wrote it; null stays null. */
export const written = (scalar: LocatedScalar): string | null =>
  scalar.value === null ? null : (scalar.source ?? String(scalar.value))

/** A value as a message quotes it. */
export function quoted(located: Located): string {
  if (isList(located)) return 'a list'
  if (isMap(located)) return 'a map'
  const text = written(located)
  if (text === null) return 'nothing'
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`
}
