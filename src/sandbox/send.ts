import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Outgoing } from './reply.ts'
import type { Runtime } from './runtime.ts'

const pieces = 10

/** Puts an answer on the wire; where a fault wants it so not at all, not whole, or bit by bit. */
export async function send(
  outgoing: Outgoing,
  { incoming, outgoing: response }: HttpBindings,
  runtime: Runtime,
): Promise<Response> {
  if (outgoing === 'drop' || outgoing === 'reset') {
    if (outgoing === 'drop') incoming.socket.destroy()
    else incoming.socket.resetAndDestroy()
    return new Response(null)
  }
  const { status, headers, body, wire } = outgoing
  if (!('Date' in headers)) response.sendDate = false
  if (wire === undefined || body === null) return new Response(body, { status, headers })
  const bytes = Buffer.from(body)
  const part = bytes.subarray(0, Math.floor(bytes.length * (wire.cut ?? 1)))
  response.writeHead(status, { ...headers, 'Content-Length': bytes.length })
  response.flushHeaders()
  const count = wire.dripMs === undefined ? 1 : pieces
  for (let n = 0; n < count && !response.destroyed; n += 1) {
    if (wire.dripMs !== undefined) await runtime.sleep(wire.dripMs / count)
    const piece = part.subarray(Math.floor((part.length * n) / count), Math.floor((part.length * (n + 1)) / count))
    await new Promise<void>((written) =>
      response.write(piece, () => {
        written()
      }),
    )
  }
  if (part.length === bytes.length) response.end()
  else if (wire.reset === true) incoming.socket.resetAndDestroy()
  else incoming.socket.end()
  return RESPONSE_ALREADY_SENT
}
