import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { Stop } from '../../model/index.ts'

type Env = Readonly<Record<string, string | undefined>>

const common = 'INTERCOM_ACCESS_TOKEN'
const signing = 'INTERCOM_CLIENT_SECRET'

/** The environment with `.env` of the config's folder below it: the real one wins. */
export function environment(root: string, env: Env): Env {
  const path = join(root, '.env')
  return existsSync(path) ? { ...parseEnv(readFileSync(path, 'utf8')), ...set(env) } : env
}

/** Every token and client secret the environment holds, for the redaction of whatever is printed. */
export const secretsIn = (env: Env): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) =>
    (name.startsWith(common) || name.startsWith(signing)) && value !== undefined ? [value, value.trim()] : [],
  )

const own = (name: string, workspace: string): string => `${name}_${workspace.toUpperCase().replace(/-/gu, '_')}`

/** Variables that may hold the client secret of a workspace's app, the first one wins. */
export const secretNames = (workspace: string): readonly string[] => [own(signing, workspace), signing]

/** The token of a workspace: its own variable, or the common one. Throws Stop(77) when neither is set or one cannot be a token. */
export function tokenFor(workspace: string, env: Env): string {
  const ours = own(common, workspace)
  const name = set(env)[ours] === undefined ? common : ours
  const token = set(env)[name]?.trim()
  if (token === undefined || token === '') {
    throw new Stop(
      77,
      `no token for workspace ${workspace}: set ${ours} or ${common} in the environment or in .env beside the config`,
    )
  }
  if (!/^[\x21-\x7e]+$/u.test(token))
    throw new Stop(77, `${name}: expected an access token, got text with spaces or letters a header cannot carry`)
  return token
}

const set = (env: Env): Env => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))

/** Where a config holds a token, dotted; undefined when nowhere. Intercom's access tokens are base64 of `tok:…`. */
export function literalToken(value: unknown, path: readonly string[] = []): string | undefined {
  if (typeof value === 'string') return /dG9rO[g-v][A-Za-z0-9+/_=-]{16,}/u.test(value) ? path.join('.') : undefined
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key]
    if (/^(access[-_]?)?token$|^api[-_]?key$|^secret$/iu.test(key)) return here.join('.')
    const found = literalToken(inner, here)
    if (found !== undefined) return found
  }
  return undefined
}
