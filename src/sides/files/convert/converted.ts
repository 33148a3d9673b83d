import { existsSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { Kind } from '../../../model/index.ts'
import { at, fieldIn } from '../../../model/index.ts'
import { withoutTitle } from '../../../prose/index.ts'
import type { FilesRead } from '../files.ts'
import { metaFrom, metaInto, textIn, textOut, type Facts } from '../fin/convert-text.ts'
import type { MetaWords } from '../fin/meta-text.ts'
import { idMarks } from '../fin/words.ts'
import { metaFile } from '../layout/fin-as-code.ts'
import { layouts, type LayoutName } from '../layout/index.ts'
import type { FilesOptions } from '../options.ts'
import { placing, type Move } from './placing.ts'
import { readdressing, type Moved } from './readdressing.ts'
import { shelfFiles } from './shelf-files.ts'

/** Files in another layout, as a value. Paths are relative to the root. */
export interface Converted {
  /** new file → its text */
  readonly texts: ReadonlyMap<string, string>
  /** new file → the file whose bytes it takes over: images */
  readonly copies: ReadonlyMap<string, string>
  /** files whose content is in the new ones */
  readonly from: ReadonlySet<string>
  /** those of them that are no new ones, too */
  readonly gone: readonly string[]
}

/** What converting goes to: a layout, and where its content roots are. */
export interface Target {
  readonly layout: LayoutName
  readonly content: Readonly<Record<string, string>>
}

const fin = (layout: LayoutName): boolean => layouts[layout].common !== undefined

/** Everything the content files say, in another layout. Nothing is written. */
export function converted(world: FilesRead, kinds: readonly Kind[], options: FilesOptions, target: Target): Converted {
  const moves = placing(world, kinds, options.locales.default, options.locales.layout, target.layout, target.content)
  const shelves = shelfFiles(kinds, options, target.layout, target.content)
  const copies = new Map<string, string>()
  const moved: Moved = {
    root: options.root,
    world,
    to: target.layout,
    pages: new Map(moves.map(({ resource, locale, to }) => [`${at(resource)}@${locale}`, to])),
    folder: (path) => folderIn(path, target, options.locales.default),
    image: (path) => {
      const now = imageIn(path, options, target)
      if (now !== path) copies.set(now, path)
      return now
    },
  }
  const texts = new Map(shelves.map(({ to, text }) => [to, text]))
  const metas = new Set<string>()
  const mains = new Map(moves.filter(({ main }) => main).map((move) => [at(move.resource), move]))
  for (const move of moves) {
    const main = mains.get(at(move.resource)) ?? move
    for (const [file, text] of said(move, main, moved, options, target)) texts.set(file, text)
    const meta = posix.join(posix.dirname(move.from), metaFile)
    if (fin(options.locales.layout) && existsSync(join(options.root, meta))) metas.add(meta)
  }
  const from = new Set([...moves.map(({ from }) => from), ...shelves.map(({ from }) => from), ...metas, ...copies.values()])
  return { texts, copies, from, gone: [...from].filter((file) => !texts.has(file) && !copies.has(file)) }
}

function folderIn(path: string, { layout, content }: Target, main: string): string {
  const root = content['articles'] ?? '.'
  return posix.dirname(
    posix.join(root, layout === 'directory' ? layouts.directory.file(`${path}/x`, main, undefined) : `${path}/x`),
  )
}

// Intercom's layout has one folder of images, beside the content
function imageIn(path: string, { locales, content }: FilesOptions, target: Target): string {
  if (fin(locales.layout) === fin(target.layout)) return path
  const [here, there] = [content['articles'], target.content['articles']]
  if (here === undefined || there === undefined) return path
  const from = fin(locales.layout) ? posix.join(posix.dirname(here), 'images') : posix.normalize(here)
  const to = fin(target.layout) ? posix.join(posix.dirname(there), 'images') : posix.normalize(there)
  return path.startsWith(`${from}/`) ? posix.join(to, path.slice(from.length + 1)) : path
}

const unix = (text: string): string => text.replaceAll('\r\n', '\n')

/** The files of one text: itself, and for the one others are translations of what stands beside it. */
function said(move: Move, main: Move, moved: Moved, options: FilesOptions, { layout }: Target): [string, string][] {
  const read = (file: string): string => readFileSync(join(options.root, file), 'utf8')
  const text = read(move.from)
  const facts = factsOf(move, moved, options)
  const back = (now: string): string => (text.includes('\r\n') ? now.replaceAll('\n', '\r\n') : now)
  const lead = move.main ? null : unix(read(main.from))
  if (fin(layout)) {
    const own = textIn(unix(text), facts, lead)
    if (!move.main) return [[move.to, back(own)]]
    const taken = new Set([
      ...(move.shelves === null ? [] : ['collections']),
      ...(move.resource.pinned === undefined ? [] : ['id']),
    ])
    const parts = metaFrom(own, { ...derived(move, options), taken })
    return [
      [move.to, back(parts.text)],
      [posix.join(posix.dirname(move.to), metaFile), back(parts.meta)],
    ]
  }
  if (!fin(options.locales.layout)) return [[move.to, back(textOther(unix(text), facts))]]
  const own = textOut(unix(text), facts, lead)
  if (!move.main) return [[move.to, back(own)]]
  const meta = posix.join(posix.dirname(move.from), metaFile)
  const before = existsSync(join(options.root, meta)) ? unix(read(meta)) : null
  const collections = move.shelved || move.shelves === null ? null : keysOf(move)
  return [[move.to, back(metaInto(own, before, derived(move, options), collections))]]
}

const textOther = (text: string, facts: Facts): string => textOut(text, { ...facts, stays: everything }, null)

/** Words that stay as they are between layouts that spell them the same. */
const everything = new Set([
  'summary',
  'published',
  'fin',
  'chatbot_availability',
  'copilot_availability',
  'sales_agent_availability',
])

function factsOf(move: Move, moved: Moved, { locales }: FilesOptions): Facts {
  const { kind, resource, locale } = move
  const name =
    resource.fields[
      fieldIn(kind.natural[0] ?? '', kind.oneLocale !== undefined || locale === locales.default ? undefined : locale)
    ]
  return {
    key: move.key,
    title: typeof name === 'string' ? name : '',
    untitled: withoutTitle,
    readdressed: readdressing(move, moved),
    stays: new Set('state' in kind.fields ? [] : ['published', 'state', 'summary', 'description']),
    locale: kind.oneLocale === undefined ? null : locale,
  }
}

const keysOf = ({ resource }: Move): readonly string[] => {
  const refs = resource.fields['collections']
  return Array.isArray(refs) ? refs.map(({ key }: { key: string }) => key) : []
}

/** What `meta.yaml` says of a text without being told. */
function derived({ kind, resource, shelves, locale }: Move, { locales }: FilesOptions): MetaWords {
  const mark = idMarks[kind.name]
  const id = resource.pinned === undefined || mark === undefined ? {} : { id: `${mark}_${resource.pinned}` }
  return kind.oneLocale === undefined ? { ...id, collections: shelves, defaultLocale: locales.default } : { ...id, locale }
}
