import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { writing } from '../../../src/sides/workspace/http.ts'
import { clock } from './bakery.ts'

// a server with a mind of its own: it closes each connection 100 ms after it answered, without having said so
const server = `
const { createServer } = require('node:http')
const { parentPort } = require('node:worker_threads')
const server = createServer((request, response) => {
  request.resume()
  response.setHeader('content-type', 'application/json')
  response.end('{"id":"1"}', () => setTimeout(() => request.socket.destroy(), 100))
})
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))`

test('a create after long computing is not lost to connections the server closed meanwhile', async () => {
  const worker = new Worker(server, { eval: true })
  const [port] = (await once(worker, 'message')) as [number]
  const client = writing({
    baseUrl: `http://127.0.0.1:${port}`,
    token: 'a-token',
    locale: 'en',
    pace: { leave: 0, mode: 'burst' },
    cache: { get: () => undefined, set: () => undefined },
    clock,
    random: () => 0.5,
    timeout: 5000,
  })
  try {
    await Promise.all(Array.from({ length: 5 }, () => client.get('/me')))
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 600)
    const made = await Promise.all(Array.from({ length: 5 }, () => client.post('/tags', { name: 'Rye' })))
    expect(made).toHaveLength(5)
  } finally {
    await worker.terminate()
  }
})
