import { invalid } from './refusal.ts'

/** A JSON object as it came over the wire. */
export type Json = Readonly<Record<string, unknown>>

/** The value as a JSON object, or undefined when it is something else. */
export function object(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined
}

/** The object under a name; absent and null are undefined, anything else is refused. */
export function objectAt(body: Json, name: string): Json | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  const found = object(value)
  if (found === undefined) throw invalid(`${name} must be an object`, name)
  return found
}

/** The text under a name; absent and null are undefined, anything else is refused. */
export function text(body: Json, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw invalid(`${name} must be a string`, name)
  return value
}

/** The boolean under a name; absent is undefined, anything else is refused. */
export function flag(body: Json, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw invalid(`${name} must be a boolean`, name)
  return value
}

/** The integer under a name; absent is undefined, null stays null, anything else is refused. */
export function integer(body: Json, name: string): number | null | undefined {
  const value = body[name]
  if (value === undefined || value === null) return value
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw invalid(`${name} must be an integer`, name)
  return value
}

/** The list of integers under a name; absent is undefined, null clears. */
export function integers(body: Json, name: string): number[] | undefined {
  const value = body[name]
  if (value === undefined) return undefined
  if (value === null) return []
  if (!Array.isArray(value) || !value.every((item) => Number.isSafeInteger(item)))
    throw invalid(`${name} must be an array of integers`, name)
  return [...new Set(value as number[])]
}

/** One of a few words under a name; absent is undefined, anything else is refused. */
export function choice<T extends string>(body: Json, name: string, of: readonly T[]): T | undefined {
  const value = text(body, name)
  if (value === undefined) return undefined
  if (!(of as readonly string[]).includes(value)) throw invalid(`${name} must be one of ${of.join(', ')}`, name)
  return value as T
}
