import { posix } from 'node:path'
import type { Kind } from '../../model/index.ts'
import { at, splitField } from '../../model/index.ts'
import type { HeadingDraft } from '../../prose/index.ts'
import type { Content } from './content.ts'
import type { Page } from './sheet.ts'
import type { Listing } from './list.ts'
import type { Making } from './making.ts'
import type { Root } from './roots.ts'
import type { Target, Targets } from './targets.ts'

export interface Parts {
  readonly repository: string
  /** the locale without suffix */
  readonly default: string
  readonly listings: readonly { readonly root: Root; readonly listing: Listing }[]
  readonly pages: readonly Page[]
  readonly contents: readonly (Content & { readonly kind: Kind })[]
  /** folders as resources: folder below a content root → key */
  readonly shelves: readonly { readonly kind: string; readonly of: Kind; readonly keys: ReadonlyMap<string, string> }[]
  readonly makings: readonly Making[]
}

/** Everything a link of a file can lead to. */
export function targetsOf(parts: Parts): Targets {
  const files = new Map<string, Target>()
  const names = new Map<string, string[]>()
  const inFolder = new Map<string, string[]>()
  const pages = new Map<string, Target>()
  const held = new Map(parts.contents.map(({ kind, held }) => [kind, held]))
  for (const { place, parsed } of parts.pages) {
    const holds = held.get(place.kind)?.get(place.file)
    if (holds === undefined) continue
    const headings = parsed.written.parts.filter((part): part is HeadingDraft => typeof part === 'object' && 'heading' in part)
    const target: Target = { kind: place.kind.name, ...holds, headings, hasPage: place.kind.page !== undefined }
    const file = place.file.normalize('NFC')
    files.set(file, target)
    pages.set(`${at(target)}@${target.locale}`, target)
    add(names, posix.basename(file).toLowerCase(), file)
    add(inFolder, posix.dirname(file), file)
  }
  return {
    repository: parts.repository,
    files,
    names,
    inFolder,
    pages,
    folders: foldersOf(parts),
    locales: localesOf(parts),
    ids: idsOf(parts, pages),
    roots: new Map(parts.listings.flatMap(({ root, listing }) => listing.places.map(({ file }) => [file, root.folder] as const))),
  }
}

function add(map: Map<string, string[]>, key: string, value: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, [value])
  else known.push(value)
}

// a folder of a content root as links write it, in each locale it is there
function foldersOf({ listings, shelves }: Parts): Map<string, { kind: string; key: string }> {
  const folders = new Map<string, { kind: string; key: string }>()
  for (const { root, listing } of listings)
    for (const place of listing.places) {
      const shelf = shelves.find(({ of }) => of === place.kind)
      if (shelf === undefined) continue
      const file = place.file.normalize('NFC')
      // where a text has a folder of its own, what it is filed in is the folder above
      const own = posix.relative(root.folder, file).startsWith(`${place.path}/`)
      let onDisk = posix.dirname(own ? posix.dirname(file) : file)
      for (let folder = posix.dirname(place.path); folder !== '.'; folder = posix.dirname(folder)) {
        const key = shelf.keys.get(folder)
        if (key !== undefined) folders.set(onDisk, { kind: shelf.kind, key })
        onDisk = posix.dirname(onDisk)
      }
    }
  return folders
}

function idsOf({ makings, default: main }: Parts, pages: ReadonlyMap<string, Target>): Map<string, Target> {
  const ids = new Map<string, Target>()
  for (const { kind, key, pinned } of makings) {
    const target = pages.get(`${kind}:${key}@${main}`)
    if (pinned !== undefined && target !== undefined) ids.set(`${kind}:${pinned}`, target)
  }
  return ids
}

function localesOf(parts: Parts): Map<string, Set<string>> {
  const locales = new Map<string, Set<string>>()
  for (const making of parts.makings) {
    const found = Object.keys(making.fields).map((name) => splitField(name)[1] ?? parts.default)
    locales.set(at(making), new Set(found))
  }
  return locales
}
