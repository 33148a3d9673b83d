import { join, resolve } from 'node:path'
import { kindOf, kinds } from '../../kinds/index.ts'
import { Stop, type Fields, type Finding, type Resource } from '../../model/index.ts'
import { version } from '../../prose/index.ts'
import type { LocalImage } from '../../sides/files/index.ts'
import { enact } from '../apply.ts'
import { chosen, load, startingIn } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseStranger } from '../draw.ts'
import { drawOver, type Shipment } from '../migrate/draw-over.ts'
import { about } from '../migrate/origin.ts'
import { pairStore } from '../migrate/store.ts'
import { readOnly } from '../migrate/uncarried.ts'
import type { Given } from '../options.ts'
import { unbundled } from './archive.ts'
import { unpack, type Unpacked } from './unpack.ts'

/** Makes a workspace hold what a backup holds, by a plan like any other. */
export async function restore(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const place = resolve(startingIn(given, door), given.word('place'))
  const { name: to } = chosen(project.config, given.text('workspace'))
  if (given.text('out') !== undefined && given.flag('dry-run'))
    throw new Stop(64, '--out: a restore cannot be saved as a plan; restore --dry-run shows it')
  return await unbundled(place, async (folder) => {
    const unpacked = unpack(folder)
    const { manifest } = unpacked
    if (manifest.form > version)
      throw new Stop(
        65,
        `${place}: its texts are in form ${manifest.form}, expected ${version} or less; restore it with the content-sync that made it`,
      )
    if (manifest.locale !== project.config.locales.default)
      throw new Stop(
        78,
        `locales.default: the backup was made with ${manifest.locale}, the config says ${project.config.locales.default}`,
      )
    return await enact('restore', about(given, to), door, {
      rules: {},
      sift: (drawing) => Promise.resolve(drawing),
      store: () => pairStore(project, 'backup', to, door),
      draw: async (_, side, memory, wishes, look) => {
        const there = await side.read()
        refuseStranger(there, wishes)
        const ledger = await memory(there.account.id)
        // what was edited or deleted since the last restore is what a restore is for
        const again = { ...wishes, drift: 'restore' as const }
        return await drawOver(shipment(unpacked, there.account.id), { there, ledger, wishes: again, given, to }, look)
      },
    })
  })
}

/** Texts of an older form are what was sent then: they can be sent again, but may look changed where nothing is. */
const older = (form: number): Finding[] =>
  form === version
    ? []
    : [
        {
          severity: 'warning',
          rule: 'restore/older-form',
          file: 'manifest.json',
          line: 1,
          message: `the backup was made by an older version (form ${form}, now ${version}): texts may be said to differ that do not`,
        },
      ]

function shipment({ folder, manifest, objects }: Unpacked, workspace: string): Shipment {
  const mentioned = new Set(kinds.flatMap((kind) => ('mention' in kind ? [kind.name as string] : [])))
  const home = manifest.workspace.id === workspace
  const resources = objects.map(({ kind, key, id, fields }): Resource => ({
    kind,
    key,
    fields: fields as Fields,
    ...(mentioned.has(kind) ? { mention: true as const } : {}),
    // where it came from, what is still there is the same object
    ...(home && id !== null ? { pinned: id } : {}),
  }))
  const local = new Map(
    Object.entries(manifest.images).map(([digest, { file, type, bytes }]): [string, LocalImage] => [
      digest,
      { file: join(folder, ...file.split('/')), path: file, type, bytes },
    ]),
  )
  return {
    name: `the backup of ${manifest.workspace.name}`,
    verb: 'restore',
    roots: `backup of ${manifest.workspace.id}`,
    helpCenters: manifest.helpCenters,
    complete: new Set(kinds.map(({ name }) => name)),
    images: { digests: new Map(), local, faults: new Map() },
    all: () => ({ resources, objects: new Map(), kept: new Map(), lost: [] }),
    notes: () => [
      ...older(manifest.form),
      ...Object.entries(manifest.beside ?? {}).flatMap(([kind, count]) => readOnly(kindOf(kind), count)),
    ],
  }
}
