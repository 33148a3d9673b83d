import type { Resource, World } from '../model/index.ts'
import { at } from '../model/index.ts'
import { same } from './canonical.ts'
import { create } from './create.ts'
import type { Decided, Draft } from './draft.ts'
import { gone } from './gone.ts'
import type { Bound, Matched } from './match.ts'
import type { Possible } from './possible.ts'
import { resolve } from './resolve.ts'
import type { Rules } from './rules.ts'
import { place, shown } from './say.ts'
import { takeover } from './takeover.ts'
import { quiet } from './three-way.ts'
import { update } from './update.ts'
import { within } from './within.ts'
import { wording } from './wording.ts'

/** An object we remember that the workspace has no more, while its file stands. */
function missing(bound: Bound, want: Resource, rules: Rules, draft: Draft): void {
  const say = wording(rules)
  const before = bound.entry?.base.fields() ?? {}
  const changed = Object.keys(want.fields).filter((name) => !same(want.fields[name], before[name]))
  const subject = { kind: want.kind, key: want.key, ...(bound.entry?.id == null ? {} : { id: bound.entry.id }), ...place(want) }
  if (rules.drift === 'restore' || rules.allow.has('recreate')) {
    create(bound, want, rules, draft)
    return
  }
  if (changed.length > 0)
    draft.beside.push({
      why: 'conflict',
      ...subject,
      fields: shown(changed, before, want.fields),
      says: `deleted in ${say.there} ${say.changed}; --allow recreate makes it anew`,
    })
  else
    draft.beside.push({
      why: 'drift',
      ...subject,
      says: `deleted in ${say.there}; drift: restore makes it anew, ${say.dropping} forgets it`,
    })
}

/** Compares what is wanted, what is there and what was left there last time, object by object. */
export function diff(reachable: Possible, matched: Matched, live: World, rules: Rules): Decided {
  const draft: Draft = { changes: [], beside: [], remember: [], findings: [], unchanged: 0 }
  const about = within(reachable, matched, rules)
  for (const [key, bound] of matched.bound) {
    const want = reachable.want.get(key)
    if (!about({ kind: bound.kind.name, key: bound.key })) continue
    if (bound.want !== undefined && want === undefined) continue
    const blocked = reachable.blocked.get(key)
    if (blocked !== undefined)
      draft.beside.push({
        why: 'blocked',
        kind: bound.kind.name,
        key: bound.key,
        says: blocked,
        ...waiting(matched.waiting.get(key)),
        ...place(want),
      })
    else if (want === undefined) gone(bound, matched, live, rules, draft)
    else if (want.mention) mention(want, matched, draft)
    else decide(bound, want, matched, live, rules, draft)
  }
  return draft
}

const waiting = (seconds: number | undefined): { wait?: number } => (seconds === undefined ? {} : { wait: seconds })

function mention(want: Resource, matched: Matched, draft: Draft): void {
  if (matched.names.ids.has(at(want))) draft.unchanged += 1
  else draft.changes.push({ verb: 'create', to: want, base: {} })
}

function decide(bound: Bound, want: Resource, matched: Matched, live: World, rules: Rules, draft: Draft): void {
  if (bound.live === undefined) {
    if (!live.complete.has(want.kind))
      draft.beside.push({
        why: 'blocked',
        kind: want.kind,
        key: want.key,
        says: `the list of ${bound.kind.plural} is not whole, so it may exist already`,
        ...place(want),
      })
    else if (bound.entry === undefined || bound.entry.id === null) create(bound, want, rules, draft)
    else missing(bound, want, rules, draft)
    return
  }
  if (quiet(bound, want.fields, matched)) {
    draft.unchanged += 1
    return
  }
  const there: Resource = { ...bound.live, key: want.key, fields: resolve(bound.live.fields, matched.memory) }
  if (bound.entry === undefined) takeover(bound, want, there, rules, draft)
  else update(bound, want, there, matched, live, rules, draft)
}
