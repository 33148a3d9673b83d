import { join } from 'node:path'
import { kinds } from '../../kinds/index.ts'
import { at, hint, Stop, type Finding, type Ledger, type Resource } from '../../model/index.ts'
import type { FilesWorld } from '../../sides/files/index.ts'
import type { WorkspaceWorld } from '../../sides/workspace/index.ts'
import { enact } from '../apply.ts'
import { load, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { drawn, refuseStranger, rulesOf, type Drawing, type Wishes } from '../draw.ts'
import type { Given } from '../options.ts'
import { keep, places } from '../state.ts'
import { decisions } from './decisions.ts'
import { homes } from './homes.ts'
import { carried } from './images.ts'
import { about, origin, type Origin } from './origin.ts'
import { parity } from './parity/parity.ts'
import { pairStore } from './store.ts'
import { uncarried } from './uncarried.ts'
import { wanted } from './wanted.ts'

/** Makes one workspace hold what another holds, by a plan like any other. The first is only read. */
export async function migrate(given: Given, door: Door): Promise<number> {
  const project = await load(given, door)
  const [from, to] = [end(project, given, 'from'), end(project, given, 'to')]
  if (from === to) throw new Stop(64, `--to: expected another workspace than ${from}`)
  if (given.flag('parity')) return await parity(project, given, from, to, door)
  if (given.text('redirects') !== undefined) throw new Stop(64, '--redirects: expected together with --parity')
  if (given.text('format') === 'html') throw new Stop(64, '--format html: expected together with --parity')
  if (given.text('out') !== undefined && given.flag('dry-run'))
    throw new Stop(64, '--out: a migration cannot be saved as a plan; migrate --dry-run shows it')
  const source = await origin(project, given, from, door)
  try {
    return await enact('migrate', about(given, to), door, {
      rules: {},
      sift: (drawing) => Promise.resolve(drawing),
      store: () => pairStore(project, from, to, door),
      draw: async (_, side, memory, wishes) => {
        const there = await side.read()
        refuseStranger(there, wishes)
        return await drawOver(source, there, await memory(there.account.id), wishes, project, given, door, to)
      },
    })
  } finally {
    await source.opened.close()
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

async function drawOver(
  source: Origin,
  there: WorkspaceWorld,
  ledger: Ledger,
  wishes: Wishes,
  project: Project,
  given: Given,
  door: Door,
  to: string,
): Promise<Drawing> {
  const entries = ledger.entries()
  refuseSame(source, there, to)
  refusePartial(source, new Set(entries.map(({ kind }) => kind)))
  const images = await carried(source, join(places(project.root).cache, 'images'), given.flag('quiet'), door)
  keep(project.root, source.opened.cache, project.config.ledger)
  const roots = `workspace ${source.world.account.id}`
  const rules = { ...rulesOf(wishes, there, ledger), defaults: {}, roots }
  const all = wanted(source.world, images.digests, entries, rules)
  const leading = homes(source.world, there)
  const moved = all.resources.map((one) => ({ ...one, fields: leading.moved(one.fields) }))
  const decided = decisions(moved, {
    homes: leading,
    from: source.name,
    to,
    there,
    wishes,
    accepted: new Set(given.list('accept')),
    faults: images.faults,
    before: entries.length > 0,
    named,
  })
  const findings: Finding[] = [...decided.findings, ...uncarried(source.world, all)]
  const want: FilesWorld = {
    resources: decided.resources,
    findings,
    complete: source.world.complete,
    skipped: [],
    images: images.local,
    ignored: [],
    parsed: 0,
    files: decided.resources.length,
    rootsDigest: roots,
  }
  return { ...drawn(want, there, ledger, wishes), from: source.name, address: images.address }
}

const named = (resource: Resource): string => {
  const kind = kinds.find(({ name }) => name === resource.kind)
  const name = resource.fields[kind?.natural[0] ?? '']
  return typeof name === 'string' ? name : at(resource)
}

function refuseSame({ name, world }: Origin, there: WorkspaceWorld, to: string): void {
  if (world.account.id === there.account.id)
    throw new Stop(77, `the tokens of ${name} and ${to} open the same workspace (${there.account.id}). Nothing was written`)
}

/** What is not in half a list would look deleted. */
function refusePartial({ name, world }: Origin, remembered: ReadonlySet<string>): void {
  const missing = kinds.filter(({ name: kind, verbs }) => verbs.length > 0 && !world.complete.has(kind))
  for (const { name: kind, plural } of missing) {
    const skipped = world.skipped.find((one) => one.kind === kind)
    if (skipped === undefined || remembered.has(kind))
      throw new Stop(
        69,
        `${name}: the ${plural} could not be listed whole (${skipped?.why ?? 'they kept changing'}). Run it again`,
      )
  }
}
