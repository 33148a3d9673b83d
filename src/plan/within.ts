import { at, type Ref } from '../model/index.ts'
import type { Matched } from './match.ts'
import { refsIn, type Possible } from './possible.ts'
import type { Rules } from './rules.ts'

/** What a plan is about: what `--only` lets through, and names that are made where they are missing, such as tags, if something of that bears them. */
export function within({ want, blocked }: Possible, { names }: Matched, rules: Rules): (ref: Ref) => boolean {
  const borne = new Set<string>()
  for (const [key, resource] of want) {
    if (blocked.has(key) || !rules.only(resource)) continue
    for (const ref of Object.values(resource.fields).flatMap(refsIn))
      if (want.get(at(ref))?.mention === true && !names.ids.has(at(ref))) borne.add(at(ref))
  }
  return (ref) => rules.only(ref) || borne.has(at(ref))
}
