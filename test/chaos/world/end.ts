import type { Scene } from '../../laws/world/scene.ts'
import { filedIn } from '../../laws/world/repository.ts'
import { arrived } from '../../laws/world/arrived.ts'
import { Broken, hold } from './broken.ts'
import { held, ours, type Life } from './life.ts'
import { agree, allowing } from './settle.ts'
import type { Wishes } from '../../../src/commands/draw.ts'
import type { Beside } from '../../../src/model/index.ts'
import type { Allow } from '../../../src/plan/index.ts'
import { applied, beside, changes, planned, usualAllow } from './run.ts'
import { rowsOf, tableOf, textsOf } from './rows.ts'
import { timeout } from '../../reliability/world/scene.ts'
import { meet } from './table.ts'

/**
 * Runs a person may need until it is quiet: one for what is clear, one for what became possible by that, two for what was bound by hand or waited
 * for, and as many again for what these in turn show.
 */
export const patience = 8

/** Times a person looks again before a run because they changed something. */
const looks = 6

const usual = new Set<Allow>([...usualAllow, 'recreate'])

/** What no run and no person can change: no API takes the name of a shelf in another language away. */
const stays = ({ why, kind, says }: Beside): boolean =>
  why === 'orphan' && kind === 'collection' && says.includes('text in Intercom stays')

/** Reads plans and settles what they say until there is nothing to settle; the wishes to run with, null where there is nothing to run for. */
async function ready(life: Life): Promise<Partial<Wishes> | null> {
  const first: Partial<Wishes> = { prune: true, allow: usual }
  let wished = first
  for (let look = 1; look <= looks; look++) {
    const plan = await planned(life, wished)
    const open = plan.beside.filter((one) => !stays(one))
    if (plan.levels.length + open.length + plan.remember.length + plan.refusals.length === 0) return null
    const changed = await agree(life, plan)
    const more = await allowing(life, plan, wished)
    // what was changed by hand is looked at again before anything is allowed to be written over it
    const next = changed || more.changed ? first : more.wished
    const same =
      JSON.stringify([[...(next.allow ?? [])], next.drift]) === JSON.stringify([[...(wished.allow ?? [])], wished.drift])
    wished = next
    if (same && !changed && !more.changed) return wished
  }
  return wished
}

/** Nothing goes wrong any more, what was sent has arrived, and a person settles what the runs say. */
export async function calm(life: Life): Promise<void> {
  await life.bench.quiet()
  life.bench.clock.pass((timeout + 5) * 1000)
  for (let round = 0; ; round++) {
    life.told.push(`settling, round ${round + 1}`)
    const wished = await ready(life)
    if (wished === null) {
      meet(life.count, `quiet after ${round}`)
      return
    }
    if (round === patience) {
      const plan = await planned(life, wished)
      throw new Broken('quiet', `after ${patience} runs the plan still says ${changes(plan)} ${beside(plan)}`)
    }
    const ran = await applied(life, wished, { is: 'none' })
    const bad = ran.outcomes.filter(({ status }) => status === 'failed')
    hold('failed', bad.length === 0, () => JSON.stringify(bad.map(({ change, failure }) => [change, failure])))
  }
}

/** Holds what has to be so when all is quiet: everything there once, everything remembered, every file arrived, nothing of others changed. */
export async function settled(life: Life): Promise<void> {
  const { control } = life.bench.sandbox
  const state = control.state()
  const rows = rowsOf(state)
  const memory = await life.bench.memory()
  for (const entry of memory.entries()) {
    const object = `${tableOf[entry.kind] ?? entry.kind} ${String(entry.id)}`
    hold(
      'phantom',
      entry.kind === 'tag' || rows.has(object),
      () => `${entry.kind}:${entry.key} is remembered as ${object}, which is not there`,
    )
    hold('open', entry.id !== null && entry.sent === undefined, () => `${entry.kind}:${entry.key} is still open`)
  }
  const known = await held(life, tableOf)
  hold('law 8', known.size === memory.entries().length, () => `an id stands twice in the ledger`)
  for (const object of ours(life))
    hold(
      'orphan',
      known.has(object) || life.astray.has(object),
      () => `${object} was made by us and no key holds it: ${String(rows.get(object))}`,
    )
  const names = state.tags.map(({ name }) => name.toLowerCase())
  hold('duplicate', new Set(names).size === names.length, () => `a tag was made twice: ${names.join(', ')}`)
  for (const [name, row] of life.foreign)
    hold('foreign', rows.get(name) === row, () => `${name} was ${row}, is ${String(rows.get(name))}`)
  const texts = textsOf(state)
  for (const [name, text] of life.owned)
    hold('overwritten', texts.get(name) === text, () => `${name} was ${text}, is ${String(texts.get(name))}`)
  arrived(asScene(life, known))
}

/** What an article holds though its file does not ask for it, and may hold: what others put there, or what nobody remembers. */
function members(life: Life, known: ReadonlyMap<string, string>): Scene['members'] {
  const names = new Map(life.bench.sandbox.control.state().tags.map(({ id, name }) => [id, name.toLowerCase()]))
  return [...life.given].flatMap((each) => {
    const [, is = '', number = ''] = each.split(' ')
    const id = Number(number)
    return life.files.pages.flatMap((page) => {
      const asked =
        is === 'tag'
          ? page.tags?.some((tag) => tag.toLowerCase() === names.get(id)) === true
          : filedIn(page)?.some((key) => known.get(`collections ${id}`) === `collection:${key}`) === true
      return asked || (is !== 'tag' && is !== 'collection') ? [] : [{ uid: page.uid, is, id }]
    })
  })
}

/** As the laws look at it. */
const asScene = (life: Life, known: ReadonlyMap<string, string>): Scene => ({
  house: { root: life.bench.root, sandbox: life.bench.sandbox } as Scene['house'],
  renewing: life.renewing,
  repository: life.files,
  uid: 0,
  strangers: new Map(),
  twins: new Set(),
  members: members(life, known),
  touched: new Set(),
  agreed: new Map(),
  deleted: new Set(),
  released: new Set(),
  last: new Map(),
})
