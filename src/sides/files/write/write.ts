import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Change, Kind, Ref, Resource } from '../../../model/index.ts'
import { at, fieldIn, isRefs, splitField } from '../../../model/index.ts'
import { frontMatter } from '../front-matter.ts'
import { layouts } from '../layout/index.ts'
import { besideName } from '../merge/beside-name.ts'
import { mergePage } from '../merge/page.ts'
import { asFin } from './as-fin.ts'
import { editBody } from './edit-body.ts'
import { doubled } from './doubled.ts'
import { fillFor, placesOf, type Page } from './fill-for.ts'
import { besideFile, fileFor } from './layout.ts'
import { bodyOf, changedWords, leftThere, staysThere, unsaid, wordsOf, type Fill } from './page-of.ts'
import { editPage, newPage } from './page.ts'
import { settingsFiles } from './settings-files.ts'
import { kindIn, type Surroundings, type Writing } from './surroundings.ts'

/** The files that say what `changes` says, or of them those of `only`. Nothing is written: what comes back is a value. */
export function write(
  changes: readonly Change[],
  around: Surroundings,
  only: (change: Change) => boolean = () => true,
): Writing[] {
  const pages = new Map(around.places.pages)
  const after = new Map(around.here)
  for (const change of changes) {
    if (change.verb !== 'create' && change.verb !== 'update') continue
    after.set(at(change.to), change.to)
    for (const locale of localesIn(kindIn(change.to, around), change.to))
      if (!pages.has(placeOf(change.to, locale, around)))
        pages.set(placeOf(change.to, locale, around), newFile(change.to, locale, around))
  }
  const places = placesOf(pages)
  const fill = (page: Page): Fill => fillFor(page, pages, after, around, places)
  const told = { ...around, doubled: doubled(around.kinds, [...after.values()]) }
  const writings = around.kinds.flatMap((kind) => {
    const ours = changes.filter((change) => kindName(change) === kind.name && only(change))
    if (ours.length === 0) return []
    if (kind.home.in === 'content') return ours.flatMap((change) => contentFiles(kind, change, pages, fill, told))
    return kind.home.in === 'settings' ? settingsFiles(kind, ours, around) : []
  })
  if (layouts[around.options.locales.layout].common === undefined) return writings
  return asFin(writings, changes.filter(only), around)
}

type Told = Surroundings & { readonly doubled: ReadonlySet<string> }

const kindName = (change: Change): string =>
  change.verb === 'forget' ? change.ref.kind : change.verb === 'delete' ? change.from.kind : change.to.kind

const placeOf = (of: Ref & { fields?: Resource['fields'] }, locale: string | undefined, around: Surroundings): string => {
  const kind = kindIn(of, around)
  const own = kind.oneLocale === undefined ? undefined : of.fields?.[kind.oneLocale]
  return `${at(of)}@${typeof own === 'string' ? own : (locale ?? around.options.locales.default)}`
}

/** The locales a resource has a text in; undefined: the default one. */
function localesIn(kind: Kind, { fields }: Resource): (string | undefined)[] {
  if (kind.home.in !== 'content') return []
  const title = kind.natural[0] ?? ''
  return [
    undefined,
    ...Object.keys(fields).flatMap((name) => {
      const [field, locale] = splitField(name)
      return field === title && locale !== undefined && fields[name] !== '' ? [locale] : []
    }),
  ]
}

function newFile(of: Resource, locale: string | undefined, around: Surroundings): string {
  const kind = kindIn(of, around)
  if (kind.oneLocale !== undefined) {
    const own = of.fields[kind.oneLocale]
    const main = typeof own !== 'string' || own === around.options.locales.default
    return fileFor(kind, of.key.slice(0, of.key.lastIndexOf('@')), main ? undefined : own, around.options)
  }
  const main = locale === undefined ? undefined : around.places.pages.get(placeOf(of, undefined, around))
  if (main !== undefined && locale !== undefined) return besideFile(kind, main, locale, around.options)
  return fileFor(kind, folderPath(kind, of, around), locale, around.options)
}

/** Where a file goes: into the folder of the first thing it is filed in. */
function folderPath(kind: Kind, of: Resource, { places }: Surroundings): string {
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  const [first] = shelvesOf(kind, of)
  if (shelf === undefined) return of.key
  if (first === undefined) return posix.basename(of.key)
  return posix.join(places.shelves.get(`${shelf}:${first.key}`) ?? first.key, posix.basename(of.key))
}

function shelvesOf(kind: Kind, { fields }: Resource): readonly Ref[] {
  const shelf = kind.home.in === 'content' ? kind.home.directories : undefined
  const name = Object.entries(kind.fields).find(([, field]) => field.is === 'refs' && field.to === shelf)?.[0]
  const refs = fields[name ?? '']
  return isRefs(refs) ? refs : []
}

function contentFiles(
  kind: Kind,
  change: Change,
  pages: ReadonlyMap<string, string>,
  fill: (page: Page) => Fill,
  around: Told,
): Writing[] {
  if (change.verb === 'delete')
    return [...pages].flatMap(([place, file]) =>
      place.slice(0, place.lastIndexOf('@')) === at(change.from) ? [{ file, text: null }] : [],
    )
  if (change.verb !== 'create' && change.verb !== 'update') return []
  const { to } = change
  return localesIn(kind, to).flatMap((locale) => {
    const place = placeOf(to, locale, around)
    const file = pages.get(place) as string
    const page = { file, of: to, locale: place.slice(place.lastIndexOf('@') + 1) }
    const there = around.places.pages.has(place)
    if (change.verb === 'create' || !there) return [newText(kind, to, locale, page, fill(page), around)]
    const names = change.fields.filter((name) => splitField(name)[1] === locale)
    if (names.length === 0) return []
    const merging = around.merging?.get(at(to))
    if (merging === undefined) return [changedText(kind, change.from, to, names, locale, page, fill(page), around)]
    const both = { kind, from: change.from, to, locale, names, fill: fill(page), spell: around.spell }
    const { text, clashes, body, ...more } = mergePage(readFileSync(join(around.options.root, file), 'utf8'), both, merging)
    const merged = { clashes, ...(body === undefined ? {} : { body }) }
    const mine: Writing = { file, text, of: said(page), merged, ...more }
    if (!merging.beside || clashes === 0) return [mine]
    // all Intercom has, beside what the file says
    return [mine, newText(kind, to, locale, { ...page, file: besideName(file) }, fill(page), around)]
  })
}

const said = ({ of, locale }: Page): NonNullable<Writing['of']> => ({ kind: of.kind, key: of.key, locale })

function newText(kind: Kind, to: Resource, locale: string | undefined, page: Page, fill: Fill, around: Told): Writing {
  const body = bodyOf(kind, to.fields, locale, fill)
  const { blocks } = body
  const elsewhere = staysThere(kind, to.fields, locale, body, around.lossy)
  const path = kind.home.in === 'content' && kind.oneLocale === undefined ? folderPath(kind, to, around) : to.key
  const own =
    (path === to.key && !around.doubled.has(at(to))) || kind.oneLocale !== undefined ? [] : [{ path: ['key'], value: to.key }]
  const words = [
    ...wordsOf(kind, to.fields, locale, around.spell, shelvesOf(kind, to).length === 1),
    ...(elsewhere ? [leftThere] : []),
    ...own,
  ]
  return {
    file: page.file,
    text: newPage(words, elsewhere ? '' : body.markdown),
    of: said(page),
    blocks,
    ...(elsewhere ? { elsewhere: true } : {}),
  }
}

function changedText(
  kind: Kind,
  from: Resource,
  to: Resource,
  names: readonly string[],
  locale: string | undefined,
  page: Page,
  fill: Fill,
  around: Told,
): Writing {
  const text = readFileSync(join(around.options.root, page.file), 'utf8')
  const title = fieldIn(kind.natural[0] ?? '', locale)
  const plain = (resource: Resource): string => (typeof resource.fields[title] === 'string' ? resource.fields[title] : '')
  const body = names.includes(fieldIn(kind.body ?? '', locale)) ? bodyOf(kind, to.fields, locale, fill) : undefined
  const { pairs } = frontMatter(text)
  const edited = (now: string): string => editBody(now, body?.markdown ?? '', bodyOf(kind, from.fields, locale, fill).markdown)
  return {
    file: page.file,
    text: editPage(text, {
      set: [
        ...changedWords(kind, to.fields, names, pairs, around.spell),
        ...(around.doubled.has(at(to)) && locale === undefined ? [{ path: ['key'], value: to.key }] : []),
      ],
      title: { before: plain(from), after: plain(to) },
      ...(body === undefined ? {} : { body: edited }),
    }),
    of: said(page),
    ...(body === undefined ? {} : { blocks: body.blocks }),
    ...(body !== undefined && unsaid(kind, to.fields, locale, body) ? { unsaid: true } : {}),
  }
}
