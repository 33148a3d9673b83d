import { realpathSync } from 'node:fs'
import { join, posix } from 'node:path'
import { kinds as allKinds } from '../../kinds/index.ts'
import type { Finding, Kind, Resource } from '../../model/index.ts'
import { sha256, stable } from '../../model/index.ts'
import type { Around } from './body.ts'
import { content } from './content.ts'
import type { Directories } from './directories.ts'
import { directories } from './directories.ts'
import { commonsOf, foldersAt, noCommons, oddLocales, unsaidLayout, type Commons } from './fin/index.ts'
import { finish } from './finish.ts'
import type { Loaded } from './image.ts'
import { load } from './image.ts'
import { layouts } from './layout/index.ts'
import type { Listing } from './list.ts'
import { list } from './list.ts'
import type { Making } from './making.ts'
import type { FilesOptions, FilesWorld, LocalImage, Places } from './options.ts'
import { readPages } from './read-pages.ts'
import type { Known } from './refs.ts'
import { spellings } from './refs.ts'
import { roots, type Root } from './roots.ts'
import { settings } from './settings.ts'
import type { Targets } from './targets.ts'
import { targetsOf } from './targets-of.ts'
import { textsOf } from './texts.ts'
import { twice } from './twice.ts'

const kinds: readonly Kind[] = allKinds

/** What files say, with where it stands and what links in them can lead to. */
export interface FilesRead extends FilesWorld {
  readonly places: Places
  readonly targets: Targets
  /** content file → its path below the content root, without extension and locale */
  readonly paths: ReadonlyMap<string, string>
  /** content file → the digest of the bytes it was read as */
  readonly digests: ReadonlyMap<string, string>
}

/** The repository as a side that can be read. What is wrong in a file is a finding of the world; only the disk itself can fail. */
export function files(options: FilesOptions): { read(): Promise<FilesRead> } {
  return { read: () => read(options) }
}

async function read(options: FilesOptions): Promise<FilesRead> {
  const found = roots(kinds, options)
  const listings = found.map((root) => ({ root, listing: sifted(list(root, found, options), options) }))
  const texts = await readPages(
    listings.flatMap(({ listing }) => listing.places),
    options,
  )
  const set = settings(kinds, options)
  const commons = layouts[options.locales.layout].common === undefined ? noCommons : commonsOf(listings, texts.pages, options)
  const shelves = shelve(
    listings.map(({ root, listing }) => filed(root, listing, commons)),
    set.makings,
    options,
  )
  const contents = kinds
    .filter((kind) => kind.home.in === 'content')
    .map((kind) => ({
      kind,
      ...content(
        kind,
        texts.pages.filter(({ place }) => place.kind === kind),
        options,
        commons.of(kind),
      ),
    }))
  const makings = [set, ...shelves, ...contents].flatMap(({ makings }) => makings)
  const known: Known = {
    kinds: new Map(kinds.map((kind) => [kind.name, kind])),
    keys: spellings(makings),
    folders: new Map(shelves.map(({ kind, keys }) => [kind, keys])),
    listed: set.present,
    unread: set.unread,
  }
  const images = new Map<string, LocalImage>()
  const around: Around = {
    links: options.links,
    default: options.locales.default,
    targets: targetsOf({
      repository: options.root,
      default: options.locales.default,
      listings,
      pages: texts.pages,
      contents,
      shelves,
      makings,
    }),
    image: imagesOf(
      options,
      found.map(({ folder }) => folder),
      images,
    ),
  }
  const before = [
    ...[...listings.map(({ listing }) => listing), set, commons, ...shelves, ...contents].flatMap(({ findings }) => findings),
    ...unsaidLayout(options),
  ]
  const { resources, findings } = finished(makings, known, around, before)
  const unread = new Set([...set.unread, ...listings.filter(({ listing }) => !listing.whole).map(({ root }) => root.kind.name)])
  return {
    resources,
    findings: [...findings].sort(byPlace),
    complete: new Set(kinds.filter((kind) => isManaged(kind, options) && !unread.has(kind.name)).map(({ name }) => name)),
    skipped: [],
    images,
    ignored: listings.flatMap(({ listing }) => listing.ignored).sort(),
    parsed: texts.parsed,
    digests: texts.digests,
    files: texts.pages.length,
    places: {
      pages: new Map(
        contents.flatMap(({ kind, held }) => [...held].map(([file, { key, locale }]) => [`${kind.name}:${key}@${locale}`, file])),
      ),
      ...(commons.home === null ? {} : { helpCenter: commons.home }),
      shelves: new Map(shelves.flatMap(({ kind, keys }) => [...keys].map(([folder, key]) => [`${kind}:${key}`, folder]))),
    },
    targets: around.targets,
    paths: new Map(texts.pages.map(({ place }) => [place.file, place.path])),
    texts: textsOf(contents, texts.texts, options),
    rootsDigest: sha256(stable([options.content, options.locales, listings.map(({ listing }) => listing.rules)])),
  }
}

type Shelved = Directories & { readonly kind: string; readonly of: Kind }

function sifted(listing: Listing, options: FilesOptions): Listing {
  if (layouts[options.locales.layout].common === undefined) return listing
  const { places, findings } = oddLocales(listing.places)
  return { ...listing, places, findings: [...listing.findings, ...findings] }
}

// where a file beside the texts says what they are filed in, its paths are the folders that count
function filed(root: Root, listing: Listing, commons: Commons): Listing {
  const known = commons.of(root.kind)
  if (known.size === 0) return listing
  const described = listing.shelves.map((place) => ({ ...place, path: posix.join(place.path, 'x') }))
  const places = listing.places.flatMap((place) =>
    foldersAt(place.path, known.get(place.path)).map((folder) => ({
      ...place,
      file: posix.join(root.folder, folder, 'x'),
      path: posix.join(folder, 'x'),
    })),
  )
  return { ...listing, places: [...places, ...described] }
}

function shelve(listings: readonly Listing[], listed: readonly Making[], options: FilesOptions): Shelved[] {
  return kinds.flatMap((of) => {
    if (of.home.in !== 'content' || of.home.directories === undefined) return []
    const name = of.home.directories
    const kind = kinds.find((one) => one.name === name)
    if (kind === undefined) throw new Error(`folders of ${of.plural} are ${name}, which is no kind`)
    const mine = (all: readonly { kind: Kind }[]): boolean => all.some((place) => place.kind === of)
    const places = listings.filter(({ places }) => mine(places)).flatMap(({ places }) => places)
    const shelves = listings.filter(({ shelves }) => mine(shelves)).flatMap(({ shelves }) => shelves)
    const own = new Map(listed.filter((making) => making.kind === name).map((making) => [making.key, making]))
    return [{ kind: name, of, ...directories(kind, places, shelves, own, options) }]
  })
}

function finished(
  makings: readonly Making[],
  known: Known,
  around: Around,
  before: readonly Finding[],
): { resources: Resource[]; findings: Finding[] } {
  const findings = [...before]
  const mentions = new Map<string, Resource>()
  const broken = new Set<Resource>()
  const keyed = new Set<Resource>()
  const done = makings
    .filter(({ key }) => key !== '')
    .map((making) => {
      const made = finish(making, known, around)
      findings.push(...made.findings)
      for (const mention of made.mentions) if (!mentions.has(mention.key)) mentions.set(mention.key, mention)
      if (making.broken || made.broken) broken.add(made.resource)
      if (making.keyed === true) keyed.add(made.resource)
      return { making, resource: made.resource }
    })
  for (const kind of kinds) {
    const same = twice(
      kind,
      done.map(({ resource }) => resource).filter((resource) => resource.kind === kind.name),
      (resource) => keyed.has(resource),
    )
    findings.push(...same.findings)
    for (const resource of same.broken) broken.add(resource)
  }
  const wrong = new Set(findings.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const resources = done.map(({ making, resource }): Resource =>
    broken.has(resource) || making.files.some((file) => wrong.has(file)) ? { ...resource, broken: true } : resource,
  )
  return { resources: [...resources, ...mentions.values()], findings }
}

// a kind whose root is not named has no files; the planner must not take that for deletes
const isManaged = (kind: Kind, options: FilesOptions): boolean =>
  kind.home.in === 'content' ? options.content[kind.home.root] !== undefined : kind.home.in === 'settings'

function imagesOf(options: FilesOptions, folders: readonly string[], images: Map<string, LocalImage>): Around['image'] {
  const homes = [options.root, ...folders.map((folder) => join(options.root, folder))].map((home) => realpathSync(home))
  const loaded = new Map<string, Loaded>()
  return (path) => {
    const before = loaded.get(path)
    if (before !== undefined) return before
    const now = load(options.root, path, homes)
    loaded.set(path, now)
    if ('digest' in now && !images.has(now.digest)) images.set(now.digest, now.image)
    return now
  }
}

const byPlace = (a: Finding, b: Finding): number =>
  a.file === b.file ? a.line - b.line || (a.message < b.message ? -1 : 1) : a.file < b.file ? -1 : 1
