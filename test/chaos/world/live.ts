import { bakery, settle } from './base.ts'
import { open } from './bench.ts'
import type { Watch } from './clock.ts'
import { Broken } from './broken.ts'
import type { Command, History } from './command.ts'
import { take } from './edit.ts'
import { calm, settled } from './end.ts'
import { laid, textsOf as markedTexts } from './files.ts'
import { fresh, held, lay, ours, type Life } from './life.ts'
import { keyOf } from '../../laws/world/repository.ts'
import { agree } from './settle.ts'
import { applied, planned, usualAllow, beside } from './run.ts'
import { rowsOf, tableOf } from './rows.ts'
import { meet, tell, type Table } from './table.ts'
import { inBrowser } from './teammate.ts'

/** What every history begins with: built once, copied for each. */
export interface Base {
  readonly root: string
  readonly clock: Watch
  readonly foreign: ReadonlyMap<string, string>
}

/** Fills a workspace with others' things, then with ours, and closes it. */
export async function built(): Promise<Base> {
  const bench = await open()
  await settle(bench.sandbox)
  const foreign = rowsOf(bench.sandbox.control.state())
  bench.lay(new Map(), laid(bakery))
  const { end, outcomes } = await bench.apply({}, { is: 'none' }, 4)
  if (end !== 'done' || outcomes.some(({ status }) => status !== 'applied'))
    throw new Error(`the base was not built: ${end} ${JSON.stringify(outcomes.filter(({ status }) => status !== 'applied'))}`)
  await bench.sandbox.close()
  return { root: bench.root, clock: bench.clock, foreign }
}

async function born(base: Base, history: History, count: Table): Promise<Life> {
  const switches = history.renewing ? ({ headingIds: 'regenerated' } as const) : {}
  const bench = await open(base, { switches })
  return {
    bench,
    width: history.width,
    renewing: history.renewing,
    count,
    told: [],
    files: bakery,
    past: [],
    number: 100,
    foreign: base.foreign,
    owned: new Map(),
    astray: new Set(),
    given: new Set(),
    tagged: new Set(),
    texts: new Map(markedTexts(bakery)),
    pages: new Map(bakery.pages.map((page) => [keyOf(page), page])),
  }
}

/** Objects of ours the saved ledger does not name: where the journal is lost, nobody knows of them. */
async function lost(life: Life, what: 'ledger' | 'journal'): Promise<void> {
  life.bench.lose(what)
  const known = await held(life, tableOf)
  let gone = 0
  for (const object of ours(life))
    if (!known.has(object)) {
      life.astray.add(object)
      gone += 1
    }
  // a set nobody remembers is taken for somebody else's
  for (const { id, tags, parentIds } of life.bench.sandbox.control.state().articles) {
    for (const { tagId } of tags) life.given.add(`${id} tag ${tagId}`)
    for (const parent of parentIds) life.given.add(`${id} collection ${parent}`)
  }
  meet(life.count, gone > 0 ? `${what} lost, objects forgotten` : `${what} lost, nothing forgotten`)
}

async function happen(life: Life, command: Command): Promise<void> {
  life.bench.clock.pass(1500)
  switch (command.do) {
    case 'web':
    case 'web-delete':
    case 'web-draft':
      await inBrowser(life, command)
      return
    case 'plan':
      await planned(life, {})
      return
    case 'pull': {
      const plan = await planned(life, { allow: new Set(usualAllow) })
      await agree(life, {
        ...plan,
        beside: plan.beside.filter(({ why, fields }) => (why === 'drift' || why === 'conflict') && fields !== undefined),
      })
      return
    }
    case 'clock':
      life.bench.clock.pass(command.seconds * 1000)
      return
    case 'lose':
      await lost(life, command.what)
      return
    case 'apply': {
      const wished = { prune: command.prune, allow: new Set(usualAllow) }
      const { end, outcomes } = await applied(life, wished, command.trouble)
      const clean = outcomes.every(({ status }) => ['applied', 'adopted', 'forgotten'].includes(status))
      if (end !== 'done' || command.trouble.is !== 'none' || !clean) return
      const plan = await planned(life, wished)
      if (plan.levels.length > 0)
        throw new Broken('law 1', `the plan after an apply is not empty: ${JSON.stringify(plan.levels.flat())} ${beside(plan)}`)
      return
    }
    default: {
      const before = life.files
      lay(
        life,
        take(command, before, life.past, () => fresh(life)),
      )
      if (life.files !== before) life.past = [before, ...life.past]
    }
  }
}

/** Lives through a history, settles it and holds every promise. Throws with what happened. */
export async function live(base: Base, history: History, count: Table): Promise<void> {
  const life = await born(base, history, count)
  tell(count, history)
  try {
    for (const command of history.commands) {
      life.told.push(JSON.stringify(command))
      await happen(life, command)
    }
    await calm(life)
    await settled(life)
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    throw new Error(`${why}\n${life.told.join('\n')}`, { cause: error })
  } finally {
    await life.bench.close()
  }
}
