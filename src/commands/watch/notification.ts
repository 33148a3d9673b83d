import { z } from 'zod'

/** What Intercom tells by a webhook, as far as it is believed: that something happened to an article. Its content is read anew. */
export interface Notification {
  /** the same for every delivery of the same thing */
  readonly id: string
  readonly topic: string
  /** the id of the workspace */
  readonly app: string | null
  /** the id of the article; null where it is about none */
  readonly article: string | null
}

const shape = z.looseObject({
  id: z.string().min(1).max(200),
  topic: z.string().min(1).max(200),
  app_id: z.string().nullish(),
  data: z.looseObject({ item: z.looseObject({ id: z.union([z.string(), z.number()]).nullish() }).nullish() }).nullish(),
})

/** Reads a notification; null for what is none. */
export function notification(body: Uint8Array): Notification | null {
  const read = shape.safeParse(parsed(body))
  if (!read.success) return null
  const { id, topic, app_id: app, data } = read.data
  const item = String(data?.item?.id ?? '')
  return { id, topic, app: app ?? null, article: topic.startsWith('article.') && /^\d{1,20}$/u.test(item) ? item : null }
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    // neither JSON nor UTF-8
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
