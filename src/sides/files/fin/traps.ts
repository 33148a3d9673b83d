import { posix } from 'node:path'
import type { Finding } from '../../../model/index.ts'
import { fold } from '../../../model/index.ts'
import { localeNamed } from '../layout/fin-as-code.ts'
import type { Listing, Place } from '../list.ts'
import { isScalar, pairOf, quoted, written, type Pair } from '../located.ts'
import { localeOf } from '../locales.ts'
import { odd, wrong, type Said } from '../making.ts'
import type { FilesOptions } from '../options.ts'
import type { Page } from '../sheet.ts'
import type { Meta } from './meta.ts'
import { repeated } from './words.ts'

const text = (pairs: readonly Pair[], key: string): string | null => {
  const value = pairOf(pairs, key)?.value
  return value !== undefined && isScalar(value) ? written(value) : null
}
const lineOf = (pairs: readonly Pair[], key: string): number => pairOf(pairs, key)?.line ?? 1
const at = (file: string, said: Said): Finding => ({ file, ...said })
const named = (file: string): string => posix.basename(file).replace(/\.[^.]*$/u, '')

/** One folder of the layout: its `meta.yaml`, where it has one, and its texts. */
interface Unit {
  readonly path: string
  readonly meta: Meta | undefined
  readonly pages: readonly Page[]
}

/** What people fall into with Intercom's git layout, each with the file and line it is in. */
export function traps(
  metas: readonly Meta[],
  pages: readonly Page[],
  listings: readonly Listing[],
  home: string | null,
  options: FilesOptions,
): Finding[] {
  const units = unitsOf(metas, pages)
  return [
    ...units.flatMap((unit) => [...alone(unit), ...locales(unit, options), ...differing(unit), ...elsewhere(unit, home)]),
    ...copies(units),
    ...listings.flatMap(({ ignored }) => strays(ignored, metas)),
  ]
}

function unitsOf(metas: readonly Meta[], pages: readonly Page[]): Unit[] {
  const keyOf = ({ kind, path }: Pick<Place, 'kind' | 'path'>): string => `${kind.name} ${path}`
  const texts = new Map<string, Page[]>()
  for (const page of pages) texts.set(keyOf(page.place), [...(texts.get(keyOf(page.place)) ?? []), page])
  const known = new Map(metas.map((meta) => [keyOf(meta), meta]))
  return [...new Set([...known.keys(), ...texts.keys()])].map((key) => {
    const [meta, own] = [known.get(key), texts.get(key) ?? []]
    return { path: meta?.path ?? own[0]?.place.path ?? '', meta, pages: own }
  })
}

function alone({ meta, pages }: Unit): Finding[] {
  const [page] = pages
  if (meta === undefined && page !== undefined)
    return [
      at(page.place.file, odd('fin/no-meta', 1, 'expected meta.yaml beside it, got none: Intercom does not take this folder up')),
    ]
  if (meta !== undefined && meta.pairs.length > 0 && page === undefined)
    return [at(meta.file, odd('fin/no-text', 1, 'expected a text beside it (en.md), got none; this folder is nothing'))]
  return []
}

// en-us and its like stand in exports of a workspace of one language; the API knows no such locale
function locales({ meta, pages }: Unit, { locales: { default: main } }: FilesOptions): Finding[] {
  const strange = pages.flatMap(({ place: { file } }) => {
    const name = named(file)
    if (localeOf(name) !== undefined) return []
    const says = `${name} is no locale of Intercom's API; read as ${localeNamed(name) ?? main}: rename it to ${localeNamed(name) ?? main}.md`
    return [at(file, odd('fin/locale', 1, says))]
  })
  const said = meta === undefined ? null : text(meta.pairs, 'default_locale')
  if (meta === undefined || said === null || pages.length === 0) return strange
  const line = lineOf(meta.pairs, 'default_locale')
  const there = pages.some(({ place: { file } }) => named(file) === said)
  if (!there) {
    const says = `default_locale: says ${said}, and there is no ${said}.md beside it; add it, or name one that is there`
    return [...strange, at(meta.file, odd('fin/default-locale', line, says))]
  }
  if (localeNamed(said) === main) return strange
  const says = `default_locale: says ${said}, the config's locales.default says ${main}: ${main} is the text the others translate here`
  return [...strange, at(meta.file, odd('fin/default-locale', line, says))]
}

function differing({ pages }: Unit): Finding[] {
  const [first, ...others] = pages
  if (first === undefined) return []
  return others.flatMap(({ place, parsed }) =>
    repeated.flatMap((word) => {
      const [one, other] = [text(first.parsed.pairs, word), text(parsed.pairs, word)]
      if (one === null || other === null || one === other) return []
      const says = `${word}: says ${other}, and ${named(first.place.file)}.md says ${one}; it holds for all locales: say the same in each`
      return [at(place.file, odd('fin/differs', lineOf(parsed.pairs, word), says))]
    }),
  )
}

function elsewhere({ path, meta }: Unit, home: string | null): Finding[] {
  const filed = meta?.filed ?? null
  if (meta === undefined || filed === null) return []
  const folder = posix.dirname(path)
  const mine = filed.filter(({ helpCenter }) => helpCenter === null || helpCenter === home)
  const foreign = filed.filter(({ helpCenter }) => helpCenter !== null && helpCenter !== home)
  const [first] = mine
  const apart = foreign.map(({ helpCenter, line }) => {
    const says = `collections: help center ${helpCenter ?? ''} is another one than ${home ?? ''}; kept as it is, not applied`
    return at(meta.file, odd('fin/help-center', line, says))
  })
  if (first === undefined || mine.some((one) => one.path === folder) || (folder === '.' && mine.length === 0)) return apart
  const says = `collections: says ${mine.map((one) => one.path).join(', ')}, but it stands in ${folder}; what the file says is applied: move the folder, or correct the path`
  return [at(meta.file, odd('fin/collection-path', first.line, says)), ...apart]
}

const titleOf = ({ pages }: Unit): string => {
  const titles = pages.map(({ parsed }) => fold(text(parsed.pairs, 'title') ?? parsed.written.title))
  return titles.find((title) => title !== '') ?? ''
}

// Intercom writes what it made to a folder of its own and leaves the one its author wrote, without id: read as they are, the two are twins
function copies(units: readonly Unit[]): Finding[] {
  const held = new Map<string, Meta>()
  const keyOf = (unit: Unit, by: string): string => `${unit.meta?.kind.name ?? ''} ${by}`
  for (const unit of units)
    if (unit.meta !== undefined && unit.meta.id !== null) {
      held.set(keyOf(unit, `title ${titleOf(unit)}`), unit.meta)
      held.set(keyOf(unit, `folder ${posix.basename(unit.path)}`), unit.meta)
    }
  return units.flatMap((unit) => {
    const { meta } = unit
    if (meta === undefined || meta.id !== null || meta.pairs.length === 0) return []
    const title = titleOf(unit)
    const same = title === '' ? undefined : held.get(keyOf(unit, `title ${title}`))
    const near = held.get(keyOf(unit, `folder ${posix.basename(unit.path)}`))
    const line = lineOf(meta.pairs, 'id')
    if (same !== undefined) {
      const says = `id: expected one, got nothing, and ${same.file} has id ${same.id ?? ''} and the same title: applied, there would be two. Put that id here and delete the other folder, or the other way round`
      return [at(meta.file, wrong('fin/copy', line, says))]
    }
    if (near === undefined) return []
    const says = `id: is blank, and ${near.file} has id ${near.id ?? ''} in a folder of the same name; if it is the same ${meta.kind.name}, put that id here and delete the other folder`
    return [at(meta.file, odd('fin/copy', line, says))]
  })
}

function strays(ignored: readonly string[], metas: readonly Meta[]): Finding[] {
  const folders = new Set(metas.map(({ file }) => posix.dirname(file)))
  return ignored.flatMap((file) => {
    const name = named(file)
    if (!folders.has(posix.dirname(file)) || /^(?:_|\.|readme)/iu.test(name) || localeNamed(name) !== undefined) return []
    const says = `expected a locale as its name (en.md), got ${quoted({ line: 1, value: name })}; it is not read`
    return [at(file, odd('fin/locale', 1, says))]
  })
}
