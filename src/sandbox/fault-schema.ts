import { z } from 'zod'
import { breaks, shifts, type FaultDo, type Faults } from './faults.ts'
import { topics } from './happened.ts'
import { object } from './json.ts'
import type { Webhook } from './options.ts'

const count = z.int().min(1)
const ms = z.number().min(0)
const share = z.number().min(0).max(1)
const headers = z.record(z.string(), z.string().nullable())
const pattern = z.string().refine((text) => isPattern(text), 'expected a regular expression')

const on = z.strictObject({
  method: z.string().exactOptional(),
  path: pattern.exactOptional(),
  nth: count.exactOptional(),
  after: z.int().min(0).exactOptional(),
  every: count.exactOptional(),
  chance: share.exactOptional(),
  from: ms.exactOptional(),
  until: ms.exactOptional(),
})

/** What a fault can do, by the word that says which it is; an answer may carry headers too, so its word stands first. */
const deeds = {
  status: z.strictObject({
    status: z.int().min(200).max(599),
    code: z.string().exactOptional(),
    message: z.string().exactOptional(),
    headers: headers.exactOptional(),
    raw: z.string().exactOptional(),
  }),
  delayMs: z.strictObject({ delayMs: z.union([ms, z.tuple([ms, ms])]) }),
  cut: z.strictObject({ cut: share, reset: z.boolean().exactOptional() }),
  dripMs: z.strictObject({ dripMs: ms }),
  headers: z.strictObject({ headers }),
  list: z.strictObject({
    list: z.strictObject({
      keep: z.int().min(0).exactOptional(),
      total: z.int().min(0).nullable().exactOptional(),
      last: z.boolean().exactOptional(),
    }),
  }),
  shift: z.strictObject({ shift: z.enum(shifts) }),
} as const

const fault = z.strictObject({ on, do: z.unknown(), times: z.int().min(0).exactOptional() })
const script = z.strictObject({ seed: z.int(), faults: z.array(fault) })

/** Reads a list of faults, or one with a seed. Throws an Error that names the place, what was expected and what was found. */
export function readFaults(value: unknown): Faults {
  const alone = Array.isArray(value)
  if (!alone && object(value) === undefined)
    throw wrong('faults', 'expected a list of faults, or {"seed": 7, "faults": [...]}', value)
  const { seed, faults } = alone
    ? { seed: 1, faults: expecting(z.array(fault), value, 'faults') }
    : expecting(script, value, 'faults')
  return {
    seed,
    faults: faults.map((each, place) => ({ ...each, do: deed(each.do, `faults${alone ? '' : '.faults'}[${place}].do`) })),
  }
}

const webhook = z.strictObject({
  url: z.string(),
  secret: z.string(),
  topics: z.array(z.enum(topics)).exactOptional(),
  deleted: z.enum(['minimal', 'full']).exactOptional(),
})

/** Reads a list of webhooks. Throws an Error that names the place, what was expected and what was found. */
export const readWebhooks = (value: unknown): readonly Webhook[] => expecting(z.array(webhook), value, 'webhooks')

function deed(value: unknown, at: string): FaultDo {
  const broken = breaks.find((each) => each === value)
  if (broken !== undefined) return broken
  const given = object(value)
  const word = (Object.keys(deeds) as (keyof typeof deeds)[]).find((word) => given !== undefined && word in given)
  if (word !== undefined) return expecting<FaultDo>(deeds[word], value, at)
  const known = [...breaks.map((each) => `"${each}"`), ...Object.keys(deeds).map((each) => `{"${each}"}`)]
  throw wrong(at, `expected one of ${known.join(', ')}`, value)
}

function expecting<T>(schema: z.ZodType<T>, value: unknown, at: string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const [issue] = read.error.issues
  const path = issue?.path ?? []
  const found = path.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown>)[step], value)
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('')
  throw wrong(`${at}${place}`, issue?.message ?? 'not as described', found)
}

function wrong(at: string, expected: string, found: unknown): Error {
  const got = found === undefined ? 'nothing' : JSON.stringify(found).slice(0, 80)
  return new Error(`${at}: ${expected.charAt(0).toLowerCase()}${expected.slice(1)}, got ${got}`)
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text)
    return true
  } catch (error) {
    if (error instanceof SyntaxError) return false
    throw error
  }
}
