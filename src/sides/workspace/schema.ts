import { z } from 'zod'
import type { Field, Kind } from '../../model/index.ts'

/** One object as the service answers it: the fields we use are checked, the others are kept as they came. */
export type Item = Readonly<Record<string, unknown>> & { readonly id: string | number }

const id = z.union([z.string(), z.number()])
const ids = z.array(z.union([id, z.looseObject({ id })]))

type State = Exclude<Field, { is: 'command' }>

const isState = (field: Field): field is State => field.is !== 'command'

function shape(field: State): z.ZodType {
  switch (field.is) {
    case 'text':
    case 'prose':
      return z.string().nullish()
    case 'flag':
      return z.boolean().nullish()
    case 'choice':
      return z.enum([...field.of, ...Object.keys(field.reads ?? {})]).nullish()
    case 'ref':
      return id.nullish()
    case 'refs':
      return nested(field.reads ?? field.wire, ids.nullish())
  }
}

/** The path of a field in an answer: `tags.tags` is ['tags', 'tags']. */
export const pathOf = (field: Field): readonly string[] =>
  ((field.is === 'ref' || field.is === 'refs') && field.reads !== undefined ? field.reads : field.wire).split('.')

const nested = (path: string, leaf: z.ZodType): z.ZodType =>
  path
    .split('.')
    .slice(1)
    .reduceRight((inner, name) => z.looseObject({ [name]: inner }).nullish(), leaf)

const leaves = (fields: readonly State[]): Record<string, z.ZodType> =>
  Object.fromEntries(fields.map((field) => [pathOf(field)[0] ?? field.wire, shape(field)]))

// epoch seconds, but for macros, which write them out
const time = z.union([z.number(), z.iso.datetime({ offset: true })]).nullish()

/** What every kind's objects carry besides their fields. */
const stamp = {
  created_at: time,
  updated_at: time,
  updated_by_id: id.nullish(),
  url: z.string().nullish(),
  has_unpublished_changes: z.boolean().nullish(),
  help_center_id: id.nullish(),
  default_locale: z.string().nullish(),
}

function build(kind: Kind): z.ZodType<Item> {
  const fields = Object.values(kind.fields).filter(isState)
  const translation = z.looseObject({
    ...leaves(fields.filter((field) => field.via === undefined)),
    has_unpublished_changes: z.boolean().nullish(),
  })
  const locales =
    kind.api.locales === undefined
      ? {}
      : { [kind.api.locales]: z.record(z.string(), z.union([z.string(), translation]).nullish()).nullish() }
  return z.looseObject({ ...stamp, ...leaves(fields), ...locales, id })
}

const built = new Map<string, z.ZodType<Item>>()

function schemaOf(kind: Kind): z.ZodType<Item> {
  const known = built.get(kind.name)
  if (known !== undefined) return known
  const made = build(kind)
  built.set(kind.name, made)
  return made
}

/** Reads one object of a kind. Throws `Unexpected` where a field we use is not as the kind declares it. */
export function itemOf(kind: Kind, value: unknown): Item {
  return expecting(schemaOf(kind), value, kind.name)
}

/** An answer that is not what the API description promises, with what was seen. */
export class Unexpected extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Unexpected'
  }
}

/** A value as a schema wants it. Throws `Unexpected`, naming the place, what was expected and what was found. */
export function expecting<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  const path = (issue?.path ?? []).map(String)
  const found = path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
    value,
  )
  const where = typeof value === 'object' && value !== null && 'id' in value ? `${what} ${String(value.id)}` : what
  const got = JSON.stringify(found) as string | undefined
  throw new Unexpected(
    `${where}: ${path.join('.') || 'the answer'}: ${issue?.message ?? 'not as described'}, got ${(got ?? 'nothing').slice(0, 80)}`,
  )
}
