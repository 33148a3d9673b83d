import { randomUUID } from 'node:crypto'
import type { Answer } from './ask.ts'
import type { FaultAnswer, HeaderFault } from './faults.ts'
import type { Budget } from './rate.ts'
import { errorList, Refusal } from './refusal.ts'
import type { Runtime } from './runtime.ts'

/** How a body is put on the wire where a fault wants it otherwise than whole and at once. */
export interface Wire {
  readonly cut?: number
  readonly reset?: boolean
  readonly dripMs?: number
}

/** What goes back: an answer, or a connection that is closed or reset. */
export type Outgoing = 'drop' | 'reset' | Sent

export interface Sent {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null
  readonly wire?: Wire
}

function headersOf(runtime: Runtime, budget: Budget | undefined): Record<string, string> {
  const { workspace } = runtime
  const rate =
    budget === undefined
      ? {}
      : {
          'X-RateLimit-Limit': String(budget.limit),
          'X-RateLimit-Remaining': String(budget.remaining),
          'X-RateLimit-Reset': String(budget.reset),
        }
  return { Date: new Date(workspace.now()).toUTCString(), 'X-Request-Id': randomUUID(), ...rate }
}

/** An answer with its headers. */
export function sent(answer: Answer, runtime: Runtime, budget: Budget | undefined): Sent {
  const headers = headersOf(runtime, budget)
  if (answer.body === undefined) return { status: answer.status, headers, body: null }
  return {
    status: answer.status,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(answer.body),
  }
}

/** A refusal as an error list. */
export function refused(refusal: Refusal, runtime: Runtime, budget: Budget | undefined): Sent {
  return sent(
    { status: refusal.status, body: errorList(randomUUID(), refusal.code, refusal.message, refusal.field) },
    runtime,
    budget,
  )
}

/** The 429, with a Retry-After where the switch says so. */
export function tooMany(budget: Budget, runtime: Runtime): Sent {
  const answer = refused(new Refusal(429, 'rate_limit_exceeded', budget.message), runtime, budget)
  if (!runtime.switches.retryAfter) return answer
  const seconds = Math.max(1, Math.ceil(budget.reset - runtime.workspace.now() / 1000))
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds) } }
}

/** The answer of a planted fault. */
export function faked(fault: FaultAnswer, runtime: Runtime, budget: Budget | undefined): Sent {
  const body =
    fault.raw ?? JSON.stringify(errorList(randomUUID(), fault.code ?? 'server_error', fault.message ?? 'Something went wrong'))
  const headers = { ...headersOf(runtime, budget), 'Content-Type': 'application/json; charset=utf-8' }
  return { status: fault.status, headers: overlaid(headers, fault.headers ?? {}), body }
}

/** Headers with others laid over them, whatever the case of their letters. */
export function overlaid(headers: Readonly<Record<string, string>>, over: HeaderFault): Record<string, string> {
  const names = new Set(Object.keys(over).map((name) => name.toLowerCase()))
  const kept = Object.entries(headers).filter(([name]) => !names.has(name.toLowerCase()))
  const laid = Object.entries(over).flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
  return Object.fromEntries([...kept, ...laid])
}
