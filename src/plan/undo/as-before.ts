import type { Change, Entry, Fields, Kind, Past, Plan, Remember } from '../../model/index.ts'
import { at, subject } from '../../model/index.ts'
import type { Rules } from '../rules.ts'
import type { Back, Turned } from './back.ts'
import { said } from './said.ts'

/** The plan with what was remembered before the run as what is remembered after it. */
export function asBefore(
  drawn: Plan,
  turned: Turned,
  touched: ReadonlySet<string>,
  entries: readonly Entry[],
  past: Past,
  kinds: readonly Kind[],
  only: Rules['only'],
): Plan {
  const were = new Map<string, Were>([...turned.backs, ...turned.recall].map((one) => [at(one), one]))
  const based = (change: Change): Change => {
    const was = were.get(at(subject(change)))
    if (was === undefined || change.verb === 'delete' || change.verb === 'forget') return change
    const base = was.before?.base.fields() ?? {}
    const drifted = Object.keys(heldBefore(was))
    return change.verb === 'create' || drifted.length === 0 ? { ...change, base } : { ...change, base, drifted }
  }
  const beside = said(drawn.beside, turned, touched, past, kinds).filter(only)
  const fought = new Set(beside.flatMap((one) => (one.why === 'conflict' || one.why === 'blocked' ? [at(one)] : [])))
  const held = new Map(entries.map((entry) => [at(entry), entry]))
  const taken = turned.backs.filter(
    ({ image, before, left }) =>
      image !== null && before === null && left !== null && held.get(at(left.entry))?.id === left.entry.id,
  )
  const forgets = [...turned.forget, ...taken.map(({ kind, key }) => ({ kind, key }))]
    .filter((ref) => !fought.has(at(ref)) && only(ref))
    .map((ref): Change => ({ verb: 'forget', ref }))
  const levels = [...drawn.levels.map((level) => level.map(based)), ...(forgets.length === 0 ? [] : [forgets])]
  const why = (name: string): number => beside.filter((one) => one.why === name).length
  return {
    ...drawn,
    levels,
    beside,
    remember: drawn.remember.flatMap((one) => remembered(one, turned, held)),
    // nothing is read from files here
    refusals: drawn.refusals.filter(({ guard }) => guard !== 'empty'),
    counts: {
      ...drawn.counts,
      forget: drawn.counts.forget + forgets.length,
      conflict: why('conflict'),
      blocked: why('blocked'),
      drift: why('drift'),
      orphan: why('orphan'),
    },
  }
}

type Were = Pick<Back, 'before' | 'drifted' | 'kind' | 'key'>

/** What somebody had edited before the run and the run left alone, as it was remembered: it goes on being said. */
function heldBefore({ before, drifted = [] }: Were): Fields {
  const then = before?.seen?.fields() ?? {}
  return Object.fromEntries(drifted.flatMap((name) => (then[name] === undefined ? [] : [[name, then[name]]])))
}

/** What was as before already is remembered as before, unless it was written since. */
function remembered(one: Remember, { backs }: Turned, held: ReadonlyMap<string, Entry>): Remember[] {
  const back = backs.find((each) => at(each) === at(one.ref))
  if (back === undefined) return [one]
  if (back.before === null || back.left === null) return []
  const now = held.get(at(back.left.entry))
  const since = now === undefined || (now.sent === undefined && now.base.digest !== back.left.base)
  if (since || (now.sent === undefined && now.base.digest === back.before.base.digest)) return []
  return [{ ...one, base: back.before.base.fields(), seen: one.seen === null ? null : { ...one.seen, ...heldBefore(back) } }]
}
