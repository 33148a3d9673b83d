import type { IncomingMessage } from 'node:http'

/** Bytes a notification may have: far more than an article with the texts of all its languages. */
export const largest = 1024 * 1024

/** Bytes of all notifications together that were not looked at yet. */
const most = 16 * largest

/** Why a body is not there: it is too large, or too much of others is held. */
export type Unheld = 'large' | 'busy'

/** Reads bodies of requests, and never holds more than `limit` bytes of all of them: whoever does not know the secret must not fill the memory. */
export function holding(limit = most): (request: IncomingMessage) => Promise<Buffer | Unheld> {
  let held = 0
  return async (request) => {
    if (Number(request.headers['content-length'] ?? 0) > largest) return 'large'
    const chunks: Buffer[] = []
    let size = 0
    try {
      // leaving the loop must not close the connection: the answer is still to be said
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        size += chunk.length
        held += chunk.length
        if (size > largest) return 'large'
        if (held > limit) return 'busy'
        chunks.push(chunk)
      }
      return Buffer.concat(chunks)
    } finally {
      held -= size
    }
  }
}
