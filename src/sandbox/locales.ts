import type { Json } from './json.ts'
import { invalid } from './refusal.ts'
import { helpCenter, type Workspace } from './workspace.ts'

/** The entries of translated_content by locale; one the help center does not have is refused, null is passed over. */
export function knownLocales(sent: Json, workspace: Workspace): [string, unknown][] {
  if (!workspace.switches.multilingual) return []
  const { locales } = helpCenter(workspace)
  const found = Object.entries(sent).filter(([name, value]) => name !== 'type' && value !== null)
  const unknown = found.map(([name]) => name).filter((name) => !locales.includes(name))
  if (unknown.length > 0)
    throw invalid(`translated_content contains unknown locales: ${unknown.join(', ')}`, 'translated_content')
  return found
}
