import { posix } from 'node:path'
import type { Field, Kind } from '../../model/index.ts'
import { fieldIn, hint } from '../../model/index.ts'
import { keyOf } from './entry.ts'
import { shelvesAt, type Common } from './fin/common.ts'
import type { Vocabulary } from './fields.ts'
import { fields, nearMisses, vocabulary } from './fields.ts'
import { localeNamed } from './layout/fin-as-code.ts'
import { layouts } from './layout/index.ts'
import type { Place } from './list.ts'
import { localeOf, locales } from './locales.ts'
import type { Pair } from './located.ts'
import { isScalar, pairOf, quoted, written } from './located.ts'
import type { Raw, Said } from './making.ts'
import { odd, wrong } from './making.ts'
import type { FilesOptions } from './options.ts'
import type { Parsed } from './parse.ts'

/** A content file with what it says by itself. */
export interface Page {
  readonly place: Place
  readonly parsed: Parsed
  readonly said: readonly Said[]
}

// words of ours in front matter that are no fields; the later ones are said, or people would believe in them
const ours = ['key', 'locale', 'id', 'body']
const later = ['publish_at', 'unpublish_at', 'redirect_from']

/** The words of front matter for a kind, and those a layout keeps. */
export const wordsOf = (kind: Kind, { locales: { layout } }: FilesOptions): Vocabulary =>
  vocabulary(kind, [...ours, ...later, ...(layouts[layout].keeps ?? [])])

/** One file of a resource: which one, in which locale, and what it says. */
export interface Sheet {
  readonly file: string
  readonly path: string
  readonly own: string | null
  readonly locale: string
  readonly isDefault: boolean
  readonly fields: Readonly<Record<string, Raw>>
  readonly lines: Readonly<Record<string, number>>
  readonly said: readonly Said[]
  readonly pinned: string | null
}

/** What one content file says of its resource; `common` is what a file beside it says for all locales. */
export function sheet(
  kind: Kind,
  { place, parsed, said: before }: Page,
  words: Vocabulary,
  options: FilesOptions,
  common?: Common,
): Sheet {
  const { file, path } = place
  const { faults, written: body } = parsed
  const { locale, said: ofLocale } = localeIn(parsed, place, options)
  const isDefault = locale === options.locales.default || kind.oneLocale !== undefined
  const { repeats } = layouts[options.locales.layout]
  const pairs = isDefault || repeats === undefined ? parsed.pairs : parsed.pairs.filter(({ key }) => !repeats.includes(key))
  const suffix = isDefault ? undefined : locale
  const read = fields(kind, pairs, { file, default: options.locales.default, ...(suffix !== undefined && { locale: suffix }) })
  const { key, said: ofKey } = keyOf(pairOf(pairs, 'key'))
  const found: Record<string, Raw> = { ...read.fields }
  const title = kind.natural[0] as string
  const named = fieldIn(title, suffix)
  if (body.title !== null && found[named] === undefined) found[named] = body.title
  const elsewhere = isElsewhere(pairs)
  if (kind.body !== undefined && !elsewhere) found[fieldIn(kind.body, suffix)] = { drafts: body.parts, file, locale }
  if (kind.oneLocale !== undefined) found[kind.oneLocale] = locale
  if (isDefault) Object.assign(found, shelved(kind, place, found, common))
  const readable = before.length === 0 && faults.length === 0
  const reservedPath = path.startsWith('@') && key === null
  const said: Said[] = [
    ...before,
    ...faults.map((fault) => wrong('front-matter/yaml', fault.line, fault.message)),
    ...ofLocale,
    ...read.said,
    ...ofKey,
    ...nearMisses(words, pairs),
    ...later.flatMap((word) => {
      const pair = pairOf(pairs, word)
      return pair === undefined ? [] : [odd(`front-matter/${word}`, pair.line, `${word}: is not applied yet`)]
    }),
    ...(readable ? untitled(kind, found[named], pairs) : []),
    ...(elsewhere ? bothTexts(parsed) : []),
    ...(readable && !elsewhere && emptyBody(kind, parsed) ? [wrong('files/empty', 1, 'expected a text, got an empty one')] : []),
    ...(reservedPath ? [wrong('files/name', 1, 'expected a name that does not begin with @; rename it or give it a key:')] : []),
    ...body.notes,
  ]
  const own = options.ids === undefined ? { id: null, said: [] } : idIn(parsed)
  const alone = aloneIn(kind, locale, common)
  const pinned = alone.length === 0 && common !== undefined ? { id: common.pinned, said: [] } : own
  return {
    file,
    path,
    own: key ?? parsed.key,
    locale,
    isDefault,
    fields: found,
    lines: read.lines,
    said: [...said, ...pinned.said, ...alone],
    pinned: pinned.id,
  }
}

// without front matter of its own a content file is filed where the file beside it says, else where it stands
function shelved(
  kind: Kind,
  place: Place,
  found: Readonly<Record<string, Raw>>,
  common: Common | undefined,
): Record<string, Raw> {
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  const field = Object.entries<Field>(kind.fields).find(([, one]) => one.is === 'refs' && one.to === shelf)?.[0]
  if (shelf === undefined || field === undefined || found[field] !== undefined) return {}
  const names = (texts: readonly { text: string; line: number }[], file: string): Record<string, Raw> => ({
    [field]: { to: shelf, many: true, names: texts, file, folders: true },
  })
  if (common !== undefined && typeof common.filed === 'object') return names(common.filed, common.file)
  const folders = shelvesAt(place.path, common)
  return folders.length === 0
    ? {}
    : names(
        folders.map((text) => ({ text, line: 1 })),
        place.file,
      )
}

// what has one locale stands alone in its folder
function aloneIn({ name, oneLocale }: Kind, locale: string, common: Common | undefined): Said[] {
  if (oneLocale === undefined || common === undefined || common.locale === null || localeNamed(common.locale) === locale)
    return []
  const message = `${posix.basename(common.file)} beside it says locale ${common.locale}: Intercom reads that text only; give this ${name} a folder of its own`
  return [wrong('fin/locale', 1, message)]
}

function untitled(kind: Kind, title: Raw | undefined, pairs: readonly Pair[]): Said[] {
  const word = (kind.fields[kind.natural[0] as string] as Field).file as string
  const pair = pairOf(pairs, word)
  const rule = `front-matter/${word}`
  if (title === '') return [wrong(rule, pair?.line ?? 1, `${word}: expected text, got nothing`)]
  // a wrong value has been said where it was read
  if (title !== undefined || pair !== undefined) return []
  const message = `${word}: expected in front matter, or a first "# heading"; got none of both`
  return [wrong(rule, pairs.length > 0 ? 2 : 1, message)]
}

/** `body: intercom`: the text is edited in Intercom, and the file leaves it alone. */
const isElsewhere = (pairs: readonly Pair[]): boolean => {
  const pair = pairOf(pairs, 'body')
  return pair !== undefined && isScalar(pair.value) && written(pair.value) === 'intercom'
}

function bothTexts({ pairs, written: body }: Parsed): Said[] {
  if (body.parts.length === 0) return []
  const message = 'body: expected no text below "body: intercom", which leaves it to Intercom; keep one of them'
  return [wrong('front-matter/body', pairOf(pairs, 'body')?.line ?? 1, message)]
}

const emptyBody = (kind: Kind, { written: body }: Parsed): boolean =>
  kind.body !== undefined &&
  kind.fields[kind.body]?.required === true &&
  body.parts.length === 0 &&
  body.notes.every(({ severity }) => severity !== 'error')

function localeIn(parsed: Parsed, place: Place, options: FilesOptions): { locale: string; said: Said[] } {
  const pair = pairOf(parsed.pairs, 'locale')
  const byPath = place.said ?? options.locales.default
  if (pair === undefined) return { locale: byPath, said: [] }
  const word = isScalar(pair.value) ? written(pair.value) : null
  const locale = word === null ? undefined : localeOf(word)
  if (locale === undefined) {
    const message = `locale: expected a locale Intercom knows, got ${quoted(pair.value)}${hint(word ?? '', locales)}`
    return { locale: byPath, said: [wrong('front-matter/locale', pair.line, message)] }
  }
  if (place.said !== null && place.said !== locale) {
    const message = `locale: says ${locale}, but the file's name says ${place.said}; keep one of them`
    return { locale: byPath, said: [wrong('front-matter/locale', pair.line, message)] }
  }
  return { locale, said: [] }
}

function idIn(parsed: Parsed): { id: string | null; said: Said[] } {
  const pair = pairOf(parsed.pairs, 'id')
  if (pair === undefined) return { id: null, said: [] }
  // `art_123` is how Intercom's git layout spells 123
  const id = isScalar(pair.value) ? (written(pair.value)?.replace(/^(?:art|snip)_(?=\d+$)/u, '') ?? null) : null
  if (id !== null && /^[\w-]+$/u.test(id)) return { id, said: [] }
  return { id: null, said: [wrong('front-matter/id', pair.line, `id: expected an id of Intercom, got ${quoted(pair.value)}`)] }
}
