import { Stop } from '../../model/index.ts'
import { secretNames } from '../config/tokens.ts'
import type { Door } from '../door.ts'

/** The secret notifications of a workspace's app are signed with: its own variable, or the common one. Throws Stop(77) when neither is set. */
export function secretFor(workspace: string, env: Door['env']): string {
  const names = secretNames(workspace)
  const secret = names.map((name) => env[name]?.trim()).find((value) => value !== undefined && value !== '')
  if (secret !== undefined) return secret
  throw new Stop(
    77,
    `no client secret for workspace ${workspace}: set ${names.join(' or ')} in the environment or in .env beside the config (Developer Hub, Basic information)`,
  )
}
