import { setMaxListeners } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { Failure } from '../../model/index.ts'
import { Stop } from '../../model/index.ts'
import { originOf } from './base-url.ts'
import type { Gate } from './gate.ts'
import { gate } from './gate.ts'
import { listen, unheardOf } from './listen.ts'
import type { Clock, WorkspaceOptions } from './options.ts'
import { redact, refusal, silence } from './refusal.ts'
import { steady } from './steady.ts'
import type { Counter } from './tally.ts'
import { counter } from './tally.ts'

/** A way to one host with one token, its pace and its counts. `last`: when an answer came in last, ms; 0 for never. */
export interface Line {
  readonly options: WorkspaceOptions
  readonly origin: URL
  /** never goes back */
  readonly clock: Clock
  readonly gate: Gate
  readonly counts: Counter
  readonly last: { at: number }
}

export interface Ask {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** doing it twice is doing it once */
  readonly repeatable: boolean
}

/** What came of one request. `left`: it may have reached the server. */
export type Reply =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly failure: Failure; readonly left: boolean }

/** Opens a line. Throws Stop(77) without a token and Stop(78) for a host that is not Intercom's. */
export function open(options: WorkspaceOptions): Line {
  const origin = originOf(options.baseUrl)
  if (options.token.trim() === '') throw new Stop(77, 'no token: set INTERCOM_ACCESS_TOKEN')
  // as many requests may wait for it as are under way
  if (options.signal !== undefined) setMaxListeners(0, options.signal)
  const clock = steady(options.clock)
  return { options, origin, clock, gate: gate(options.pace, clock, options.signal), counts: counter(), last: { at: 0 } }
}

/** Sends one request, once, and tells the gate what its answer says of the budget. Throws what `before` throws, and has sent nothing then. */
export async function once(line: Line, ask: Ask): Promise<Reply> {
  const { options, origin, clock } = line
  if (!ask.repeatable) await settled()
  if (ask.method !== 'GET') await allowed(line)
  line.counts.sent(ask.method, ask.path)
  const head = { sentAt: clock.now(), jitter: options.random() }
  try {
    const answer = await fetch(new URL(ask.path, origin), init(options, ask))
    const text = await answer.text()
    const now = clock.now()
    const heard = listen(answer, now, head)
    line.last.at = now
    line.gate.heard(heard)
    if (answer.ok) return read(answer, text, options.token)
    const failure = refusal(answer.status, text, answer.headers.get('x-request-id'), options.token)
    const { retryAfter } = heard
    return { ok: false, left: true, failure: retryAfter === null ? failure : { ...failure, retryAfter } }
  } catch (error) {
    line.gate.heard(unheardOf(head))
    const { failure, left } = silence(error, origin.host, options.timeout)
    return { ok: false, left, failure: { ...failure, message: redact(failure.message, options.token) } }
  }
}

/**
 * Lets the process hear what came in while it was busy. A server closes a connection nobody uses for some seconds; after a long stretch of
 * computing that is not noticed yet, and a write sent into a closed connection can be neither counted as done nor sent again.
 */
async function settled(): Promise<void> {
  // what is heard in the turn that is under way may be from before
  await setImmediate()
  await setImmediate()
}

/** Asks whether a write may still go out; the turn of one that may not is given back. */
async function allowed({ options, clock, gate }: Line): Promise<void> {
  try {
    await options.before?.()
  } catch (error) {
    gate.heard(unheardOf({ sentAt: clock.now(), jitter: 0 }))
    throw error
  }
}

function init(options: WorkspaceOptions, ask: Ask): RequestInit {
  const timeout = AbortSignal.timeout(options.timeout)
  const headers = {
    Accept: 'application/json',
    Authorization: `Bearer ${options.token}`,
    'Intercom-Version': 'Preview',
    'User-Agent': 'intercom-content-sync',
  }
  return {
    method: ask.method,
    redirect: 'error',
    signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
    ...(ask.body === undefined
      ? { headers }
      : { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(ask.body) }),
  }
}

/** An answer that says yes; an empty one is null (204, and the 200 of deleted tags). */
function read(answer: Response, text: string, token: string): Reply {
  if (text === '') return { ok: true, body: null }
  try {
    return { ok: true, body: JSON.parse(text) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { message, requestId } = refusal(answer.status, text, answer.headers.get('x-request-id'), token)
    const failure = { status: 0, code: 'not_json', message: `expected JSON, got: ${message}`, requestId }
    return { ok: false, left: true, failure }
  }
}
