import { kinds } from '../../../kinds/index.ts'
import { sha256, Stop, type Kind } from '../../../model/index.ts'
import { parityDocument, parityPage, parityTable, type ParityReport } from '../../../report/parity/index.ts'
import { imageFetcher, reader } from '../../../sides/workspace/index.ts'
import type { Project } from '../../config/load.ts'
import type { Door } from '../../door.ts'
import { memory } from '../../memory.ts'
import { open, type Opened } from '../../open.ts'
import { formatOf, lookOf, result, save } from '../../result.ts'
import type { Given } from '../../options.ts'
import { keep } from '../../state.ts'
import { sourceId } from '../keys.ts'
import { about } from '../origin.ts'
import { csv } from '../redirects/csv.ts'
import { moved, type Pages } from '../redirects/moved.ts'
import { pairStore } from '../store.ts'
import { compare, type End } from './compare.ts'
import { seen, type Answers, type Renamed } from './seen.ts'

/** What is remembered of a migration: `kind:id` at the first end → the id at the second. */
async function pairsOf(
  project: Project,
  from: string,
  to: string,
  id: string,
  opened: Opened,
  door: Door,
  natural: Natural,
): Promise<Map<string, string>> {
  const ledger = await memory(pairStore(project, from, to, door), id, opened.workspace.sandbox === true, door)
  return new Map(
    ledger.entries().flatMap((entry) => {
      const source = sourceId(entry.key) ?? natural(entry.kind, entry.key)
      return source === undefined || entry.id === null ? [] : [[`${entry.kind}:${source}`, entry.id] as const]
    }),
  )
}

/** The id of what is known by a natural name. */
type Natural = (kind: string, key: string) => string | undefined

/** Compares two workspaces after a migration, by what people see: answers as they came, read by a parser that knows nothing of Intercom. */
export async function parity(project: Project, given: Given, from: string, to: string, door: Door): Promise<number> {
  const [first, second] = await Promise.all([from, to].map((name) => end(project, given, name, door)))
  if (first === undefined || second === undefined) throw new Error('there are two ends')
  try {
    const map = project.config.workspaces[to]?.map ?? {}
    const renamed: Renamed = (kind, name) => {
      const names = kind === 'author' ? map.authors : kind === 'audience' ? map.audiences : kind === 'tag' ? map.tags : undefined
      return String(names?.[name] ?? name)
    }
    const [here, there] = [await whole(first, renamed), await whole(second)]
    const natural: Natural = (kind, key) =>
      [...here.objects.values()].find((one) => one.kind === kind && one.fields['url'] === key)?.id
    const pairs = await pairsOf(project, from, to, second.world.account.id, second.opened, door, natural)
    if (pairs.size === 0) throw new Stop(64, `nothing was carried from ${from} to ${to} yet: migrate first`)
    const place = ({ opened, world }: Ending): ParityReport['from'] => ({
      name: opened.name,
      id: world.account.id,
      region: world.account.region,
    })
    const report: ParityReport = {
      from: place(first),
      to: place(second),
      createdAt: new Date(door.now()).toISOString(),
      ...compare(here, there, pairs),
    }
    for (const { opened } of [first, second]) keep(project.root, opened.cache, project.config.ledger)
    const list = given.text('redirects')
    if (list !== undefined) save(list, [csv(moved(pagesOf(first), pagesOf(second), pairs))], given, door)
    const texts = {
      json: () => `${JSON.stringify(parityDocument(report), null, 2)}\n`,
      html: () => parityPage(report),
      pretty: () => parityTable(report, lookOf(given, door)),
    }
    const format = formatOf(given)
    result(format === 'json' || format === 'html' ? texts[format]() : texts.pretty(), given, door)
    return report.differences.length + report.stale.length === 0 ? 0 : 2
  } finally {
    for (const { opened } of [first, second]) await opened.close()
  }
}

const pagesOf = ({ world, answers }: Ending): Pages => ({ helpCenters: world.helpCenters, answers })

interface Ending {
  readonly opened: Opened
  readonly world: End['world']
  readonly answers: Answers
  readonly signatures: ReadonlyMap<string, string>
  readonly stop: AbortSignal
}

async function end(project: Project, given: Given, name: string, door: Door): Promise<Ending> {
  const opened = await open(project, about(given, name), door)
  const signatures = new Map<string, string>()
  const side = reader({
    ...opened.options,
    signal: door.stop,
    sighted: (image, signature) => signatures.set(image, signature),
  })
  const world = await side.read()
  const answers = new Map(
    await Promise.all(
      kinds
        .filter(({ name, aside }: Kind) => aside !== true && !world.skipped.some((one) => one.kind === name))
        .map(async ({ name }) => [name, await side.items(name)] as const),
    ),
  )
  return { opened, world, answers, signatures, stop: door.stop }
}

/** An end with every image known by its bytes. */
async function whole({ opened, world, answers, signatures, stop }: Ending, renamed?: Renamed): Promise<End> {
  const objects = seen(answers, world, renamed)
  const fetch = imageFetcher({ ...opened.options, signal: stop })
  const digests = new Map<string, string>()
  const left = [...signatures]
  const worker = async (): Promise<void> => {
    for (let one = left.pop(); one !== undefined; one = left.pop()) {
      const [image, signature] = one
      const known = opened.cache.get(`image/${image}`)
      if (typeof known === 'string') digests.set(image, known)
      else {
        const got = await fetch(image, signature)
        const digest = 'fault' in got ? `not to be had: ${got.fault}` : sha256(got.bytes)
        if (!('fault' in got)) opened.cache.set(`image/${image}`, digest)
        digests.set(image, digest)
      }
    }
  }
  await Promise.all(Array.from({ length: 6 }, worker))
  // the side names hosted images by their path alone
  const byPath = new Map([...digests].map(([image, digest]) => [image.replace(/^cdn:/u, ''), digest]))
  const image = (address: string): string => {
    const url = URL.canParse(address) ? new URL(address) : null
    return (url === null ? undefined : byPath.get(url.pathname)) ?? address.replace(/\?.*$/u, '')
  }
  return { world, objects, image }
}
