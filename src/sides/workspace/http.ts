import type { Failure } from '../../model/index.ts'
import { Refused, Stop } from '../../model/index.ts'
import type { Ask, Line } from './line.ts'
import { once, open } from './line.ts'
import type { Tally, WorkspaceOptions } from './options.ts'
import { longest } from './budget.ts'
import { width } from './pace.ts'
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

function reads(line: Line): Reading {
  const { clock } = line
  return {
    origin: line.origin,
    get: (path) => send(line, { method: 'GET', path, repeatable: true }),
    tally: () => line.counts.tally(),
    serverNow: () => Math.floor((clock.now() + ahead(line.gate.budget().clock)) / 1000),
    width: () => width(line.gate.budget()),
  }
}

/** `unmet`: where no connection was ever made, so that a wrong address is said soon. */
const tries = { silent: 6, unmet: 2, throttled: 30 }
const patience = { first: 500, most: 30_000 }

/** Sends a request as often as its verb and what came back allow, each time through the gate. */
async function send(line: Line, ask: Ask): Promise<unknown> {
  const { clock } = line
  const { random, signal } = line.options
  let silent = 0
  let throttled = 0
  let reached = false
  for (;;) {
    await line.gate.pass(silent + throttled > 0)
    const reply = await once(line, ask)
    if (reply.ok) return reply.body
    const { failure, left } = reply
    if (failure.status === 401) throw new Stop(77, `${line.origin.hostname} does not take the token: ${failure.message}`)
    if (failure.status === 404 && ask.method === 'DELETE' && silent > 0) return null
    if (failure.status === 429) {
      throttled += 1
      line.counts.throttled()
      if (throttled >= tries.throttled) throw new Refused(failure)
      continue
    }
    if (!isPassing(failure.status)) throw new Refused(failure)
    silent += 1
    reached ||= left
    // a write that may have been carried out although nobody said so
    const lost: Failure = ask.method === 'GET' || !reached ? failure : { ...failure, unknown: true }
    if (signal?.aborted === true) throw ended(ask, lost)
    const most = line.last.at === 0 && !reached ? tries.unmet : tries.silent
    if (!ask.repeatable || silent >= most) throw new Refused(lost)
    line.counts.retried()
    await rest(clock.sleep(backoff(silent, failure.retryAfter, random()), signal), () => ended(ask, lost), signal)
  }
}

const isPassing = (status: number): boolean => status === 0 || status === 408 || status >= 500

/** How an interrupt shows: a reading stops the run, a write under way is one refused request. */
const ended = (ask: Ask, failure: Failure): Error => (ask.method === 'GET' ? new Stop(130, 'interrupted') : new Refused(failure))

async function rest(sleep: Promise<void>, end: () => Error, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep
  } catch (error) {
    throw signal?.aborted === true ? end() : error
  }
}

const backoff = (round: number, retryAfter: number | undefined, random: number): number =>
  Math.max(Math.min(retryAfter ?? 0, longest), Math.min(patience.most, patience.first * 2 ** (round - 1)) * (0.5 + random / 2))
