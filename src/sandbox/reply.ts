import { randomUUID } from 'node:crypto'
import type { Answer } from './ask.ts'
import type { FaultAnswer } from './faults.ts'
import type { Budget } from './rate.ts'
import { errorList, Refusal } from './refusal.ts'
import type { Runtime } from './runtime.ts'

/** What goes back: an answer, or a dropped connection. */
export type Outgoing =
  'drop' | { readonly status: number; readonly headers: Record<string, string>; readonly body: string | null }

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
export function sent(answer: Answer, runtime: Runtime, budget: Budget | undefined): Outgoing {
  const headers = headersOf(runtime, budget)
  if (answer.body === undefined) return { status: answer.status, headers, body: null }
  return {
    status: answer.status,
    headers: { ...headers, 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(answer.body),
  }
}

/** A refusal as an error list. */
export function refused(refusal: Refusal, runtime: Runtime, budget: Budget | undefined): Outgoing {
  return sent(
    { status: refusal.status, body: errorList(randomUUID(), refusal.code, refusal.message, refusal.field) },
    runtime,
    budget,
  )
}

/** The 429, with a Retry-After where the switch says so. */
export function tooMany(budget: Budget, runtime: Runtime): Outgoing {
  const answer = refused(new Refusal(429, 'rate_limit_exceeded', budget.message), runtime, budget)
  if (answer === 'drop' || !runtime.switches.retryAfter) return answer
  const seconds = Math.max(1, Math.ceil(budget.reset - runtime.workspace.now() / 1000))
  return { ...answer, headers: { ...answer.headers, 'Retry-After': String(seconds) } }
}

/** The answer of a planted fault. */
export function faked(fault: FaultAnswer, runtime: Runtime, budget: Budget | undefined): Outgoing {
  const body =
    fault.raw ?? JSON.stringify(errorList(randomUUID(), fault.code ?? 'server_error', fault.message ?? 'Something went wrong'))
  const headers = { ...headersOf(runtime, budget), 'Content-Type': 'application/json; charset=utf-8', ...fault.headers }
  return { status: fault.status, headers, body }
}
