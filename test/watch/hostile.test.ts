import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { holding, largest } from '../../src/commands/watch/body.ts'
import { listen, type Listening } from '../../src/commands/watch/listen.ts'

const secret = 'client-secret-of-the-bakery'
const place = { host: '127.0.0.1', port: 0, path: '/webhooks', secret }
const body = JSON.stringify({
  type: 'notification_event',
  id: 'notif_1',
  app_id: 'a',
  topic: 'article.updated',
  data: { item: { id: '7' } },
})
const sign = (text: string): string => `sha1=${createHmac('sha1', secret).update(text).digest('hex')}`
const forged = `sha1=${'0'.repeat(40)}`

let server: Listening
let taken: string[]
let refused: string[]
let sockets: Socket[]
beforeEach(async () => {
  ;[taken, refused, sockets] = [[], [], []]
  server = await listen(
    place,
    ({ topic }) => taken.push(topic),
    (why) => refused.push(why),
    { head: 300, whole: 1_500 },
  )
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await server.close()
})

/** A connection, and all it is answered until the other side closes it. */
function dial(): { socket: Socket; answered: Promise<string> } {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  sockets.push(socket)
  let text = ''
  socket.on('data', (chunk) => (text += chunk.toString()))
  // cut off by the other side is an end, too
  socket.on('error', () => undefined)
  return { socket, answered: once(socket, 'close').then(() => text) }
}

const head = (length: number | 'chunked', signature?: string): string =>
  [
    'POST /webhooks HTTP/1.1',
    'Host: x',
    length === 'chunked' ? 'Transfer-Encoding: chunked' : `Content-Length: ${length}`,
    ...(signature === undefined ? [] : [`X-Hub-Signature: ${signature}`]),
    '',
    '',
  ].join('\r\n')

const chunk = (bytes: number): string => `${bytes.toString(16)}\r\n${'x'.repeat(bytes)}\r\n`

/** Told and taken as if nothing had been. */
async function works(): Promise<void> {
  taken = []
  const answer = await fetch(server.url, { method: 'POST', body, headers: { 'X-Hub-Signature': sign(body) } })
  expect([answer.status, taken]).toEqual([200, ['article.updated']])
}

describe('who does not know the secret cannot fill the memory of a watch', () => {
  test('a body that nobody signed is not waited for', async () => {
    const { socket, answered } = dial()
    socket.write(head(1000))
    expect(await answered).toMatch(/^HTTP\/1.1 401 /u)
    await works()
  })

  test.each([
    ['by its length', (): string => head(largest + 1, forged)],
    ['in pieces', (): string => head('chunked', forged) + chunk(largest + 1)],
  ])('a body over the limit, told %s, is refused before its end', async (_, sent) => {
    const { socket, answered } = dial()
    socket.write(sent())
    expect(await answered).toMatch(/^HTTP\/1.1 413 /u)
    await works()
  })

  test('many bodies that never end are held up to a limit, and let go', async () => {
    const many = Array.from({ length: 40 }, () => dial())
    for (const { socket } of many) socket.write(head('chunked', forged) + chunk(largest - 1000))
    const answers = await Promise.all(many.map(({ answered }) => answered))
    const busy = answers.filter((text) => /^HTTP\/1.1 503 [^]*retry-after: 10/iu.test(text)).length
    expect(busy).toBeGreaterThanOrEqual(20)
    expect(answers.filter((text) => /^HTTP\/1.1 408 /u.test(text)).length).toBe(40 - busy)
    expect(new Set(refused)).toEqual(new Set(['a request while too many others were being read']))
    await works()
  })

  test('what is given back can be held again', async () => {
    const read = holding(10)
    const { createServer } = await import('node:http')
    const answers: (string | number)[] = []
    const other = createServer((request, response) => {
      void read(request).then((got) => {
        answers.push(typeof got === 'string' ? got : got.length)
        response.end()
      })
    })
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const { port } = other.address() as { port: number }
    for (const size of [8, 8, 12, 8]) await fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'x'.repeat(size) })
    expect(answers).toEqual([8, 8, 'busy', 8])
    other.close()
    other.closeAllConnections()
  })

  test.each([
    ['a head that never ends', 'POST /webhooks HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body that never ends', head(body.length, sign(body)) + body.slice(0, 10)],
  ])(
    '%s is cut off',
    async (_, sent) => {
      const { socket, answered } = dial()
      socket.write(sent)
      expect(await answered).toMatch(/^HTTP\/1.1 408 /u)
      expect(taken).toEqual([])
      await works()
      // by itself the server would look every 30 seconds
    },
    20_000,
  )

  test('a sender that goes away in the middle takes nobody with it', async () => {
    const { socket, answered } = dial()
    socket.write(head(body.length, sign(body)) + body.slice(0, 10), () => socket.destroy())
    await answered
    await works()
  })
})
