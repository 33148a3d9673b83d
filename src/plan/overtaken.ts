import type { Entry, Fields, Kind, Value } from '../model/index.ts'
import { splitField } from '../model/index.ts'
import { fieldOf, localesOf, same } from './canonical.ts'

const empty = (value: Value | undefined): boolean => value === undefined || value === '' || same(value, { parts: [] })

/**
 * The texts a file would write over in a language that it begins to speak and that somebody wrote in Intercom: of one we never had, or left. What
 * we may have sent ourselves without an answer, and what was bound by hand, is none of them.
 */
export function overtaken(kind: Kind, { base, sent }: Entry, live: Fields, changed: readonly string[]): string[] {
  const before = base.fields()
  const known = localesOf(before)
  if (Object.keys(before).length === 0) return []
  return changed.filter((name) => {
    const locale = splitField(name)[1]
    const text = ['text', 'prose'].includes(fieldOf(kind.fields, name)?.is ?? '')
    return text && locale !== undefined && !known.has(locale) && sent?.fields.includes(name) !== true && !empty(live[name])
  })
}
