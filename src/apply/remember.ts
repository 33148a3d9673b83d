import type { Memo, Move, Plan, Ref, Remember } from '../model/index.ts'
import { at, referring, renamed } from '../model/index.ts'
import type { Stage } from './stage.ts'

interface Renamed extends Ref {
  readonly was: string
  /** what is known of it beside the plan's changes */
  readonly known?: Remember
}

function memoOf({ ref, id, base, seen, movedFrom }: Remember, { ledger }: Stage): Memo {
  const open = movedFrom === undefined ? undefined : ledger.entry({ kind: ref.kind, key: movedFrom })?.sent
  return { ...ref, id, base, seen, ...(open === undefined ? {} : { sent: open }) }
}

/** Containers that get another key: told beside the plan, or with a change that is to be carried out. */
function renames(told: readonly Remember[], plan: Plan, containers: ReadonlySet<string>): Renamed[] {
  const beside = told.map((known) => ({ ...known.ref, movedFrom: known.movedFrom, known }))
  const coming = plan.levels.flat().flatMap((change) => {
    if ((change.verb !== 'update' && change.verb !== 'adopt') || !containers.has(change.to.kind)) return []
    return [{ kind: change.to.kind, key: change.to.key, movedFrom: change.movedFrom }]
  })
  return [...beside, ...coming].flatMap(({ movedFrom, ...each }) =>
    movedFrom === undefined ? [] : [{ ...each, was: movedFrom }],
  )
}

/**
 * Gives containers their new keys, in one step with all that is remembered to stand in them, whether or not this run comes to it: what was left
 * under an old key would later be taken to stand in whatever bears that key then.
 */
function move(all: readonly Renamed[], stage: Stage): void {
  const { ledger } = stage
  const keys = new Map(all.map(({ kind, key, was }) => [at({ kind, key: was }), key]))
  const moves = all.flatMap(({ kind, key, was, known }): Move[] => {
    if (known !== undefined) return [{ memo: memoOf(known, stage), was }]
    const before = ledger.entry({ kind, key: was })
    if (before === undefined) return []
    const now = renamed(before, keys)
    return [{ memo: { ...now, kind, key, base: now.base.fields() }, was }]
  })
  const others = ledger.entries().filter((entry) => !keys.has(at(entry)))
  if (moves.length > 0) ledger.move(moves, referring(others, keys))
}

/**
 * What takes no request. Containers get their new keys before anything that stands in them: what is remembered to stand in one whose new key is
 * not remembered would, after a crash, be left in the old one beside a new and empty one.
 */
export function remember(plan: Plan, stage: Stage): void {
  const containers = new Set(stage.kinds.flatMap(({ name, parent }) => (parent === undefined ? [] : [name])))
  const [first, then] = [true, false].map((wanted) => plan.remember.filter(({ ref }) => containers.has(ref.kind) === wanted))
  move(renames(first ?? [], plan, containers), stage)
  for (const each of first ?? []) if (each.movedFrom === undefined) stage.ledger.put(memoOf(each, stage))
  for (const each of then ?? []) stage.ledger.put(memoOf(each, stage), each.movedFrom)
}
