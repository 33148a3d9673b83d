import type { Field, Kind } from '../../model/index.ts'
import { fieldIn, hint, near } from '../../model/index.ts'
import { localeOf, locales } from './locales.ts'
import type { Located, Pair } from './located.ts'
import { isMap, isScalar, pairOf, quoted, written } from './located.ts'
import type { Raw, Said } from './making.ts'
import { odd, wrong } from './making.ts'
import { take } from './value.ts'

export interface Read {
  readonly fields: Readonly<Record<string, Raw>>
  /** the line of each field that is there */
  readonly lines: Readonly<Record<string, number>>
  readonly said: readonly Said[]
}

/** Where pairs come from: `locale` is set for a translation, `default` is the locale without suffix. */
export interface Where {
  readonly file: string
  readonly locale?: string
  readonly default: string
  /** a per-locale field may hold a map by locale, or be written `name.fr` */
  readonly byLocale?: true
}

/** The values of a kind's fields in front matter or a settings entry. A wrong value is left out and said. */
export function fields(kind: Kind, pairs: readonly Pair[], where: Where): Read {
  const found: Record<string, Raw> = {}
  const lines: Record<string, number> = {}
  const said: Said[] = []
  const put = (name: string, line: number, raw: Raw): void => {
    found[name] = raw
    lines[name] = line
  }
  for (const [name, field] of Object.entries<Field>(kind.fields)) {
    if (field.file === undefined || name === kind.oneLocale) continue
    for (const spelled of spellings(field, pairs, where)) {
      const { word, line, value, locale } = spelled
      if (locale !== undefined && localeOf(locale) === undefined) {
        const message = `${word}: "${locale}" is no locale Intercom knows${hint(locale, locales)}`
        said.push(wrong('front-matter/locale', line, message))
        continue
      }
      if (locale !== undefined && field.perLocale === undefined) {
        said.push(odd(`front-matter/${word}`, line, `${word}: is not per locale; say it in the file of the default locale`))
        continue
      }
      const flat = fieldIn(name, locale)
      if (spelled.means === undefined) {
        const taken = take(field, value, where.file)
        if ('raw' in taken) put(flat, line, taken.raw)
        else said.push(wrong(`front-matter/${word}`, line, `${word}: ${taken.expected}`))
      } else said.push(...alias(field, flat, spelled, found, put, where.file))
    }
  }
  return { fields: found, lines, said }
}

interface Spelled extends Pair {
  readonly word: string
  readonly locale: string | undefined
  /** set for an alias: what its values mean; null: the value as it is */
  readonly means?: Readonly<Record<string, string>> | null
}

// the field's own word first: it beats its aliases
function spellings(field: Field, pairs: readonly Pair[], where: Where): Spelled[] {
  const word = field.file as string
  const own = pairAt(pairs, word)
  const direct = own === undefined ? [] : byLocale(field, own, word, where)
  const dotted =
    where.byLocale === undefined || field.perLocale === undefined
      ? []
      : pairs.flatMap((pair) => {
          const locale = pair.key.startsWith(`${word}.`) ? localeOf(pair.key.slice(word.length + 1)) : undefined
          return locale === undefined ? [] : [{ ...pair, word: pair.key, locale: locale === where.default ? undefined : locale }]
        })
  const aliases = Object.entries(field.aliases ?? {}).flatMap(([alias, means]) => {
    const pair = pairOf(pairs, alias)
    return pair === undefined ? [] : [{ ...pair, word: alias, locale: where.locale, means }]
  })
  return [...direct, ...dotted, ...aliases]
}

function byLocale(field: Field, pair: Pair, word: string, where: Where): Spelled[] {
  if (where.byLocale === undefined || field.perLocale === undefined || !isMap(pair.value))
    return [{ ...pair, word, locale: where.locale }]
  return pair.value.map.map((one) => {
    const locale = localeOf(one.key)
    return { ...one, word: `${word}.${one.key}`, locale: locale === where.default ? undefined : (locale ?? one.key) }
  })
}

/** The pair at a path such as `fin.agent`. */
function pairAt(pairs: readonly Pair[], path: string): Pair | undefined {
  const [first, ...rest] = path.split('.') as [string, ...string[]]
  const pair = pairOf(pairs, first)
  if (pair === undefined || rest.length === 0) return pair
  return isMap(pair.value) ? pairAt(pair.value.map, rest.join('.')) : undefined
}

function alias(
  field: Field,
  flat: string,
  spelled: Spelled,
  found: Readonly<Record<string, Raw>>,
  put: (name: string, line: number, raw: Raw) => void,
  file: string,
): Said[] {
  const { word, line, value, means } = spelled
  const meant = means === null || means === undefined ? value : translated(value, means)
  const own = field.file as string
  if (meant === undefined)
    return [
      odd(
        `front-matter/${word}`,
        line,
        `${word}: expected ${Object.keys(means ?? {}).join(' or ')}, got ${quoted(value)}; not taken as ${own}`,
      ),
    ]
  const taken = take(field, meant, file)
  if (!('raw' in taken)) return [odd(`front-matter/${word}`, line, `${word}: ${taken.expected}; not taken as ${own}`)]
  const before = found[flat]
  if (before === undefined) {
    put(flat, line, taken.raw)
    return []
  }
  if (JSON.stringify(before) === JSON.stringify(taken.raw)) return []
  return [odd(`front-matter/${word}`, line, `${word}: says something else than ${own}; ${word} is not applied`)]
}

function translated(value: Located, means: Readonly<Record<string, string>>): Located | undefined {
  const word = isScalar(value) ? means[String(written(value)).toLowerCase()] : undefined
  return word === undefined ? undefined : { line: value.line, value: word }
}

/** The words a kind reads, and below which of them it reads further words: `fin` → agent, copilot, sales. */
export interface Vocabulary {
  readonly words: readonly string[]
  readonly nested: ReadonlyMap<string, readonly string[]>
}

/** The words of a kind, and `more` that are read beside its fields. */
export function vocabulary(kind: Kind, more: readonly string[]): Vocabulary {
  const nested = new Map<string, string[]>()
  const words: string[] = [...more]
  for (const { file, aliases } of Object.values<Field>(kind.fields)) {
    if (file === undefined) continue
    const [first, second] = file.split('.') as [string, string?]
    words.push(first, ...Object.keys(aliases ?? {}))
    if (second !== undefined) nested.set(first, [...(nested.get(first) ?? []), second])
  }
  return { words: [...new Set(words)], nested }
}

/** Words in a file that are none of ours but look like one, and maps that are none. Others may keep their own words there. */
export function nearMisses({ words, nested }: Vocabulary, pairs: readonly Pair[]): Said[] {
  return pairs.flatMap(({ key, line, value }) => {
    const below = nested.get(key)
    if (below === undefined) return words.includes(key) ? [] : unknown(key, key, line, words)
    if (!isMap(value))
      return [wrong(`front-matter/${key}`, line, `${key}: expected ${below.join(', ')} below it, got ${quoted(value)}`)]
    return value.map.flatMap((pair) =>
      below.includes(pair.key) ? [] : unknown(`${key}.${pair.key}`, pair.key, pair.line, below),
    )
  })
}

function unknown(says: string, word: string, line: number, words: readonly string[]): Said[] {
  const meant = near(word, words)
  return meant === undefined ? [] : [odd('front-matter/unknown', line, `${says}: is not applied (did you mean "${meant}"?)`)]
}
