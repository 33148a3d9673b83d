import type { Resource } from '../model/index.ts'
import { defaults } from './create.ts'
import type { Draft } from './draft.ts'
import type { Bound } from './match.ts'
import type { Rules } from './rules.ts'
import { commandsOf, conflict, staged, stagedSays } from './say.ts'
import { agreed, startOf, written } from './three-way.ts'

/** An object nobody remembered: adopted where it says the same, taken over where it does not. */
export function takeover(bound: Bound, want: Resource, live: Resource, rules: Rules, draft: Draft): void {
  const differing = Object.entries(want.fields).flatMap(([name, value]) =>
    agreed(value, live.fields[name], startOf(value, live.fields[name])) ? [] : [name],
  )
  const id = bound.live?.key.slice(1) ?? ''
  const extra = defaults(bound, want.fields, live.fields, rules)
  const fields = { ...written(want.fields, live.fields, {}, differing), ...extra }
  const common = {
    to: want,
    from: live,
    base: want.fields,
    id,
    ...(bound.movedFrom === undefined ? {} : { movedFrom: bound.movedFrom }),
  }
  if (differing.length === 0) draft.changes.push({ verb: 'adopt', ...common })
  else if (staged(live, differing, rules)) conflict(bound, want, live, differing, stagedSays(live, rules), draft)
  else
    draft.changes.push({
      verb: 'update',
      ...common,
      to: { ...want, fields },
      fields: [...differing, ...Object.keys(extra)],
      ...commandsOf(bound.kind, differing, rules),
      takeover: true,
    })
}
