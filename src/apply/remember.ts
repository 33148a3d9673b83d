import type { Plan, Ref, Remember } from '../model/index.ts'
import type { Stage } from './stage.ts'

function learn({ ref, id, base, seen, movedFrom }: Remember, { ledger }: Stage): void {
  const open = movedFrom === undefined ? undefined : ledger.entry({ kind: ref.kind, key: movedFrom })?.sent
  ledger.put({ ...ref, id, base, seen, ...(open === undefined ? {} : { sent: open }) }, movedFrom)
}

function rename({ kind, key }: Ref, movedFrom: string, { ledger }: Stage): void {
  const before = ledger.entry({ kind, key: movedFrom })
  if (before !== undefined) ledger.put({ ...before, kind, key }, movedFrom)
}

/**
 * What takes no request. Containers get their new keys before anything that stands in them: what is remembered to stand in one whose new key is
 * not remembered would, after a crash, be left in the old one beside a new and empty one.
 */
export function remember(plan: Plan, stage: Stage): void {
  const containers = new Set(stage.kinds.flatMap(({ name, parent }) => (parent === undefined ? [] : [name])))
  const [first, then] = [true, false].map((wanted) => plan.remember.filter(({ ref }) => containers.has(ref.kind) === wanted))
  for (const each of first ?? []) learn(each, stage)
  for (const change of plan.levels.flat())
    if ((change.verb === 'update' || change.verb === 'adopt') && change.movedFrom !== undefined && containers.has(change.to.kind))
      rename(change.to, change.movedFrom, stage)
  for (const each of then ?? []) learn(each, stage)
}
