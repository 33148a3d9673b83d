import type { Wishes } from '../../../src/commands/draw.ts'
import { at, subject, type Plan } from '../../../src/model/index.ts'
import type { Allow } from '../../../src/plan/index.ts'
import type { State } from '../../../src/sandbox/index.ts'
import { keyOf } from '../../laws/world/repository.ts'
import { Broken, hold } from './broken.ts'
import type { Ran } from './bench.ts'
import type { Trouble } from './command.ts'
import { held, ours, type Life } from './life.ts'
import { objectOf, rowsOf, tableOf, textsOf } from './rows.ts'
import { meet } from './table.ts'
import { stillTagged, unmanaged, untagged } from './tagged.ts'

/** What a person who looks at the plan lets pass without another look. */
export const usualAllow: readonly Allow[] = ['deletes', 'updates', 'unpublish']

export const changes = (plan: Plan): string =>
  JSON.stringify(
    plan.levels.flat().map((change) => [change.verb, at(subject(change)), ...('fields' in change ? [change.fields] : [])]),
  )

export const beside = (plan: Plan): string =>
  JSON.stringify(
    plan.beside.map(({ why, kind, key, id, says, fields }) => [why, `${kind}:${key}`, id, says, fields?.map(({ name }) => name)]),
  )

/** The keys of what the files hold, `kind:key`. */
const inFiles = ({ files }: Life): Set<string> =>
  new Set([
    ...files.pages.map((page) => `article:${keyOf(page)}`),
    ...files.snippets.map(({ name, locale }) => `snippet:${name}@${locale}`),
    ...files.sources.map(({ url }) => `import-source:${url}`),
  ])

type States = ReadonlyMap<string, string>

const statesOf = (state: State): States =>
  new Map(
    state.articles.flatMap(({ id, contents }) =>
      Object.entries(contents).map(([locale, content]) => [`articles ${id} ${locale}`, content.state]),
    ),
  )

/** The states the files want of each object, as the memory knows them. */
function wanted(life: Life, memory: ReadonlyMap<string, string>): States {
  const pages = new Map(life.files.pages.map((page) => [`article:${keyOf(page)}`, page]))
  return new Map(
    [...memory].flatMap(([object, key]) => {
      const page = pages.get(key)
      if (page === undefined) return []
      return ['en', ...(page.fr === undefined ? [] : ['fr'])].map((locale) => [`${object} ${locale}`, page.state] as const)
    }),
  )
}

/** What both sides say alike is no longer somebody's own. */
function release(life: Life, want: States): void {
  for (const [name, state] of want) {
    const [table = '', id = '', locale = ''] = name.split(' ')
    const text = `${table} ${id} state@${locale}`
    if (life.owned.get(text) === state) life.owned.delete(text)
  }
}

/** A state or status that a teammate put back to what it was when we last looked is no edit that anybody could see. */
async function putBack(life: Life): Promise<void> {
  const memory = await life.bench.memory()
  const entries = new Map(memory.entries().map((entry) => [`${tableOf[entry.kind] ?? entry.kind} ${entry.id ?? ''}`, entry]))
  for (const [text, value] of life.owned) {
    const name = text.split(' ')[2]?.replace(/@en$/, '') ?? ''
    if (!/^stat(e|us)(@|$)/.test(name)) continue
    const entry = entries.get(objectOf(text))
    const fields = entry?.seen?.fields() ?? entry?.base.fields() ?? {}
    if (fields[name] === value) life.owned.delete(text)
  }
}

/** Holds what has to be so after anything a run of ours may have done, however it ended. */
async function unharmed(life: Life, wished: Partial<Wishes>, trouble: Trouble): Promise<Ran> {
  const { control } = life.bench.sandbox
  const before = {
    rows: ours(life),
    texts: textsOf(control.state()),
    states: statesOf(control.state()),
    memory: await held(life, tableOf),
  }
  release(life, wanted(life, before.memory))
  await putBack(life)
  untagged(life, before.memory)
  const ran = await life.bench.apply(wished, trouble, life.width)
  met(life, ran, trouble)
  const state = control.state()
  const rows = rowsOf(state)
  for (const [name, row] of life.foreign)
    hold('foreign', rows.get(name) === row, () => `${name} was ${row}, is ${String(rows.get(name))}`)
  const files = inFiles(life)
  const memory = await held(life, tableOf)
  for (const object of before.rows) {
    if (rows.has(object)) continue
    hold('deleted', wished.prune === true, () => `${object} was deleted without prune`)
    const key = before.memory.get(object) ?? ''
    hold('deleted', !files.has(key), () => `${object} was deleted, and ${key} is still a file`)
  }
  const texts = textsOf(state)
  for (const [name, text] of life.owned)
    hold(
      'overwritten',
      texts.get(name) === text || wished.allow?.has('takeover') === true,
      () =>
        `${name} was written by a teammate as ${text}, is ${String(texts.get(name))}; it is ${String(before.memory.get(objectOf(name)))}`,
    )
  stillTagged(life, before.memory, memory)
  unmanaged(life, memory)
  const want = new Map([...wanted(life, before.memory), ...wanted(life, memory)])
  for (const [name, now] of statesOf(state)) {
    const then = before.states.get(name)
    if (then === undefined || then === now) continue
    const locale = name.split(' ')[2]
    const faded = locale !== 'en' && now === 'draft' && wished.prune === true && !want.has(name)
    hold(
      'flipped',
      want.get(name) === now || faded,
      () => `${name} went from ${then} to ${now}, the files say ${String(want.get(name))}`,
    )
  }
  return ran
}

/** Tells what a run met, for the table and for whoever reads a failure. */
function met(life: Life, ran: Ran, trouble: Trouble): void {
  const { count } = life
  meet(count, `run ${ran.end}`)
  const plan = ran.drawing?.plan
  if (ran.end === 'killed') meet(count, `killed ${trouble.is === 'crash' ? trouble.point.at : ''}`)
  for (const { why, wait } of plan?.beside ?? []) meet(count, wait === undefined ? `says ${why}` : 'says wait')
  for (const { guard } of plan?.refusals ?? []) meet(count, `refusal ${guard}`)
  for (const { status, change, failure } of ran.outcomes)
    meet(count, failure?.unknown === true ? 'lost answer' : `${status} ${change.verb}`)
  life.told.push(
    `  ${ran.end}${ran.says === undefined ? '' : ` (${ran.says})`}`,
    ...(plan === undefined
      ? []
      : [
          `  changes ${changes(plan)}`,
          `  beside ${beside(plan)}`,
          `  refusals ${JSON.stringify(plan.refusals.map(({ says }) => says))}`,
        ]),
    ...ran.outcomes
      .filter(({ failure }) => failure !== undefined)
      .map(
        ({ change, status, failure }) =>
          `  ${status} ${change.verb} ${at(subject(change))}: ${failure?.code ?? ''} ${failure?.message ?? ''}`,
      ),
  )
  const errors = plan?.findings.filter(({ severity }) => severity === 'error') ?? []
  if (errors.length > 0) throw new Error(`the files of this test have errors: ${JSON.stringify(errors)}`)
}

/** Plans, and holds that nothing was written. */
export async function planned(life: Life, wished: Partial<Wishes>): Promise<Plan> {
  const from = life.bench.sandbox.requests().length
  const ran = await life.bench.plan(wished)
  const writes = life.bench.sandbox
    .requests()
    .slice(from)
    .filter(({ method }) => method !== 'GET')
  hold('a plan writes', writes.length === 0, () => JSON.stringify(writes))
  met(life, ran, { is: 'none' })
  if (ran.drawing === undefined) throw new Error('a plan without a plan')
  return ran.drawing.plan
}

/** Applies, whatever is to go wrong meanwhile, and holds that nobody was harmed. */
export async function applied(life: Life, wished: Partial<Wishes>, trouble: Trouble): Promise<Ran> {
  const from = life.bench.sandbox.requests().length
  const ran = await unharmed(life, wished, trouble)
  const { rival } = ran
  if (rival !== undefined) {
    meet(life.count, rival.end === 'stopped' ? 'rival turned away' : 'rival let in')
    hold('two at once', rival.exit === 4, () => `the second run was let in: ${rival.end} ${rival.says ?? ''}`)
  }
  const refused = life.bench.sandbox
    .requests()
    .slice(from)
    .filter(({ status }) => status === 0 || status === 429 || status >= 500)
  if (trouble.is === 'storm') {
    meet(life.count, refused.length > 0 ? 'storm that refused' : 'storm over the sea')
    meet(life.count, 'requests refused', refused.length)
  }
  if (trouble.is !== 'storm' && ran.end === 'stopped') throw new Broken('stopped', ran.says ?? '')
  return ran
}
