import { readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { kindOf, kinds } from '../../kinds/index.ts'
import { at, isRefs, splitField, type Fields, type Ref } from '../../model/index.ts'
import { version } from '../../prose/index.ts'
import { naming, type LocalImage } from '../../sides/files/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import type { Project } from '../config/load.ts'
import type { Aside } from '../migrate/aside.ts'
import type { Carried } from '../migrate/images.ts'
import { uncarried } from '../migrate/uncarried.ts'
import { wanted } from '../migrate/wanted.ts'
import type { Beside } from './beside.ts'
import { copies, plainRules } from './copies.ts'
import type { Manifest, Stored } from './manifest.ts'
import type { Packed } from './pack.ts'

/** What was read of a workspace for a backup. */
export interface Held {
  readonly world: WorkspaceWorld
  readonly images: Carried
  /** what stands beside the content: as it was listed, and as files */
  readonly also: Aside
  readonly apart: readonly Beside[]
}

const endings: Readonly<Record<string, string>> = { 'image/svg+xml': 'svg', 'image/jpeg': 'jpg' }

/** A workspace with its objects and its sets in the order of their names: that of ids is another in each workspace. */
function inNames(world: WorkspaceWorld): WorkspaceWorld {
  const names = new Map(
    world.resources.map((one) => {
      const name = one.fields[kindOf(one.kind).natural[0] ?? '']
      return [at(one), typeof name === 'string' ? name : '']
    }),
  )
  const order = (a: Ref, b: Ref): number => {
    const [one, other] = [names.get(at(a)) ?? at(a), names.get(at(b)) ?? at(b)]
    return one === other ? 0 : one < other ? -1 : 1
  }
  const sorted = (fields: Fields): Fields =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isRefs(value) ? value.toSorted(order) : value]))
  return { ...world, resources: world.resources.map((one) => ({ ...one, fields: sorted(one.fields) })).sort(order) }
}

/** A record language by language, its fields as the kind lists them: answers come in any order. */
function inOrder(kind: string, fields: Fields): Fields {
  const names = Object.keys(kindOf(kind).fields)
  const place = (name: string): string => {
    const [field, locale = ''] = splitField(name)
    return `${locale}\n${String(names.indexOf(field)).padStart(3, '0')}`
  }
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (place(a) < place(b) ? -1 : 1)))
}

/** Where a backup keeps an image, beside the texts that show it. */
const placeOf = (digest: string, { type }: LocalImage): string =>
  `files/images/${digest.slice('sha256:'.length, 'sha256:'.length + 16)}.${endings[type] ?? type.slice('image/'.length)}`

/** What a backup holds: what it says of itself, and its files one after the other. */
export function contents(
  { world: read, also, apart, images }: Held,
  config: Project['config'],
  createdAt: string,
): { readonly manifest: Manifest; readonly files: Iterable<Packed> } {
  const { locales } = config
  const world = inNames(read)
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
      return { kind, key, id: all.objects.get(at(resource))?.key.slice(1) ?? null, fields: inOrder(kind, fields) }
    })
    .sort((a, b) => (at(a) < at(b) ? -1 : 1))
  const counts: Record<string, number> = {}
  for (const { kind } of objects) counts[kind] = (counts[kind] ?? 0) + 1
  const manifest: Manifest = {
    format: 'content-sync/backup',
    version: 2,
    createdAt,
    form: version,
    locale: locales.default,
    workspace: { id: world.account.id, name: world.account.name, region: world.account.region },
    helpCenters: world.helpCenters.map((center) => ({ ...center, locales: [...center.locales] })),
    counts,
    beside: Object.fromEntries(apart.map(({ kind, count }) => [kind.name, count])),
    images: Object.fromEntries(
      [...images.local]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([digest, image]) => [digest, { file: placeOf(digest, image), type: image.type, bytes: image.bytes }]),
    ),
    left: [
      ...uncarried(world, all).map(({ message }) => message.replace(/^not carried over: /u, '')),
      ...also.skipped.map(({ kind, why }) => `${kind.plural}, which are not given to this token (${why})`),
    ],
  }
  const local = new Map(
    [...images.local].map(([digest, image]) => [digest, { ...image, path: posix.relative('files', placeOf(digest, image)) }]),
  )
  return {
    manifest,
    files: packed(manifest, objects, images, [...copies(world, rules, local, config), ...apart.flatMap(({ files }) => files)]),
  }
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
