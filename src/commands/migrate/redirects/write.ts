import { Refused, Stop } from '../../../model/index.ts'
import { reader, redirectReader, redirects, type HelpCenter, type Redirect } from '../../../sides/workspace/index.ts'
import type { Project } from '../../config/load.ts'
import { confirmedTo } from '../../confirm.ts'
import type { Door } from '../../door.ts'
import { memory } from '../../memory.ts'
import { open, type Opened } from '../../open.ts'
import type { Given } from '../../options.ts'
import { progress } from '../../progress.ts'
import { requestsLine } from '../../requests.ts'
import { sourceId } from '../keys.ts'
import { about } from '../origin.ts'
import { pairStore } from '../store.ts'
import { homesOf, moved, type Pages } from './moved.ts'
import { settled, type Settled } from './settled.ts'

/** Makes old addresses lead to the pages that were carried over, where they are addresses of the second help center; the others are counted. */
export async function writeRedirects(project: Project, given: Given, from: string, to: string, door: Door): Promise<number> {
  const ends: Opened[] = []
  try {
    for (const name of [from, to]) ends.push(await open(project, about(given, name), door))
    const [first, second] = ends
    if (first === undefined || second === undefined) throw new Error('there are two ends')
    const [here, there] = await Promise.all([pages(first, door), pages(second, door)])
    const center = there.helpCenters.find(({ ours }) => ours)
    if (center === undefined) throw new Stop(77, `${to}: it has no help center to redirect to`)
    const ledger = await memory(pairStore(project, from, to, door), there.id, second.workspace.sandbox === true, door)
    const pairs = new Map(
      ledger.entries().flatMap(({ kind, key, id }) => {
        const source = sourceId(key)
        return source === undefined || id === null ? [] : [[`${kind}:${source}`, id] as const]
      }),
    )
    if (pairs.size === 0) throw new Stop(64, `nothing was carried from ${from} to ${to} yet: migrate first`)
    const plan = settled(moved(here, there, pairs), there, center, await known(second, center, door))
    door.out.write(told(plan, to, center))
    if (plan.missing.length === 0 || given.flag('dry-run')) return 0
    if (!given.flag('yes')) {
      if (door.ask === null)
        throw new Stop(64, '--write-redirects asks before it writes, and there is nobody here to ask: add --yes')
      if (!(await confirmedTo(`write these ${plan.missing.length} redirects to ${to}? (yes/no) `, door))) {
        door.err.write('nothing was written\n')
        return 1
      }
    }
    return await written(plan.missing, second, center, given, door)
  } finally {
    for (const end of ends) await end.close()
  }
}

async function pages(opened: Opened, door: Door): Promise<Pages & { readonly id: string }> {
  const side = reader({ ...opened.options, signal: door.stop })
  const { account, helpCenters } = await side.where()
  const [articles, collections] = await Promise.all([side.items('article'), side.items('collection')])
  return { id: account.id, helpCenters, answers: new Map([...Object.entries({ article: articles, collection: collections })]) }
}

async function known(opened: Opened, center: HelpCenter, door: Door): Promise<readonly Redirect[]> {
  try {
    return await redirectReader({ ...opened.options, signal: door.stop }, center.id).list()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new Stop(77, `${opened.name}: the redirects could not be listed: ${error.message}. Give the token the scope for them`, {
      cause: error,
    })
  }
}

const shown = 20

function told({ missing, there, elsewhere, own, outside }: Settled, to: string, center: HelpCenter): string {
  const list = (lines: readonly string[]): string[] => [
    ...lines.slice(0, shown),
    ...(lines.length > shown ? [`  … ${lines.length - shown} more`] : []),
  ]
  return [
    ...list(missing.map(({ from, kind, target }) => `  + ${from} → ${kind} ${target}`)),
    ...list(elsewhere.map(({ from, kind, target }) => `  ! ${from} leads to ${kind} ${target} already: it stays`)),
    ...list(own.map((address) => `  ! ${address} is the address of a page of ${to}: it stays`)),
    `${to}: ${missing.length} redirects to write · ${there.length} there already`,
    ...(outside.length === 0
      ? []
      : [
          `${outside.length} old addresses are not below ${homesOf(center).join(' or ')}: ${to} cannot redirect them; ` +
            '--parity --redirects lists them for whoever answers there',
        ]),
    '',
  ].join('\n')
}

async function written(
  missing: readonly Redirect[],
  opened: Opened,
  center: HelpCenter,
  given: Given,
  door: Door,
): Promise<number> {
  const side = redirects({ ...opened.options, signal: door.stop }, center.id)
  const shown = progress(door, given.flag('quiet'), missing.length)
  const failed: string[] = []
  let added = 0
  const left = [...missing]
  const worker = async (): Promise<void> => {
    for (let one = left.shift(); one !== undefined && !door.stop.aborted; one = left.shift()) {
      try {
        if ((await side.add(one)) === 'added') added += 1
      } catch (error) {
        if (!(error instanceof Refused)) throw error
        failed.push(`  ✗ ${one.from}: ${error.message}`)
      }
      shown.step()
    }
  }
  try {
    await Promise.all(Array.from({ length: 4 }, worker))
  } finally {
    shown.end()
  }
  door.out.write([...failed.sort(), `${opened.name}: ${added} redirects written, ${failed.length} failed`, ''].join('\n'))
  door.err.write(`${requestsLine(side.tally()) ?? 'no requests'}\n`)
  return door.stop.aborted ? 130 : failed.length > 0 ? 1 : 0
}
