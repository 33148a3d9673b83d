import { createHash } from 'node:crypto'
import type { Ask } from './ask.ts'
import { chance } from './chance.ts'
import { object, type Json } from './json.ts'
import { happened, shelf } from './happened.ts'
import { matchRoute } from './match.ts'
import { invalid, notFound, Refusal } from './refusal.ts'
import { faked, refused, sent, tooMany, type Outgoing } from './reply.ts'
import { publishDue } from './resources/schedules.ts'
import { needsWriting, statusesOf } from './routes.ts'
import type { Runtime } from './runtime.ts'
import { shift } from './shift.ts'
import { bentBy, delayOf, isInstead, marked } from './spoil.ts'

/** One request off the wire. */
export interface Incoming {
  readonly method: string
  readonly url: URL
  readonly headers: Headers
  readonly body: Buffer
}

/** Serves one API request: token, budget, faults, then the operation itself; everything is logged. */
export async function serveApi(incoming: Incoming, runtime: Runtime): Promise<Outgoing> {
  const { workspace } = runtime
  const { method } = incoming
  const path = incoming.url.pathname + incoming.url.search
  const at = workspace.now()
  const n = (runtime.arrived += 1)
  await runtime.watch?.({ n, phase: 'arrived', method, path })
  const known = matchRoute(method, incoming.url.pathname)
  const rights = rightsOf(incoming.headers, runtime)
  const budget = rights === 'none' ? undefined : runtime.take(at)
  let done = false

  const answered = async (): Promise<Outgoing> => {
    if (rights === 'none') return refused(new Refusal(401, 'unauthorized', 'Access Token Invalid'), runtime, budget)
    const refusedForRate = budget !== undefined && !budget.allowed
    const strikes = runtime.faults({ method, path, at: workspace.now(), refused: refusedForRate })
    const faults = strikes.map(({ what }) => what)
    if (budget !== undefined && refusedForRate) return marked(tooMany(budget, runtime), faults)
    for (const { what, luck } of strikes) await runtime.sleep(delayOf(what, luck))
    const instead = faults.find(isInstead)
    if (instead === 'drop-before') return 'drop'
    if (instead === 'reset-before') return 'reset'
    if (instead !== undefined) return marked(faked(instead, runtime, budget), faults)
    for (const { what, luck } of strikes)
      if (typeof what === 'object' && 'shift' in what && known !== undefined)
        await shift(known.route.path, what.shift, luck, runtime)
    const before = runtime.postman.wanted() ? shelf(workspace) : undefined
    try {
      publishDue(workspace)
      if (known === undefined) throw notFound()
      allowed(rights, incoming, known.route.path, runtime)
      const answer = await known.route.run(askOf(incoming, known.params, runtime), workspace)
      if (!statusesOf(known.route).includes(answer.status))
        throw new Error(`${known.route.path} does not declare ${answer.status}`)
      workspace.store.commit()
      done = true
      if (before !== undefined) runtime.postman.tell(happened(before, shelf(workspace)))
      await runtime.watch?.({ n, phase: 'done', method, path })
      if (faults.includes('drop-after')) return 'drop'
      if (faults.includes('reset-after')) return 'reset'
      return marked(sent(bentBy(answer, faults), runtime, budget), faults)
    } catch (thrown) {
      if (!(thrown instanceof Refusal)) throw thrown
      if (known !== undefined && !statusesOf(known.route).includes(thrown.status))
        throw new Error(`${known.route.path} does not declare ${thrown.status}`, { cause: thrown })
      return marked(refused(thrown, runtime, budget), faults)
    }
  }

  const { min, max } = runtime.switches.latency
  if (max > 0) await runtime.sleep(min + chance(n, 'latency') * (max - min))
  const outgoing = await answered()
  runtime.log.push({
    n,
    method,
    path,
    route: known === undefined ? null : known.route.path,
    status: typeof outgoing === 'string' ? 0 : outgoing.status,
    at,
    client: incoming.headers.get('user-agent'),
    body: incoming.body.length === 0 ? null : createHash('sha256').update(incoming.body).digest('hex'),
    done,
    remaining: budget?.remaining ?? null,
  })
  return outgoing
}

type Rights = 'none' | 'read' | 'all'

function rightsOf(headers: Headers, { workspace }: Runtime): Rights {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (token === workspace.meta.token) return 'all'
  return token === workspace.meta.readToken ? 'read' : 'none'
}

function allowed(rights: Rights, incoming: Incoming, route: string, { switches }: Runtime): void {
  if (rights === 'read' && needsWriting(incoming.method, route)) {
    throw new Refusal(403, 'forbidden', 'Not authorized to access resource')
  }
  const version = incoming.headers.get('intercom-version')
  if (switches.versionHeader === 'required' && !/^(preview|unstable)$/i.test(version ?? '')) {
    throw new Refusal(400, 'intercom_version_invalid', `The requested version could not be found: ${version ?? 'none was sent'}`)
  }
}

function askOf(incoming: Incoming, params: Record<string, string>, { workspace }: Runtime): Ask {
  return {
    params,
    query: incoming.url.searchParams,
    body: incoming.method === 'GET' || incoming.method === 'DELETE' ? {} : parsed(incoming.body),
    actor: workspace.meta.adminId,
    via: 'api',
    url: incoming.url.origin + incoming.url.pathname,
  }
}

function parsed(body: Buffer): Json {
  if (body.length === 0) return {}
  try {
    const found = object(JSON.parse(body.toString('utf8')))
    if (found !== undefined) return found
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalid('The request body is not a JSON object')
}
