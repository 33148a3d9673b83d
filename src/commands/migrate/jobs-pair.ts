import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { report as reports, type OutcomeReport, type PlanReport } from '../../report/index.ts'
import type { Heard } from '../apply.ts'
import type { Door, Screen } from '../door.ts'
import type { Given } from '../options.ts'
import { lookOf } from '../result.ts'
import { report } from '../trouble.ts'
import type { Board } from './jobs-board.ts'
import type { Pair } from './jobs-file.ts'
import { tallied, told, type Tallied } from './jobs-told.ts'

/** Carries one pair over, and says what it planned and what became of it. */
export type Carry = (given: Given, door: Door, heard: Heard) => Promise<number>

/** How one pair ended. */
export interface Finished {
  readonly from: string
  readonly to: string
  readonly exit: number
  readonly counts: Tallied
  readonly seconds: number
  readonly told: string
}

/** Carries one pair over behind a door of its own: what it says goes to a log file in the folder, what became of it into a JSON file beside it. */
export async function onePair(
  pair: Pair,
  folder: string,
  given: Given,
  door: Door,
  board: Board,
  carry: Carry,
): Promise<Finished> {
  const name = `${pair.from} → ${pair.to}`
  const file = join(folder, `${pair.from}.${pair.to}`)
  const own = given.flag('quiet') ? { ...door, err: { ...door.err, tty: false } } : door
  const { inner, last } = behind(own, `${file}.log`, (text) => {
    board.says(name, text)
  })
  inner.out.write(`${new Date(door.now()).toISOString()}  migrate --from ${pair.from} --to ${pair.to}\n`)
  const began = door.now()
  const known: { plan?: PlanReport; outcome?: OutcomeReport; error?: unknown } = {}
  let exit: number
  try {
    const heard: Heard = { plan: (one) => (known.plan = one), outcome: (one) => (known.outcome = one) }
    exit = await carry(givenTo(pair, given), inner, heard)
  } catch (error) {
    known.error = error
    exit = report(error, inner)
  }
  inner.err.write(`${[last(), `exit ${exit}`].filter((line) => line !== undefined).join('\n')}\n\n`)
  const look = lookOf(given, inner)
  const json = await reports.json()
  const { plan, outcome } = known
  rmSync(`${file}.json`, { force: true })
  if (outcome !== undefined) writeFileSync(`${file}.json`, door.redacted(json.outcome(outcome, look)))
  else if (plan !== undefined) writeFileSync(`${file}.json`, door.redacted(json.plan(plan, look)))
  const ending = { exit, ...known }
  const { from, to } = pair
  const counts = tallied(ending, given.flag('dry-run'))
  return { from, to, exit, counts, seconds: (door.now() - began) / 1000, told: told(ending) }
}

// what a line that is written over begins with
const over = '\r\u001B[2K'

/** A door whose screens are a log file; lines that are written over go to `live`. */
function behind(door: Door, log: string, live: (text: string) => void): { inner: Door; last: () => string | undefined } {
  let last: () => string | undefined = () => undefined
  const screen = (tty: boolean): Screen => ({
    write: (text) => {
      if (text.startsWith(over)) live(text.slice(over.length))
      else appendFileSync(log, door.redacted(text))
    },
    tty,
    columns: door.err.columns,
    colour: false,
  })
  const inner: Door = { ...door, out: screen(false), err: screen(door.err.tty), ask: null, atEnd: (line) => (last = line) }
  return { inner, last: () => last() }
}

const ofAll: ReadonlySet<string> = new Set(['jobs', 'parallel', 'out', 'format'])

/** What was asked for, about one pair: what the file says of it counts before what the flags say. */
const givenTo = (pair: Pair, given: Given): Given => ({
  ...given,
  text: (name) => (name === 'from' || name === 'to' ? pair[name] : ofAll.has(name) ? undefined : given.text(name)),
  list: (name) => pair[name] ?? given.list(name),
  flag: (name) => (name === 'prune' ? pair.prune : undefined) ?? given.flag(name),
})
