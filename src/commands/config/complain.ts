import type { z } from 'zod'
import { hint } from '../../model/index.ts'

type Issue = z.core.$ZodIssue

/** One line for each thing a config has wrong: the key, what was expected, what was found, what was probably meant. */
export function complain(
  issues: readonly Issue[],
  config: unknown,
  keysAt: (path: readonly PropertyKey[]) => readonly string[],
): string[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(
        (key) => `${dotted([...issue.path, key])}: unknown key${hint(key, keysAt(issue.path))}${known(keysAt(issue.path))}`,
      )
    }
    if (issue.code === 'invalid_key') return [`${dotted(issue.path)}: ${issue.issues[0]?.message ?? issue.message}`]
    const got = shown(valueAt(config, issue.path))
    return [
      `${dotted(issue.path)}: ${expected(issue)}${issue.code === 'custom' && !/^expected a (folder|URL)/u.test(issue.message) ? '' : `, got ${got}`}`,
    ]
  })
}

const known = (keys: readonly string[]): string => (keys.length === 0 ? '' : `; there are ${keys.join(', ')}`)

function expected(issue: Issue): string {
  if (issue.message.startsWith('expected')) return issue.message
  if (issue.code === 'invalid_type') return `expected ${article(issue.expected)}`
  if (issue.code === 'invalid_value') return `expected ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`
  return issue.message
}

const article = (type: string): string =>
  type === 'object' || type === 'record' ? 'an object' : type === 'boolean' ? 'true or false' : `a ${type}`

const dotted = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'the config' : path.map(String).join('.'))

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (typeof value === 'function') return 'a function'
  const text = JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 60)}…` : text
}
