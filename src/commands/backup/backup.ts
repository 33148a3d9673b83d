import { existsSync, readdirSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { kinds } from '../../kinds/index.ts'
import { Stop } from '../../model/index.ts'
import { chosen, load, startingIn } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseBroken } from '../migrate/aside.ts'
import { carried } from '../migrate/images.ts'
import { origin, refusePartial } from '../migrate/origin.ts'
import type { Given } from '../options.ts'
import { keep } from '../state.ts'
import { bundle, isArchive } from './archive.ts'
import { beside } from './beside.ts'
import { contents } from './contents.ts'
import { pack } from './pack.ts'

/** Writes all content of a workspace into a folder, or a .tar.gz of one: texts as Markdown for people, every object as JSON for `restore`, images, checksums. */
export async function backup(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const place = resolve(startingIn(given, door), given.word('place'))
  if (existsSync(place) && (isArchive(place) || !statSync(place).isDirectory() || readdirSync(place).length > 0))
    throw new Stop(64, `${place}: expected a folder that is empty or not there yet, or a file that is not there yet`)
  const { name } = chosen(project.config, given.text('workspace'))
  const source = await origin(project, given, name, door)
  try {
    refusePartial(source, new Set())
    refuseBroken(source.also)
    const images = await carried(source)
    keep(project.root, source.opened.cache, project.config.ledger)
    const held = { world: source.world, images, also: source.also, apart: await beside(source.side, source.also) }
    const { manifest, files } = contents(held, project.config, new Date(door.now()).toISOString())
    if (isArchive(place)) await bundle(place, files)
    else pack(place, files)
    for (const { kind, why } of source.also.skipped) door.err.write(`${kind.plural}: not in the backup: ${why}\n`)
    for (const [image, why] of images.faults) door.err.write(`${image.slice('cdn:'.length)}: not in the backup: ${why}\n`)
    const counts = Object.entries({ ...manifest.counts, ...manifest.beside }).map(
      ([kind, count]) => `${count} ${count === 1 ? kind : plural(kind)}`,
    )
    door.out.write(`${place}: ${[...counts, `${Object.keys(manifest.images).length} images`].join(', ')}\n`)
    return images.faults.size > 0 ? 1 : 0
  } finally {
    await source.opened.close()
  }
}

const plural = (kind: string): string => kinds.find(({ name }) => name === kind)?.plural ?? kind
