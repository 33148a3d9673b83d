import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stop } from '../../model/index.ts'
import { holding, largest } from './body.ts'
import { notification, type Notification } from './notification.ts'
import { isSignature, isSigned, signatureHeader } from './signature.ts'

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

/** How long a sender may take, in milliseconds: for the head of a request, and for all of it. */
export interface Patience {
  readonly head: number
  readonly whole: number
}

const usual: Patience = { head: 5_000, whole: 15_000 }
const connections = 256

/**
 * Takes notifications. What is signed is answered 200 at once and handed to `take`, which must not wait; `refused` is told of the rest, and a sender that
 * takes too long is cut off. Throws Stop(64) for a port that is taken.
 */
export async function listen(
  place: Place,
  take: (notification: Notification) => void,
  refused: (why: string) => void,
  patience = usual,
): Promise<Listening> {
  const read = holding()
  // the server looks now and then who takes too long
  const server = createServer({ connectionsCheckingInterval: Math.min(1_000, patience.head) }, (request, response) => {
    void answer(request, place, read).then(({ status, why, taken, headers = {} }) => {
      // of a body nobody reads to its end the rest is not waited for
      response.writeHead(status, { ...headers, ...(request.readableEnded ? {} : { connection: 'close' }) }).end()
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
  readonly headers?: Readonly<Record<string, string>>
}

async function answer(request: IncomingMessage, { path, secret }: Place, read: ReturnType<typeof holding>): Promise<Answer> {
  const { method, url = '' } = request
  if (url.split('?')[0] !== path) return { status: 404 }
  // how Intercom asks whether anybody is there when a subscription is saved
  if (method === 'HEAD') return { status: 200 }
  if (method !== 'POST') return { status: 405, headers: { allow: 'HEAD, POST' } }
  const header = request.headers[signatureHeader]
  // not a byte is kept of what nobody signed
  if (typeof header !== 'string' || !isSignature(header)) return { status: 401, why: 'a request without a signature' }
  const body = await read(request)
  if (body === 'large') return { status: 413, why: `a body of more than ${largest} bytes` }
  // Intercom tells it again after a while
  if (body === 'busy')
    return { status: 503, headers: { 'retry-after': '10' }, why: 'a request while too many others were being read' }
  if (!isSigned(body, header, secret)) return { status: 401, why: 'a request with a wrong signature' }
  const taken = notification(body)
  return taken === null ? { status: 400, why: 'a signed request that is no notification' } : { status: 200, taken }
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
