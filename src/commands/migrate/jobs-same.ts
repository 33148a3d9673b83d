import { Stop } from '../../model/index.ts'
import { baseUrl } from '../config/address.ts'
import type { Project } from '../config/load.ts'
import type { Workspace } from '../config/schema.ts'
import { tokenFor } from '../config/tokens.ts'

/**
 * Which names of the config open one workspace, as far as can be told before any request: by the id they name, or by a token they share. Answers a
 * name's first namesake, or the name itself.
 */
export function sameWorkspace(workspaces: Readonly<Record<string, Workspace>>, env: Project['env']): (name: string) => string {
  const first = new Map<string, string>()
  const leads = new Map<string, string>()
  for (const [name, workspace] of Object.entries(workspaces)) {
    if (workspace.sandbox === true) continue
    const token = tokenOf(name, env)
    const marks = [
      ...(workspace.id === undefined ? [] : [`id ${workspace.id}`]),
      ...(token === undefined ? [] : [`token ${baseUrl(workspace)} ${token}`]),
    ]
    const found = [...new Set(marks.flatMap((mark) => first.get(mark) ?? []))]
    const [one = name] = found
    // a name may show that two others are one
    for (const [mark, other] of first) if (found.includes(other)) first.set(mark, one)
    for (const [alias, other] of leads) if (found.includes(other)) leads.set(alias, one)
    for (const mark of marks) first.set(mark, one)
    leads.set(name, one)
  }
  return (name) => leads.get(name) ?? name
}

// one that is missing or cannot be a token is said when its pair has its turn
function tokenOf(name: string, env: Project['env']): string | undefined {
  try {
    return tokenFor(name, env)
  } catch (error) {
    if (error instanceof Stop) return undefined
    throw error
  }
}
