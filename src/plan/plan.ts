import type { Beside, Change, Counts, Entry, Kind, Plan, World } from '../model/index.ts'
import { cost } from './cost.ts'
import { diff } from './diff.ts'
import { guard } from './guards/index.ts'
import type { Matched } from './match.ts'
import { match } from './match.ts'
import { order } from './order.ts'
import type { Possible } from './possible.ts'
import { possible } from './possible.ts'
import type { Rules } from './rules.ts'
import { becomesPublic } from './state.ts'
import { within } from './within.ts'

/** A plan with what carrying it out needs: the names of this workspace and what is wanted of each key. */
export interface Drawn {
  readonly plan: Plan
  readonly matched: Matched
  /** as far as this run may write it */
  readonly want: Possible['want']
}

function counts(changes: readonly Change[], beside: readonly Beside[], unchanged: number): Counts {
  const verb = (name: Change['verb']): number => changes.filter((change) => change.verb === name).length
  const why = (name: Beside['why']): number => beside.filter((each) => each.why === name).length
  return {
    create: verb('create'),
    update: verb('update'),
    delete: verb('delete'),
    adopt: verb('adopt'),
    forget: verb('forget'),
    unchanged,
    conflict: why('conflict'),
    blocked: why('blocked'),
    drift: why('drift'),
    orphan: why('orphan'),
    becomePublic: changes.filter(becomesPublic).length,
  }
}

/** What has to be done so that `live` becomes what `want` says, given what was left there last time. Pure: same values, same plan. */
export function plan(want: World, live: World, entries: readonly Entry[], kinds: readonly Kind[], rules: Rules): Drawn {
  const matched = match(want, live, entries, kinds, rules)
  const readOnly = new Set<string>(kinds.filter((kind) => kind.verbs.length === 0).map((kind) => kind.name))
  const reachable = possible(matched, readOnly, rules)
  const findings = [...want.findings, ...reachable.findings]
  const decided = diff(reachable, matched, { ...live, findings }, rules)
  const about = within(reachable, matched, rules)
  const { levels, fixes } = order(decided.changes)
  const { refusals, overrides } = guard({ decided, want, live, entries, matched, kinds, rules })
  return {
    matched,
    want: new Map([...reachable.want].filter(([, resource]) => about(resource))),
    plan: {
      levels,
      fixes,
      remember: decided.remember,
      beside: decided.beside,
      findings: [...findings, ...decided.findings],
      refusals,
      overrides,
      counts: counts(decided.changes, decided.beside, decided.unchanged),
      cost: cost(decided.changes, fixes.length, kinds, rules.rate),
    },
  }
}
