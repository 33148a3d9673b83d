import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { imageFetcher, type Fetched, type ImageFetcher } from '../../../src/sides/workspace/index.ts'
import { bodyReader } from '../../../src/sides/workspace/body.ts'
import type { Stop } from '../../../src/model/index.ts'

const open: Server[] = []
afterEach(async () => {
  for (const server of open.splice(0))
    await new Promise((done) => {
      server.close(done)
      server.closeAllConnections()
    })
})

/** A host of images on this machine, and what it was asked. */
async function host(answer: RequestListener): Promise<{ url: string; asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = []
  const server = createServer((request, response) => {
    asked.push(request)
    answer(request, response)
  })
  open.push(server)
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}

const rested: number[] = []
const clock = {
  now: () => 0,
  sleep: (ms: number) => {
    rested.push(ms)
    return Promise.resolve()
  },
}
const fetcher = (baseUrl: string, timeout = 5000, signal?: AbortSignal): ImageFetcher =>
  imageFetcher({ baseUrl, timeout, clock, ...(signal === undefined ? {} : { signal }) })
const oven = 'cdn:/i/o/7/ab/oven.png'
const text = (got: Fetched): string => ('bytes' in got ? got.bytes.toString() : got.fault)

test('an image is fetched with the signature it was read with, and without the token', async () => {
  const { url, asked } = await host((_, response) => response.end('bread'))
  expect(text(await fetcher(url)(oven, '?expires=1&signature=ab'))).toBe('bread')
  expect(asked.map((one) => [one.url, one.headers.authorization])).toEqual([
    ['/i/o/7/ab/oven.png?expires=1&signature=ab', undefined],
  ])
})

test.each([
  [404, 'answered 404', undefined, 1],
  [403, 'answered 403', true, 1],
  [503, 'answered 503', undefined, 3],
  [429, 'answered 429', undefined, 3],
])('%i: said, and tried again only where that may help', async (status, fault, signature, times) => {
  const { url, asked } = await host((_, response) => response.writeHead(status).end('no'))
  expect(await fetcher(url)(oven, '')).toEqual({ fault, ...(signature === undefined ? {} : { signature }) })
  expect(asked.length).toBe(times)
})

test('one failing answer does not cost the image', async () => {
  let n = 0
  const { url } = await host((_, response) => ((n += 1) === 1 ? response.writeHead(502).end() : response.end('bread')))
  expect(text(await fetcher(url)(oven, ''))).toBe('bread')
})

test('an endless or huge image ends at the limit, an empty one is none', async () => {
  const piece = Buffer.alloc(1024 * 1024)
  const endless = await host((_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write(piece));
      if (!response.destroyed) response.once('drain', more)
    }
    more()
  })
  expect(text(await fetcher(endless.url)(oven, ''))).toBe('larger than 20 MB')
  const said = await host((_, response) => response.writeHead(200, { 'content-length': 21 * 1024 * 1024 }).write('x'))
  expect(text(await fetcher(said.url)(oven, ''))).toBe('larger than 20 MB')
  const empty = await host((_, response) => response.end())
  expect(text(await fetcher(empty.url)(oven, ''))).toBe('empty')
})

test('a redirect is followed on the same host, and nowhere else: not to another one, not in circles', async () => {
  const other = await host((_, response) => response.end('stolen'))
  const to = (location: string): Promise<{ url: string; asked: IncomingMessage[] }> =>
    host((request, response) => (request.url === '/bread' ? response.end('bread') : response.writeHead(302, { location }).end()))
  expect(text(await fetcher((await to('/bread')).url)(oven, ''))).toBe('bread')
  expect(text(await fetcher((await to(`${other.url}/x`)).url)(oven, ''))).toMatch(/^redirected away from Intercom/u)
  expect(text(await fetcher((await to('file:///etc/hosts')).url)(oven, ''))).toMatch(/^redirected away from Intercom/u)
  expect(text(await fetcher((await to('http://[')).url)(oven, ''))).toMatch(/^redirected away from Intercom/u)
  expect(other.asked).toEqual([])
  const circle = await to('/i/o/7/ab/oven.png')
  expect(text(await fetcher(circle.url)(oven, ''))).toMatch(/^redirected more than/u)
  expect(circle.asked.length).toBe(4)
})

test('a host that does not answer is given up after some images, so that a pull of thousands ends', async () => {
  const { url, asked } = await host((request) => request.socket.destroy())
  const fetch = fetcher(url)
  for (let n = 0; n < 3; n += 1) expect(text(await fetch(oven, ''))).toMatch(/^no answer from 127/u)
  expect(text(await fetch(oven, ''))).toMatch(/^not asked for/u)
  expect(asked.length).toBe(9)
})

test('an image that never comes ends with its time, an interrupt ends the run at once', async () => {
  const { url } = await host(() => undefined)
  expect(text(await fetcher(url, 50)(oven, ''))).toMatch(/^no answer from .*nothing within 0\.05 s/u)
  const stop = new AbortController()
  const fetching = fetcher(url, 60_000, stop.signal)(oven, '')
  stop.abort()
  await expect(fetching).rejects.toMatchObject({ exit: 130 } satisfies Partial<Stop>)
})

test('only what Intercom hosts is asked for', async () => {
  const { url, asked } = await host((_, response) => response.end('bread'))
  await expect(fetcher(url)(`${url}/secret.png`, '')).rejects.toThrow('not hosted by Intercom')
  expect(asked).toEqual([])
})

test('a reading tells the signatures of its images, and keeps them out of what it remembers', () => {
  const seen: string[][] = []
  const kept = new Map<string, unknown>()
  const cache = { get: (key: string) => kept.get(key), set: (key: string, value: unknown) => void kept.set(key, value) }
  const addresses = { base: 'https://help.acme.test', roots: [] }
  const read = bodyReader(addresses, cache, (...one) => seen.push(one))
  const body = '<p>Bread</p><img src="https://downloads.intercomcdn.com/i/o/1/a/b?expires=1&amp;signature=abc&amp;req=2">'
  read(body, 'html')
  read(body.replace('abc', 'def'), 'html')
  expect(seen).toEqual([
    ['cdn:/i/o/1/a/b', '?expires=1&signature=abc&req=2'],
    ['cdn:/i/o/1/a/b', '?expires=1&signature=def&req=2'],
  ])
  expect(JSON.stringify([...kept])).not.toMatch(/abc|def/u)
})
