import { setImmediate as turn } from 'node:timers/promises'
import type { Failure } from '../../model/index.ts'
import { Refused, Stop } from '../../model/index.ts'
import { originOf } from './base-url.ts'
import type { Gate } from './gate.ts'
import { gate } from './gate.ts'
import type { Tally, WorkspaceOptions } from './options.ts'
import type { Heard } from './pace.ts'
import { longest, width } from './pace.ts'
import { redact, refusal, silence } from './refusal.ts'
import { ahead } from './server-clock.ts'

/** A client that can only read: it has no method that writes. Throws `Refused`, or `Stop(77)` for a token that is not taken. */
export interface Reading {
  readonly origin: URL
  get(path: string): Promise<unknown>
  tally(): Tally
  /** the server's clock, epoch seconds */
  serverNow(): number
  width(): number
}

/** A client that writes. A POST is sent again after a 429 only, unless doing it twice is doing it once (`repeatable`). */
export interface Writing extends Reading {
  post(path: string, body: object, options?: { readonly repeatable: true }): Promise<unknown>
  put(path: string, body: object): Promise<unknown>
  /** resolves as well where the thing was gone when a second try came */
  delete(path: string): Promise<unknown>
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

interface Ask {
  readonly method: Method
  readonly path: string
  readonly body?: object
  readonly repeatable: boolean
}

interface Line {
  readonly options: WorkspaceOptions
  readonly origin: URL
  readonly gate: Gate
  /** when the last answer came in */
  readonly last: { at: number }
  readonly counts: { reads: number; writes: number; retried: number; throttled: number; readonly routes: Map<string, number> }
}

type Reply =
  { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly failure: Failure; readonly left: boolean }

const tries = { silent: 6, throttled: 30 }
const idle = 1000
const patience = { first: 500, most: 30_000 }

/** Opens a line that can be read from only. Throws Stop(77) without a token and Stop(78) for a host that is not Intercom's. */
export function reading(options: WorkspaceOptions): Reading {
  return reads(open(options))
}

/** Opens a line that can be written to. Throws as `reading` does. */
export function writing(options: WorkspaceOptions): Writing {
  const line = open(options)
  return {
    ...reads(line),
    post: (path, body, extra) => send(line, { method: 'POST', path, body, repeatable: extra?.repeatable === true }),
    put: (path, body) => send(line, { method: 'PUT', path, body, repeatable: true }),
    delete: (path) => send(line, { method: 'DELETE', path, repeatable: true }),
  }
}

function open(options: WorkspaceOptions): Line {
  const origin = originOf(options.baseUrl)
  if (options.token.trim() === '') throw new Stop(77, 'no token: set INTERCOM_ACCESS_TOKEN')
  const counts = { reads: 0, writes: 0, retried: 0, throttled: 0, routes: new Map<string, number>() }
  return { options, origin, gate: gate(options.pace, options.clock, options.signal), last: { at: 0 }, counts }
}

function reads(line: Line): Reading {
  const { clock } = line.options
  return {
    origin: line.origin,
    get: (path) => send(line, { method: 'GET', path, repeatable: true }),
    tally: () => ({ ...line.counts, routes: Object.fromEntries([...line.counts.routes].sort(([a], [b]) => (a < b ? -1 : 1))) }),
    serverNow: () => Math.floor((clock.now() + ahead(line.gate.budget().clock)) / 1000),
    width: () => width(line.gate.budget()),
  }
}

async function send(line: Line, ask: Ask): Promise<unknown> {
  const { clock, random, signal } = line.options
  let silent = 0
  let throttled = 0
  for (;;) {
    await line.gate.pass(silent + throttled > 0)
    if (!ask.repeatable) await freshen(line)
    const reply = await once(line, ask)
    if (reply.ok) return reply.body
    const { failure, left } = reply
    if (failure.status === 401) throw new Stop(77, `${line.origin.hostname} does not take the token: ${failure.message}`)
    if (failure.status === 404 && ask.method === 'DELETE' && silent > 0) return null
    if (signal?.aborted === true && ask.method === 'GET') throw new Stop(130, 'interrupted')
    if (failure.status === 429) {
      throttled += 1
      line.counts.throttled += 1
      if (throttled >= tries.throttled) throw new Refused(failure)
      continue
    }
    if (!isPassing(failure.status)) throw new Refused(failure)
    silent += 1
    if (!ask.repeatable || silent >= tries.silent || signal?.aborted === true) throw new Refused(lost(ask, failure, left))
    line.counts.retried += 1
    await clock.sleep(backoff(silent, failure.retryAfter, random()), signal)
  }
}

const isPassing = (status: number): boolean => status === 0 || status === 408 || status >= 500

/** A write that may have been carried out although nobody said so. */
const lost = (ask: Ask, failure: Failure, left: boolean): Failure =>
  ask.method === 'GET' || !left ? failure : { ...failure, unknown: true }

const backoff = (round: number, retryAfter: number | undefined, random: number): number =>
  Math.max(Math.min(retryAfter ?? 0, longest), Math.min(patience.most, patience.first * 2 ** (round - 1)) * (0.5 + random / 2))

/**
 * A connection the server closed while we were busy is noticed only when the event loop has gone round; a POST sent on it would be lost without
 * anybody knowing whether it arrived.
 */
async function freshen({ options, last }: Line): Promise<void> {
  if (options.clock.now() - last.at < idle) return
  await turn()
  await turn()
}

async function once(line: Line, ask: Ask): Promise<Reply> {
  const { options, origin } = line
  count(line, ask)
  const sentAt = options.clock.now()
  const timeout = AbortSignal.timeout(options.timeout)
  const head = { sentAt, jitter: options.random() }
  try {
    const answer = await fetch(new URL(ask.path, origin), {
      method: ask.method,
      redirect: 'error',
      signal: options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]),
      headers: {
        Accept: 'application/json',
        Authorization: `Bearer ${options.token}`,
        'Intercom-Version': 'Preview',
        'User-Agent': 'intercom-content-sync',
        ...(ask.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    })
    const text = await answer.text()
    const heard = listen(answer, options.clock.now(), head)
    line.last.at = options.clock.now()
    line.gate.heard(heard)
    if (!answer.ok) return { ok: false, left: true, failure: failed(answer, text, heard, options.token) }
    return read(answer, text, options.token)
  } catch (error) {
    line.gate.heard({ ...head, status: 0, limit: null, remaining: null, reset: null, date: null, retryAfter: null })
    const { failure, left } = silence(error, origin.host, options.timeout)
    return { ok: false, left, failure: { ...failure, message: redact(failure.message, options.token) } }
  }
}

function count({ counts }: Line, ask: Ask): void {
  if (ask.method === 'GET') counts.reads += 1
  else counts.writes += 1
  const route = `${ask.method} ${ask.path.replace(/\?.*$/, '').replace(/\/[^/]*\d[^/]*/g, '/{id}')}`
  counts.routes.set(route, (counts.routes.get(route) ?? 0) + 1)
}

function failed(answer: Response, text: string, heard: Heard, token: string): Failure {
  const failure = refusal(answer.status, text, answer.headers.get('x-request-id'), token)
  return heard.retryAfter === null ? failure : { ...failure, retryAfter: heard.retryAfter }
}

/** An answer that says yes; an empty one is null (204, and the 200 of deleted tags). */
function read(answer: Response, text: string, token: string): Reply {
  if (text === '') return { ok: true, body: null }
  try {
    return { ok: true, body: JSON.parse(text) as unknown }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    const { message, requestId } = refusal(answer.status, text, answer.headers.get('x-request-id'), token)
    return {
      ok: false,
      left: true,
      failure: { status: 0, code: 'not_json', message: `expected JSON, got: ${message}`, requestId },
    }
  }
}

function listen(answer: Response, now: number, head: Pick<Heard, 'sentAt' | 'jitter'>): Heard {
  const number = (name: string): number | null => {
    const text = answer.headers.get(name)
    return text !== null && /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : null
  }
  const moment = (name: string): number | null => {
    const time = Date.parse(answer.headers.get(name) ?? '')
    return Number.isNaN(time) ? null : time
  }
  const date = moment('date')
  const until = moment('retry-after')
  const seconds = number('retry-after')
  return {
    ...head,
    status: answer.status,
    limit: number('x-ratelimit-limit'),
    remaining: number('x-ratelimit-remaining'),
    reset: number('x-ratelimit-reset') ?? secondsOf(moment('x-ratelimit-reset')),
    date,
    retryAfter: seconds !== null ? seconds * 1000 : until !== null ? Math.max(0, until - (date ?? now)) : null,
  }
}

const secondsOf = (time: number | null): number | null => (time === null ? null : time / 1000)
