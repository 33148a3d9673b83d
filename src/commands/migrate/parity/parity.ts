import { kinds } from '../../../kinds/index.ts'
import { Stop } from '../../../model/index.ts'
import { parityDocument, parityPage, parityTable, type ParityReport } from '../../../report/parity/index.ts'
import type { Project } from '../../config/load.ts'
import type { Door } from '../../door.ts'
import { memory } from '../../memory.ts'
import type { Opened } from '../../open.ts'
import { formatOf, lookOf, result, save } from '../../result.ts'
import type { Given } from '../../options.ts'
import { sourceId } from '../keys.ts'
import { csv } from '../redirects/csv.ts'
import { moved } from '../redirects/moved.ts'
import { pairStore } from '../store.ts'
import { compare } from './compare.ts'
import { end, type End } from './end.ts'
import type { Renamed } from './seen.ts'

/** What is remembered of a migration: `kind:id` at the first end → the id at the second, and all kinds there is a memory of. */
async function pairsOf(
  project: Project,
  from: string,
  to: string,
  id: string,
  opened: Opened,
  door: Door,
  natural: Natural,
): Promise<{ pairs: Map<string, string>; remembered: ReadonlySet<string> }> {
  const ledger = await memory(pairStore(project, from, to, door), id, opened.workspace.sandbox === true, door)
  const pairs = new Map(
    ledger.entries().flatMap((entry) => {
      const source = sourceId(entry.key) ?? natural(entry.kind, entry.key)
      return source === undefined || entry.id === null ? [] : [[`${entry.kind}:${source}`, entry.id] as const]
    }),
  )
  return { pairs, remembered: new Set(ledger.entries().map(({ kind }) => kind)) }
}

/** The lists an end is not given and that can be left out. Throws Stop 77 for one the other end has objects of, or the memory. */
function left(ends: readonly End[], remembered: ReadonlySet<string>): ParityReport['skipped'] {
  return ends.flatMap(({ opened: { name }, refused }) =>
    [...refused].map(([kind, why]) => {
      const plural = kinds.find((one) => one.name === kind)?.plural ?? kind
      if (remembered.has(kind) || ends.some(({ listed }) => (listed.get(kind) ?? 0) > 0))
        throw new Stop(
          77,
          `${name}: the ${plural} are refused (${why}), so that nothing can be said of them. Give the token of ${name} the right to read them, and compare again`,
        )
      return { kind, workspace: name, why }
    }),
  )
}

/** The id of what is known by a natural name. */
type Natural = (kind: string, key: string) => string | undefined

/** Compares two workspaces after a migration, by what people see: answers as they came, read by a parser that knows nothing of Intercom. */
export async function parity(project: Project, given: Given, from: string, to: string, door: Door): Promise<number> {
  const map = project.config.workspaces[to]?.map ?? {}
  const renamed: Renamed = (kind, name) => {
    const names = kind === 'author' ? map.authors : kind === 'audience' ? map.audiences : kind === 'tag' ? map.tags : undefined
    return String(names?.[name] ?? name)
  }
  const read = await Promise.allSettled([end(project, given, from, door, renamed), end(project, given, to, door)])
  const ends = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  try {
    const failed = read.find((one) => one.status === 'rejected')
    if (failed !== undefined) throw failed.reason
    const [here, there] = ends
    if (here === undefined || there === undefined) throw new Error('there are two ends')
    const sources = new Map(
      [...here.objects.values()].flatMap(({ kind, id, fields: { url } }) => (url === undefined ? [] : [[`${kind}:${url}`, id]])),
    )
    const natural: Natural = (kind, key) => sources.get(`${kind}:${key}`)
    const { pairs, remembered } = await pairsOf(project, from, to, there.account.id, there.opened, door, natural)
    const skipped = left([here, there], remembered)
    if (pairs.size === 0) throw new Stop(64, `nothing was carried from ${from} to ${to} yet: migrate first`)
    const place = ({ opened, account }: End): ParityReport['from'] => ({
      name: opened.name,
      id: account.id,
      region: account.region,
    })
    const report: ParityReport = {
      from: place(here),
      to: place(there),
      createdAt: new Date(door.now()).toISOString(),
      skipped,
      ...compare(here, there, pairs),
    }
    const list = given.text('redirects')
    if (list !== undefined) save(list, [csv(moved(here.pages, there.pages, pairs))], given, door)
    const texts = {
      json: () => `${JSON.stringify(parityDocument(report), null, 2)}\n`,
      html: () => parityPage(report),
      pretty: () => parityTable(report, lookOf(given, door)),
    }
    const format = formatOf(given)
    result(format === 'json' || format === 'html' ? texts[format]() : texts.pretty(), given, door)
    return report.differences.length + report.stale.length === 0 ? 0 : 2
  } finally {
    for (const each of ends) await each.close()
  }
}
