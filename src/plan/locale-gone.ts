import type { Resource, Value } from '../model/index.ts'
import type { Draft } from './draft.ts'
import type { Bound } from './match.ts'
import type { Rules } from './rules.ts'
import { place } from './say.ts'

/** A locale whose file is gone: reported, or taken off the site by prune. */
export function localeGone(
  bound: Bound,
  want: Resource,
  live: Resource,
  locales: readonly string[],
  rules: Rules,
  draft: Draft,
): { fields: Record<string, Value>; released: string[] } {
  const fields: Record<string, Value> = {}
  const released: string[] = []
  for (const locale of locales) {
    const state = `state@${locale}`
    const canDraft = bound.kind.fields['state'] !== undefined
    if (rules.prune === false || !canDraft) {
      const says = `its ${locale} file is gone, the ${locale} text in Intercom stays${canDraft ? ' (prune would turn it into a draft)' : ''}`
      draft.beside.push({ why: 'orphan', kind: want.kind, key: want.key, says, ...place(want) })
      continue
    }
    released.push(locale)
    if (live.fields[state] !== 'draft' && live.fields[`title@${locale}`] !== undefined) fields[state] = 'draft'
  }
  return { fields, released }
}
