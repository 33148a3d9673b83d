import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stop } from '../../model/index.ts'
import { notification, type Notification } from './notification.ts'
import { isSigned, signatureHeader } from './signature.ts'

/** Where notifications are taken, and what they are signed with. */
export interface Place {
  readonly host: string
  /** 0: any free one */
  readonly port: number
  readonly path: string
  readonly secret: string
}

export interface Listening {
  readonly url: string
  close(): Promise<void>
}

/** Bytes a notification may have: an article is told with the texts of all its languages. */
export const largest = 8 * 1024 * 1024

const patience = { head: 5_000, whole: 15_000 }
const connections = 256

/**
 * Takes notifications. What is signed is answered 200 at once and handed to `take`, which must not wait; `refused` is told of the rest. Throws Stop(64) for a
 * port that is taken.
 */
export async function listen(
  place: Place,
  take: (notification: Notification) => void,
  refused: (why: string) => void,
): Promise<Listening> {
  const server = createServer((request, response) => {
    void answer(request, place).then(({ status, why, taken, allow }) => {
      // of a body that is too large the rest is not waited for
      const headers = { ...(allow === undefined ? {} : { allow }), ...(status === 413 ? { connection: 'close' } : {}) }
      response.writeHead(status, headers).end()
      if (why !== undefined) refused(why)
      if (taken !== undefined) take(taken)
    }, broken(response))
  })
  server.headersTimeout = patience.head
  server.requestTimeout = patience.whole
  server.maxConnections = connections
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(unusable(error, place) ?? error)
    })
    server.listen(place.port, place.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  const host = place.host.includes(':') ? `[${place.host}]` : place.host
  return {
    url: `http://${host}:${port}${place.path}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => {
          resolve()
        })
      }),
  }
}

interface Answer {
  readonly status: number
  readonly why?: string
  readonly taken?: Notification
  readonly allow?: string
}

async function answer(request: IncomingMessage, { path, secret }: Place): Promise<Answer> {
  const { method, url = '' } = request
  if (url.split('?')[0] !== path) return { status: 404 }
  // how Intercom asks whether anybody is there when a subscription is saved
  if (method === 'HEAD') return { status: 200 }
  if (method !== 'POST') return { status: 405, allow: 'HEAD, POST' }
  const body = await bodyOf(request)
  if (body === null) return { status: 413, why: `a body of more than ${largest} bytes` }
  const header = request.headers[signatureHeader]
  if (!isSigned(body, typeof header === 'string' ? header : undefined, secret))
    return { status: 401, why: header === undefined ? 'a request without a signature' : 'a request with a wrong signature' }
  const taken = notification(body)
  return taken === null ? { status: 400, why: 'a signed request that is no notification' } : { status: 200, taken }
}

/** The bytes as they were sent; null where there are too many. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > largest) return null
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A sender that went away in the middle gets no answer. */
const broken =
  (response: ServerResponse) =>
  (error: unknown): void => {
    response.destroy()
    if (!(error instanceof Error && 'code' in error)) throw error
  }

function unusable(error: NodeJS.ErrnoException, { host, port }: Place): Stop | undefined {
  if (error.code === 'EADDRINUSE')
    return new Stop(64, `--port ${port}: another program listens there; choose another, or 0 for any free one`, { cause: error })
  if (error.code === 'EACCES')
    return new Stop(64, `--port ${port}: this user may not listen there; choose one above 1023`, { cause: error })
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new Stop(64, `--host ${host}: this machine has no such address`, { cause: error })
  return undefined
}
