import { createHmac, randomUUID } from 'node:crypto'
import { isLoopback } from './address.ts'
import { isInstead } from './spoil.ts'
import { overlaid } from './reply.ts'
import type { Postman, Runtime } from './runtime.ts'
import { contentOf } from './happened.ts'
import type { Delivery, Webhook } from './options.ts'

const attempts = 3
const pause = 100
/** milliseconds an answer may take */
const patience = 5000

/** A postman who starts without subscribers. */
export function postman(runtime: () => Runtime): Postman {
  let subscribed: readonly Webhook[] = []
  const deliveries: Delivery[] = []
  const underway = new Set<Promise<void>>()
  const over = new AbortController()
  const send = (webhook: Webhook, topic: string, item: Record<string, unknown>): void => {
    const work = deliver({ webhook, topic, item, id: `notif_${randomUUID()}` }, runtime(), deliveries, over.signal).finally(() =>
      underway.delete(work),
    )
    underway.add(work)
  }
  return {
    deliveries,
    wanted: () => subscribed.length > 0,
    async subscribe(webhooks) {
      for (const { url } of webhooks) await listens(url)
      subscribed = webhooks
      for (const webhook of webhooks) send(webhook, 'ping', { type: 'ping', message: 'a subscription was saved' })
    },
    tell(happened) {
      for (const webhook of subscribed)
        for (const one of happened)
          if (webhook.topics?.includes(one.topic) ?? true)
            send(webhook, one.topic, contentOf(one, webhook.deleted ?? 'minimal', runtime().workspace))
    },
    async idle() {
      while (underway.size > 0) await Promise.all(underway)
    },
    close: () => {
      over.abort()
    },
  }
}

async function listens(url: string): Promise<void> {
  if (!URL.canParse(url) || !isLoopback(new URL(url).hostname)) throw new Error(`${url}: expected an address on this machine`)
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(patience) })
  if (!answer.ok) throw new Error(`${url}: HEAD was answered ${answer.status}, expected 200`)
}

interface Letter {
  readonly webhook: Webhook
  readonly topic: string
  readonly item: Record<string, unknown>
  readonly id: string
}

async function deliver(letter: Letter, runtime: Runtime, deliveries: Delivery[], over: AbortSignal): Promise<void> {
  const first = runtime.workspace.stamp()
  for (let attempt = 1; attempt <= attempts && !over.aborted; attempt++) {
    if (attempt > 1) await runtime.sleep(pause * attempt)
    const { id, topic, item } = letter
    const article = typeof item['id'] === 'string' ? item['id'] : null
    const path = `/${topic}/${article ?? ''}`
    const strikes = runtime.faults({ method: 'WEBHOOK', path, at: runtime.workspace.now(), refused: false })
    for (const { what } of strikes)
      if (typeof what === 'object' && 'delayMs' in what)
        await runtime.sleep(typeof what.delayMs === 'number' ? what.delayMs : what.delayMs[0])
    const faults = strikes.map(({ what }) => what)
    const unsent = faults.some((what) => isInstead(what))
    const status = unsent ? 0 : await post(envelope(letter, attempt, first, runtime), letter.webhook, faults, over)
    const ignored = faults.includes('drop-after') || faults.includes('reset-after')
    deliveries.push({ id, topic, article, attempt, status })
    if (!ignored && status >= 200 && status < 300) return
  }
}

const envelope = ({ id, topic, item }: Letter, attempt: number, first: number, { workspace }: Runtime): string =>
  JSON.stringify({
    type: 'notification_event',
    app_id: workspace.meta.workspaceId,
    data: { type: 'notification_event_data', item },
    links: {},
    id,
    topic,
    delivery_status: attempt === 1 ? 'pending' : 'retry',
    delivery_attempts: attempt,
    delivered_at: 0,
    first_sent_at: first,
    created_at: first,
    self: null,
  })

type Faults = readonly ReturnType<Runtime['faults']>[number]['what'][]

async function post(body: string, { url, secret }: Webhook, faults: Faults, over: AbortSignal): Promise<number> {
  let headers: Record<string, string> = {
    'Content-Type': 'application/json; charset=utf-8',
    'X-Hub-Signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
  }
  let sent = body
  for (const what of faults) {
    if (typeof what !== 'object') continue
    if ('headers' in what && !('status' in what)) headers = overlaid(headers, what.headers)
    if ('cut' in what) sent = body.slice(0, Math.floor(body.length * what.cut))
  }
  try {
    const signal = AbortSignal.any([over, AbortSignal.timeout(patience)])
    const answer = await fetch(url, { method: 'POST', headers, body: sent, signal })
    await answer.arrayBuffer()
    return answer.status
  } catch (error) {
    // nobody answered, or not in time: it is sent again
    if (error instanceof Error) return 0
    throw error
  }
}
