import type { Field, Kind } from '../../model/index.ts'
import { fold, hint, plain } from '../../model/index.ts'
import type { Where } from './fields.ts'
import { fields, vocabulary } from './fields.ts'
import type { LocatedMap, Pair } from './located.ts'
import { isScalar, pairOf, quoted, written } from './located.ts'
import type { Raw, Said } from './making.ts'
import { wrong } from './making.ts'

/** One entry of a settings file: its fields, its own key where it names one, and what is wrong with it. */
export interface Entry {
  readonly key: string | null
  readonly fields: Readonly<Record<string, Raw>>
  readonly lines: Readonly<Record<string, number>>
  readonly said: readonly Said[]
}

/** A settings entry of a kind. Nobody else keeps words in such a file, so one we do not know is an error. */
export function entry(kind: Kind, map: LocatedMap, where: Where, more: readonly string[]): Entry {
  const { words } = vocabulary(kind, [])
  const known = [...words, 'key', ...more]
  const dotted = (key: string): boolean => key.includes('.') && words.includes(key.slice(0, key.indexOf('.')))
  const unknown = map.map
    .filter(({ key }) => !known.includes(key) && !dotted(key))
    .map(({ key, line }) => wrong('settings/unknown', line, `${key}: expected one of ${known.join(', ')}${hint(key, known)}`))
  const read = fields(kind, map.map, { ...where, byLocale: true })
  const { key, said } = keyOf(pairOf(map.map, 'key'))
  return { key, fields: read.fields, lines: read.lines, said: [...read.said, ...unknown, ...said] }
}

/** The key a file gives itself. Keys that begin with @ are those of a workspace's reading. */
export function keyOf(pair: Pair | undefined): { readonly key: string | null; readonly said: readonly Said[] } {
  if (pair === undefined) return { key: null, said: [] }
  const text = isScalar(pair.value) ? plain(written(pair.value)) : ''
  const good = text !== '' && !text.startsWith('@') && !/[\p{Cc}]/u.test(text)
  if (good) return { key: text, said: [] }
  return {
    key: null,
    said: [wrong('front-matter/key', pair.line, `key: expected a name that does not begin with @, got ${quoted(pair.value)}`)],
  }
}

/** The key of a natural kind's resource by what people call it. */
export const naturalKey = (kind: Kind, name: string): string => (kind.caseless === undefined ? plain(name) : fold(name))

/** Errors for texts that have to be there and are not. */
export function missing(kind: Kind, { fields: found, said }: Entry, line: number): Said[] {
  return Object.entries<Field>(kind.fields).flatMap(([name, field]) => {
    if (field.required === undefined || field.file === undefined || field.is !== 'text') return []
    if (name === kind.oneLocale || (found[name] !== undefined && found[name] !== '')) return []
    // a wrong value has been said where it was read
    if (said.some(({ rule }) => rule === `front-matter/${field.file as string}`)) return []
    return [wrong(`front-matter/${field.file}`, line, `${field.file}: expected text, got nothing`)]
  })
}

/** Choices a create needs and no file can name: the first, which is what is made by us. */
export function ownChoices(kind: Kind): Record<string, string> {
  return Object.fromEntries(
    Object.entries<Field>(kind.fields).flatMap(([name, field]) =>
      field.is === 'choice' && field.required !== undefined && field.file === undefined ? [[name, field.of[0] as string]] : [],
    ),
  )
}
