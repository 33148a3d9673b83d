import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { Refused, Stop, noNames } from '../../../src/model/index.ts'
import { reader, workspace } from '../../../src/sides/workspace/index.ts'
import { reading, writing } from '../../../src/sides/workspace/http.ts'
import type { Fault, Sandbox } from '../../../src/sandbox/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { clock, creating, optionsFor, updating } from './bakery.ts'

let sandbox: Sandbox

beforeEach(async () => {
  sandbox = await startSandbox()
})

afterEach(() => sandbox.close())

/** A clock whose waits pass by themselves, so that backoff costs no test time. */
let skipped = 0
const hasty = {
  now: () => clock.now() + skipped,
  sleep: async (ms: number) => {
    skipped += ms
    await turn()
  },
}
const client = (faults: readonly Fault[] = []) => {
  sandbox.control.faults(faults)
  return writing(optionsFor(sandbox, { clock: hasty, timeout: 500 }))
}
const folder = { folder: { name: 'Ovens' } }
const folders = () => sandbox.control.state().folders.length
const refusalOf = (error: unknown) => (error instanceof Refused ? error.failure : error)
const always = (method: string, fault: Fault['do'], times = 1000): Fault => ({ on: { method }, do: fault, times })

describe.each([
  'drop-after',
  'drop-before',
  'reset-after',
  'reset-before',
  { cut: 0.5 },
  { cut: 0.5, reset: true },
  { dripMs: 3000 },
  { status: 408 },
  { status: 500 },
  { status: 502, raw: '<html>bad gateway</html>' },
  { status: 504 },
] as const)('a POST that ends in %j', (fault) => {
  test('is not sent a second time, and it is said that nobody knows what became of it', async () => {
    const line = client([always('POST', fault)])
    const failure = await line.post('/folders', folder).catch(refusalOf)
    expect(failure).toMatchObject({ unknown: true })
    expect(sandbox.requests().filter(({ method }) => method === 'POST')).toHaveLength(1)
    expect(line.tally()).toMatchObject({ writes: 1, retried: 0 })
  })
})

test('a POST refused for the rate is sent again, through the pace', async () => {
  const line = client([always('POST', { status: 429, code: 'rate_limit_exceeded' }, 3)])
  await line.post('/folders', folder)
  expect(folders()).toBe(1)
  expect(line.tally()).toMatchObject({ writes: 4, throttled: 3, routes: { 'POST /folders': 4 } })
})

describe.each([
  'drop-after',
  'drop-before',
  'reset-after',
  'reset-before',
  { cut: 0.5 },
  { cut: 0, reset: true },
  { dripMs: 3000 },
  { status: 500 },
  { status: 503, raw: '' },
  { delayMs: 1500 },
] as const)('reads, updates and deletes that end in %j at first', (fault) => {
  test('are tried again until they come through', async () => {
    const made = (await client().post('/folders', folder)) as { id: number }
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const line = client([always(method, fault, 2)])
      if (method === 'GET') await line.get(`/folders/${made.id}`)
      if (method === 'PUT') await line.put(`/folders/${made.id}`, folder)
      if (method === 'DELETE') await line.delete(`/folders/${made.id}`)
      // where the first delete was done, the second finds nothing left to do
      expect(line.tally().retried, method).toBe(
        method === 'DELETE' && (fault === 'drop-after' || fault === 'reset-after') ? 1 : 2,
      )
    }
    expect(folders()).toBe(0)
  })
})

test('a delete of what is not there is refused when it is the first try, because somebody else did it', async () => {
  await expect(client().delete('/folders/4711')).rejects.toMatchObject({
    failure: { status: 404, code: expect.any(String) as string },
  })
})

test('an update nobody ever answers is refused in the end, and said to be unknown', async () => {
  const made = (await client().post('/folders', folder)) as { id: number }
  const line = client([always('PUT', { status: 500, code: 'server_error', message: 'boom' })])
  const failure = await line.put(`/folders/${made.id}`, folder).catch(refusalOf)
  expect(failure).toMatchObject({ status: 500, code: 'server_error', message: 'boom', unknown: true })
  expect(line.tally().writes).toBe(6)
})

test('a host that is not there stops the run with 69 within seconds and names the host', async () => {
  await sandbox.close()
  const before = skipped
  const stop = await reader(optionsFor(sandbox, { clock: hasty }))
    .read()
    .catch((error: unknown) => error)
  expect(stop).toMatchObject({ exit: 69, message: expect.stringContaining(new URL(sandbox.url).host) as string })
  expect(skipped - before).toBeLessThan(1000)
  sandbox = await startSandbox()
})

test('a server that fails every read stops the run with 69, not with half a workspace', async () => {
  sandbox.control.faults([{ on: { path: '^/articles' }, do: { status: 500 } }])
  await expect(reader(optionsFor(sandbox, { clock: hasty })).read()).rejects.toMatchObject({ exit: 69 })
})

test.each([
  ['', 77],
  ['sandbox_token_wrong', 77],
])('the token %j stops the run with 77', async (token, exit) => {
  const stop = await (async () => reader(optionsFor({ url: sandbox.url, token })).read())().catch((error: unknown) => error)
  expect(stop).toBeInstanceOf(Stop)
  expect(stop).toMatchObject({ exit })
})

test.each([
  'https://api.intercom.io.evil.test',
  'http://api.intercom.io',
  'https://api.intercom.io:8443',
  'https://user@api.intercom.io',
  'https://api.intercom.io/path',
  'http://192.168.0.1',
  'https://127.0.0.1',
  'ftp://localhost',
  'intercom',
])('the token never goes to %s', (baseUrl) => {
  expect(() => reading({ ...optionsFor(sandbox), baseUrl })).toThrow(expect.objectContaining({ exit: 78 }))
})

test.each([
  'https://api.intercom.io',
  'https://api.eu.intercom.io',
  'https://api.au.intercom.io',
  'http://localhost:4000',
  'http://127.0.0.1:1',
  'http://[::1]:80',
])('%s is a host one may speak to', (baseUrl) => {
  expect(reading({ ...optionsFor(sandbox), baseUrl }).origin.href).toContain(new URL(baseUrl).host)
})

describe('the token and signatures', () => {
  test.each([
    { status: 403, code: 'forbidden', message: 'TOKEN may not' },
    {
      status: 422,
      raw: '{"message":"TOKEN is bad, see https://downloads.intercomcdn.com/i/o/1?expires=1&signature=SECRET&req=abc","status":422}',
    },
    { status: 400, raw: '<html>TOKEN</html>' },
    { status: 418, raw: 'TOKEN' },
    { status: 200, raw: 'TOKEN, but no JSON' },
  ])('stay out of what is said about $status', async (fault) => {
    const planted = JSON.parse(JSON.stringify(fault).replaceAll('TOKEN', sandbox.token)) as Fault['do']
    const failure = await client([always('PUT', planted)])
      .put('/folders/1', folder)
      .catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Refused)
    const said = JSON.stringify(refusalOf(failure)) + String(failure) + JSON.stringify(failure) + String((failure as Error).stack)
    expect(said).not.toContain(sandbox.token)
    expect(said).not.toContain('SECRET')
  })
})

test.each([
  [
    '{"type":"error.list","request_id":"r1","errors":[{"code":"parameter_invalid","message":"too long","field":"title"}]}',
    { code: 'parameter_invalid', message: 'title: too long', requestId: 'r1' },
  ],
  [
    '{"type":"error.list","errors":[{"code":"parameter_invalid","message":null}]}',
    { code: 'parameter_invalid', message: 'no reason given' },
  ],
  ['{"message":"Article has no draft","status":422}', { code: 'http_422', message: 'Article has no draft' }],
  ['', { code: 'http_422', message: 'no reason given' }],
  ['[]', { code: 'http_422', message: 'no reason given' }],
  ['{"errors":"many"}', { code: 'http_422', message: 'no reason given' }],
  [`<html>${'x'.repeat(5000)}</html>`, { code: 'http_422', message: expect.stringMatching(/^<html>x{1,294}…$/) as string }],
])('the refusal %.60s is understood', async (raw, expected) => {
  const failure = await client([always('PUT', { status: 422, raw })])
    .put('/folders/1', folder)
    .catch(refusalOf)
  expect(failure).toMatchObject({ status: 422, ...expected })
})

test('a redirect is not followed: the token would go along', async () => {
  const elsewhere: string[] = []
  const server = createServer((request, response) => {
    elsewhere.push(request.url ?? '')
    response.writeHead(302, { location: '/elsewhere' }).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const line = reading(optionsFor({ url, token: 'sandbox_x' }, { clock: hasty }))
  await expect(line.get('/me')).rejects.toBeInstanceOf(Refused)
  expect(new Set(elsewhere)).toEqual(new Set(['/me']))
  server.close()
})

test('what is counted is what the workspace got, retries included', async () => {
  const side = workspace(optionsFor(sandbox, { clock: hasty }))
  sandbox.control.faults([{ on: { method: 'PUT' }, do: { status: 500 }, times: 2 }])
  const made = await side.write(creating('folder', 'a', { name: 'A' }), noNames())
  if (made.seen === null) throw new Error('no answer')
  await side.write(updating('a', made.seen, { name: 'B' }), noNames())
  await side.read()
  const { reads, writes, routes } = side.tally()
  const log = sandbox.requests()
  expect([reads, writes]).toEqual([
    log.filter(({ method }) => method === 'GET').length,
    log.filter(({ method }) => method !== 'GET').length,
  ])
  expect(routes['PUT /folders/{id}']).toBe(3)
})

test('an interrupted reading ends with 130, at once', async () => {
  const stop = new AbortController()
  sandbox.control.faults([{ on: { path: '^/articles' }, do: { delayMs: 3000 } }])
  const read = reader(optionsFor(sandbox, { signal: stop.signal }))
    .read()
    .catch((error: unknown) => error)
  setTimeout(() => {
    stop.abort()
  }, 100)
  expect(await read).toMatchObject({ exit: 130 })
})
