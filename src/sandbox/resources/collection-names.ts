import { object, objectAt, text, type Json } from '../json.ts'
import { knownLocales } from '../locales.ts'
import { invalid, missing } from '../refusal.ts'
import type { Group } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'

/** What a request says about a collection in one language. */
export type SentGroup = Partial<Group>

/** What a request says in each language. */
export function translations(body: Json, workspace: Workspace): Record<string, SentGroup> {
  const sent = objectAt(body, 'translated_content')
  if (sent === undefined) return {}
  const found = knownLocales(sent, workspace).map(([locale, value]): [string, SentGroup] => {
    const group = object(value)
    if (group === undefined) throw invalid(`translated_content.${locale} must be an object`, 'translated_content')
    const name = text(group, 'name')
    return [
      locale,
      {
        ...(name === undefined ? {} : { name }),
        ...('description' in group ? { description: text(group, 'description') ?? null } : {}),
      },
    ]
  })
  return Object.fromEntries(found)
}

/** The groups of all languages, each with its name. */
export function complete(groups: Record<string, SentGroup>): Record<string, Group> {
  const found = Object.entries(groups).map(([locale, { name, description }]): [string, Group] => {
    if (name === undefined || name.trim() === '')
      throw missing(`translated_content.${locale}.name is required`, 'translated_content')
    return [locale, { name, description: description ?? null }]
  })
  return Object.fromEntries(found)
}
