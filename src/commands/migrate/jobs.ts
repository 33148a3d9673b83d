import { mkdirSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { Stop } from '../../model/index.ts'
import { load, startingIn, type Project } from '../config/load.ts'
import type { Door } from '../door.ts'
import { worst } from '../exits.ts'
import type { Given } from '../options.ts'
import { places, prepare } from '../state.ts'
import { board } from './jobs-board.ts'
import { pairsIn, type Pair } from './jobs-file.ts'
import { onePair, type Carry, type Finished } from './jobs-pair.ts'
import { sameWorkspace } from './jobs-same.ts'
import { documentOf, endedLine, tableOf } from './jobs-table.ts'
import { turns } from './jobs-turns.ts'

const usual = 4

/**
 * Carries many pairs of workspaces over, some at once, each with its own budget, memory and report; one that fails stops no other. Run again, it
 * goes on with those that failed. Answers the strongest exit code of all.
 */
export async function jobs(path: string, given: Given, door: Door, carry: Carry): Promise<number> {
  for (const flag of ['from', 'to', 'redirects'] as const)
    if (given.text(flag) !== undefined) throw new Stop(64, `--${flag}: not together with --jobs, whose pairs say it`)
  const limit = limitOf(given)
  const format = given.text('format')
  if (format !== undefined && format !== 'pretty' && format !== 'json')
    throw new Stop(64, `--format: migrate --jobs is written as pretty or json, got "${format}"`)
  if (!(['yes', 'dry-run', 'parity'] as const).some((flag) => given.flag(flag)))
    throw new Stop(64, 'migrate --jobs asks nobody: look at it with --dry-run, then --yes')
  const project = await load(given, door)
  const pairs = pairsIn(path, project, given, door)
  const folder = reportsIn(project, given, door)
  const shown = board(door, given.flag('quiet'), pairs.length)
  const gentle = (): void => {
    shown.end()
    door.err.write('finishing what is under way; once more to stop at once\n')
  }
  door.stop.addEventListener('abort', gentle, { once: true })
  const isSandbox = (name: string): boolean => project.config.workspaces[name]?.sandbox === true
  const same = sameWorkspace(project.config.workspaces, project.env)
  const errands = pairs.map((pair) => ({ pair, from: same(pair.from), to: same(pair.to) }))
  const ended = await turns(errands, limit, isSandbox, door.stop, async ({ pair }) => {
    const one = await onePair(pair, folder, given, door, shown, carry)
    shown.ended(`${pair.from} → ${pair.to}`, endedLine(one))
    return one
  }).finally(() => {
    door.stop.removeEventListener('abort', gentle)
    shown.end()
  })
  const all = ended.map((one, n) => one ?? notBegun(pairs[n]))
  const summary = `${JSON.stringify(documentOf(all), null, 2)}\n`
  writeFileSync(join(folder, 'jobs.json'), door.redacted(summary))
  door.out.write(format === 'json' ? summary : tableOf(all, given.flag('dry-run')))
  door.err.write(`a log and a report of each: ${relative(startingIn(given, door), folder)}\n`)
  return worst(all.map(({ exit }) => exit))
}

function limitOf(given: Given): number {
  const asked = given.text('parallel')
  if (asked === undefined) return usual
  if (!/^[1-9]\d{0,2}$/u.test(asked)) throw new Stop(64, `--parallel: expected a number from 1 to 999, got "${asked}"`)
  return Number(asked)
}

function reportsIn({ root, config }: Project, given: Given, door: Door): string {
  const out = given.text('out')
  prepare(root, config.ledger)
  const folder = out === undefined ? join(places(root).cache, 'jobs') : resolve(startingIn(given, door), out)
  try {
    mkdirSync(folder, { recursive: true })
  } catch (error) {
    throw new Stop(64, `--out ${folder}: expected a folder: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
  return folder
}

function notBegun(pair: Pair | undefined): Finished {
  if (pair === undefined) throw new Error('there is a pair for each end')
  const { from, to } = pair
  const counts = { created: 0, updated: 0, deleted: 0, failed: 0, unchanged: 0 }
  return { from, to, exit: 130, counts, seconds: 0, told: 'not begun: run it again' }
}
