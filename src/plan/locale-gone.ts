import type { Resource, Value, World } from '../model/index.ts'
import { splitField } from '../model/index.ts'
import type { Draft } from './draft.ts'
import { edited } from './edited.ts'
import type { Bound, Matched } from './match.ts'
import type { Rules } from './rules.ts'
import { place } from './say.ts'
import { wording } from './wording.ts'

const canDraft = (bound: Bound): boolean => bound.kind.fields['state'] !== undefined

const moved = (rules: Rules): boolean => rules.facts.roots !== undefined && rules.facts.roots !== rules.roots

/** What someone edited in a locale that prune would take off the site. */
export function localesFought(
  bound: Bound,
  live: Resource,
  locales: readonly string[],
  matched: Matched,
  rules: Rules,
): string[] {
  if (rules.prune === false || !canDraft(bound) || moved(rules)) return []
  const fading = locales.filter((locale) => live.fields[`state@${locale}`] !== 'draft')
  return edited(bound, matched, rules).filter((name) => fading.includes(splitField(name)[1] ?? ''))
}

/** Why a locale whose file is gone stays as it is; null where prune takes it off the site. */
function staying(bound: Bound, locale: string, world: World, rules: Rules): string | null {
  const { plural } = bound.kind
  const say = wording(rules)
  if (!canDraft(bound)) return `${say.goneIn(locale)}, the ${locale} text in ${say.there} stays`
  if (rules.prune === false)
    return `${say.goneIn(locale)}, the ${locale} text in ${say.there} stays (prune would turn it into a draft)`
  if (!world.complete.has(bound.kind.name))
    return `${say.goneIn(locale)}; the list of ${plural} is not whole, so the ${locale} text stays`
  if (world.findings.some(({ severity }) => severity === 'error'))
    return `${say.goneIn(locale)}; ${say.faulty} the ${locale} text stays`
  return null
}

/** A locale whose file is gone: released, reported, or taken off the site by prune. */
export function localeGone(
  bound: Bound,
  want: Resource,
  live: Resource,
  locales: readonly string[],
  world: World,
  rules: Rules,
  draft: Draft,
): { fields: Record<string, Value>; released: string[] } {
  const fields: Record<string, Value> = {}
  const released: string[] = []
  const say = (why: 'orphan' | 'unmanaged', says: string): void => {
    draft.beside.push({ why, kind: want.kind, key: want.key, says, ...place(want) })
  }
  for (const locale of locales) {
    const state = `state@${locale}`
    const stays = moved(rules) ? null : staying(bound, locale, world, rules)
    if (stays !== null) {
      say('orphan', stays)
      continue
    }
    released.push(locale)
    if (moved(rules))
      say('unmanaged', `${wording(rules).moved}: its ${locale} text leaves management and stays in ${wording(rules).there}`)
    else if (live.fields[state] !== 'draft' && live.fields[`title@${locale}`] !== undefined) fields[state] = 'draft'
  }
  return { fields, released }
}
