import { z } from 'zod'
import { hint, Stop } from '../../model/index.ts'
import { layouts } from '../../sides/files/layout/index.ts'
import { wrongBaseUrl } from './address.ts'
import { complain } from './complain.ts'
import { schema, type Settled } from './schema.ts'
import { literalToken } from './tokens.ts'

/** Checks what a config says and fills in the defaults; all that is wrong is said at once. Throws Stop(78). `file` names it in messages. */
export function settle(said: unknown, file: string): Settled {
  const token = literalToken(said)
  if (token !== undefined) {
    throw new Stop(
      78,
      `${file}: ${token}: a token does not belong in the config; set INTERCOM_ACCESS_TOKEN in the environment or in .env`,
    )
  }
  const parsed = schema.safeParse(said)
  if (!parsed.success) throw broken(file, complain(parsed.error.issues, said, keysAt))
  const wrong = [...wrongHosts(parsed.data.workspaces), ...wrongDefault(parsed.data)]
  if (wrong.length > 0) throw broken(file, wrong)
  const { content, locales } = parsed.data
  return { ...parsed.data, content: content ?? layouts[locales.layout].roots }
}

const broken = (file: string, lines: readonly string[]): Stop => new Stop(78, lines.map((line) => `${file}: ${line}`).join('\n'))

const wrongHosts = (workspaces: Settled['workspaces']): string[] =>
  Object.entries(workspaces).flatMap(([name, { baseUrl }]) => {
    const wrong = baseUrl === undefined ? undefined : wrongBaseUrl(baseUrl)
    return wrong === undefined ? [] : [`workspaces.${name}.${wrong}`]
  })

function wrongDefault({ workspace, workspaces }: Pick<Settled, 'workspace' | 'workspaces'>): string[] {
  const names = Object.keys(workspaces)
  if (names.length === 0) return ['workspaces: expected at least one']
  if (workspace === undefined || names.includes(workspace)) return []
  return [`workspace: expected one of ${names.join(', ')}, got ${JSON.stringify(workspace)}${hint(workspace, names)}`]
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly additionalProperties?: JsonSchema | false
}

// which keys there could be at a path: read from the same schema, by way of its JSON form
function keysAt(path: readonly PropertyKey[]): readonly string[] {
  let at: JsonSchema | undefined = z.toJSONSchema(schema, { io: 'input' }) as JsonSchema
  for (const key of path) {
    const under: JsonSchema | false | undefined = at?.properties?.[String(key)] ?? at?.additionalProperties
    at = under === false ? undefined : under
  }
  return Object.keys(at?.properties ?? {})
}
