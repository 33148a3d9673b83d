import type { Field, Kind, Ref, Value } from '../../../model/index.ts'
import { isProse, isRef, isRefs } from '../../../model/index.ts'
import type { Pair } from '../located.ts'
import { isMap, pairOf } from '../located.ts'
import type { YamlEdit } from './edit-yaml.ts'
import type { Plain } from './plain.ts'

/** How a file spells what a field refers to: a key, a name, an e-mail address. */
export type Spell = (ref: Ref) => string

/** A value of a field as front matter or a settings entry holds it. */
export function plainOf(value: Value, spell: Spell): Plain {
  if (isProse(value)) throw new Error('a body does not stand in front matter')
  if (isRefs(value)) return value.map(spell)
  return isRef(value) ? spell(value) : value
}

/** The edit that gives a field its value, under the word the file uses for it already: `summary` stays `summary`, `draft: true` stays that. */
export function fieldEdit(field: Field, value: Value, pairs: readonly Pair[], spell: Spell): YamlEdit {
  if (field.file === undefined) throw new Error('a field without a word of its own cannot be written')
  const path = field.file.split('.')
  const plain = plainOf(value, spell)
  if (there(pairs, path)) return { path, value: plain }
  for (const [alias, means] of Object.entries(field.aliases ?? {})) {
    if (pairOf(pairs, alias) === undefined) continue
    if (means === null) return { path: [alias], value: plain }
    const word = Object.entries(means).find(([, meant]) => meant === plain)?.[0]
    if (word !== undefined) return { path: [alias], value: word === 'true' ? true : word === 'false' ? false : word }
  }
  return { path, value: plain }
}

function there(pairs: readonly Pair[], [first, ...rest]: readonly string[]): boolean {
  const pair = first === undefined ? undefined : pairOf(pairs, first)
  if (pair === undefined) return false
  return rest.length === 0 || (isMap(pair.value) && there(pair.value.map, rest))
}

/** The fields of a kind that front matter or an entry can hold, in the order of the kind. */
export const writable = (kind: Kind): [name: string, field: Field][] =>
  Object.entries<Field>(kind.fields).filter(([name, field]) => field.file !== undefined && name !== kind.oneLocale)
