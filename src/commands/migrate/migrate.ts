import { kinds } from '../../kinds/index.ts'
import { hint, Stop } from '../../model/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import { enact, type Heard } from '../apply.ts'
import { load, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { refuseStranger } from '../draw.ts'
import type { Given } from '../options.ts'
import { keep } from '../state.ts'
import { drawOver, type Shipment } from './draw-over.ts'
import { carried } from './images.ts'
import { jobs } from './jobs.ts'
import { about, opening, refusePartial, type Origin } from './origin.ts'
import { parity } from './parity/parity.ts'
import { keysFor } from './keys.ts'
import { promoted } from './promote/promoted.ts'
import { eitherWay, repository } from './promote/repository.ts'
import { writeRedirects } from './redirects/write.ts'
import { pairStore } from './store.ts'
import { besides, uncarried } from './uncarried.ts'
import { wanted } from './wanted.ts'

/** Makes one workspace hold what another holds, by a plan like any other. The first is only read. */
export async function migrate(given: Given, door: Door): Promise<number> {
  const list = given.text('jobs')
  if (list !== undefined && given.flag('write-redirects')) throw new Stop(64, '--write-redirects: expected without --jobs')
  if (list !== undefined) return await jobs(list, given, door, carryOver)
  if (given.text('parallel') !== undefined) throw new Stop(64, '--parallel: expected together with --jobs')
  return await carryOver(given, door)
}

async function carryOver(given: Given, door: Door, heard?: Heard): Promise<number> {
  const project = await load(given, door)
  const [from, to] = [end(project, given, 'from'), end(project, given, 'to')]
  if (from === to) throw new Stop(64, `--to: expected another workspace than ${from}`)
  if (given.text('format') === 'markdown' && (given.flag('parity') || !given.flag('dry-run')))
    throw new Stop(64, '--format markdown: expected together with --dry-run, of a plan alone')
  if (given.flag('parity') && given.flag('write-redirects')) throw new Stop(64, '--write-redirects: expected without --parity')
  if (given.flag('write-redirects')) return await writeRedirects(project, given, from, to, door)
  if (given.flag('parity')) return await parity(project, given, from, to, door)
  if (given.text('redirects') !== undefined) throw new Stop(64, '--redirects: expected together with --parity')
  if (given.text('format') === 'html') throw new Stop(64, '--format html: expected together with --parity')
  if (given.text('out') !== undefined && given.flag('dry-run'))
    throw new Stop(64, '--out: a migration cannot be saved as a plan; migrate --dry-run shows it')
  const first = await opening(project, given, from, door)
  try {
    return await enact(
      'migrate',
      about(given, to),
      door,
      {
        rules: {},
        sift: (drawing) => Promise.resolve(drawing),
        store: () => pairStore(project, from, to, door),
        draw: async (_, side, memory, wishes, look) => {
          // side by side: each has a budget of its own
          const [source, there] = await Promise.all([first.read(), side.read()])
          refuseStranger(there, wishes)
          refuseSame(source, there, to)
          const ledger = await memory(there.account.id)
          refusePartial(source, new Set(ledger.entries().map(({ kind }) => kind)))
          const files = await repository(source, project, given, door)
          const meant = { ...wishes, only: eitherWay(wishes.only, files) }
          const arriving = { there, ledger, wishes: meant, given, to }
          const drawing = await drawOver(await shipment(source, project), arriving, look)
          return promoted(drawing, files, source, to)
        },
      },
      heard,
    )
  } finally {
    await first.close()
  }
}

function end({ config }: Project, given: Given, flag: 'from' | 'to'): string {
  const name = given.text(flag)
  const names = Object.keys(config.workspaces)
  if (name === undefined) throw new Stop(64, `--${flag} is missing: expected one of ${names.join(', ')}`)
  if (config.workspaces[name] === undefined)
    throw new Stop(64, `--${flag}: expected one of ${names.join(', ')}, got "${name}"${hint(name, names)}`)
  return name
}

function refuseSame({ name, world }: Origin, there: WorkspaceWorld, to: string): void {
  if (world.account.id === there.account.id)
    throw new Stop(77, `the tokens of ${name} and ${to} open the same workspace (${there.account.id}). Nothing was written`)
}

/** What a workspace holds, with the images fetched. */
async function shipment(source: Origin, project: Project): Promise<Shipment> {
  const { name, world } = source
  const images = await carried(source)
  keep(project.root, source.opened.cache, project.config.ledger)
  return {
    name,
    verb: 'migrate',
    roots: `workspace ${world.account.id}`,
    helpCenters: world.helpCenters,
    complete: world.complete,
    images,
    all: (entries, rules) =>
      wanted(world, images.digests, (objects, known) => keysFor(objects, known, entries, kinds, rules.locale), rules),
    notes: (all) => [...uncarried(world, all), ...besides(source.also)],
  }
}
