import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join, posix, resolve } from 'node:path'
import { kinds } from '../../kinds/index.ts'
import { at, Stop } from '../../model/index.ts'
import { version } from '../../prose/index.ts'
import { naming, type LocalImage } from '../../sides/files/index.ts'
import { chosen, load, startingIn, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { carried, type Carried } from '../migrate/images.ts'
import { origin, refusePartial, type Origin } from '../migrate/origin.ts'
import { uncarried } from '../migrate/uncarried.ts'
import { wanted } from '../migrate/wanted.ts'
import type { Given } from '../options.ts'
import { keep, places } from '../state.ts'
import { bundle, isArchive } from './archive.ts'
import { copies, plainRules } from './copies.ts'
import type { Manifest, Stored } from './manifest.ts'
import { pack, type Packed } from './pack.ts'

/** Writes all content of a workspace into a folder, or a .tar.gz of one: texts as Markdown for people, every object as JSON for `restore`, images, checksums. */
export async function backup(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const place = resolve(startingIn(given, door), given.word('place'))
  const folder = isArchive(place) ? place.replace(/\.(?:tar\.gz|tgz)$/u, '') : place
  for (const path of new Set([place, folder]))
    if (existsSync(path) && (!statSync(path).isDirectory() || readdirSync(path).length > 0))
      throw new Stop(64, `${path}: expected a folder that is empty or not there yet, or a file that is not there yet`)
  const { name } = chosen(project.config, given.text('workspace'))
  const source = await origin(project, given, name, door)
  try {
    refusePartial(source, new Set())
    const images = await carried(source, join(places(project.root).cache, 'images'), given.flag('quiet'), door)
    keep(project.root, source.opened.cache, project.config.ledger)
    const { manifest, files } = contents(source, images, project, door)
    pack(folder, files)
    if (place !== folder) {
      await bundle(folder, place)
      rmSync(folder, { recursive: true })
    }
    for (const [image, why] of images.faults) door.err.write(`${image.slice('cdn:'.length)}: not in the backup: ${why}\n`)
    const counts = Object.entries(manifest.counts).map(([kind, count]) => `${count} ${count === 1 ? kind : plural(kind)}`)
    door.out.write(`${place}: ${[...counts, `${Object.keys(manifest.images).length} images`].join(', ')}\n`)
    return images.faults.size > 0 ? 1 : 0
  } finally {
    await source.opened.close()
  }
}

const plural = (kind: string): string => kinds.find(({ name }) => name === kind)?.plural ?? kind

const endings: Readonly<Record<string, string>> = { 'image/svg+xml': 'svg', 'image/jpeg': 'jpg' }

/** Where a backup keeps an image, beside the texts that show it. */
const placeOf = (digest: string, { type }: LocalImage): string =>
  `files/images/${digest.slice('sha256:'.length, 'sha256:'.length + 16)}.${endings[type] ?? type.slice('image/'.length)}`

function contents(
  { world }: Origin,
  images: Carried,
  { config }: Project,
  door: Door,
): { manifest: Manifest; files: Iterable<Packed> } {
  const { locales } = config
  const rules = plainRules(world, locales.default, images.digests)
  const all = wanted(
    world,
    images.digests,
    (objects, known) => naming(objects, known, [], { pages: new Map(), shelves: new Map() }, () => false, kinds, locales.default),
    rules,
  )
  const objects = all.resources
    .map((resource): Stored => {
      const { kind, key, fields } = resource
      return { kind, key, id: all.objects.get(at(resource))?.key.slice(1) ?? null, fields }
    })
    .sort((a, b) => (at(a) < at(b) ? -1 : 1))
  const counts: Record<string, number> = {}
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1
  const manifest: Manifest = {
    format: 'content-sync/backup',
    version: 1,
    createdAt: new Date(door.now()).toISOString(),
    form: version,
    locale: locales.default,
    workspace: { id: world.account.id, name: world.account.name, region: world.account.region },
    helpCenters: world.helpCenters.map((center) => ({ ...center, locales: [...center.locales] })),
    counts,
    images: Object.fromEntries(
      [...images.local]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([digest, image]) => [digest, { file: placeOf(digest, image), type: image.type, bytes: image.bytes }]),
    ),
    left: uncarried(world, all).map(({ message }) => message.replace(/^not carried over: /u, '')),
  }
  const local = new Map(
    [...images.local].map(([digest, image]) => [digest, { ...image, path: posix.relative('files', placeOf(digest, image)) }]),
  )
  return { manifest, files: packed(manifest, objects, images, copies(world, rules, local, config)) }
}

function* packed(manifest: Manifest, objects: readonly Stored[], images: Carried, texts: Iterable<Packed>): Iterable<Packed> {
  yield { path: 'manifest.json', content: `${JSON.stringify(manifest, null, 2)}\n` }
  for (const kind of Object.keys(manifest.counts)) {
    const lines = objects.filter((one) => one.kind === kind).map((one) => JSON.stringify(one))
    yield { path: `objects/${kind}.ndjson`, content: `${lines.join('\n')}\n` }
  }
  for (const [digest, image] of images.local) yield { path: placeOf(digest, image), content: readFileSync(image.file) }
  yield* texts
}
