import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'

interface Got {
  readonly method: string
  readonly signature: string | undefined
  readonly body: string
}

let sandbox: Sandbox
let server: Server
let url: string
let got: Got[]
let answer: () => number

beforeEach(async () => {
  sandbox = await startSandbox()
  got = []
  answer = () => 200
  server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const signature = request.headers['x-hub-signature']
      got.push({
        method: request.method ?? '',
        signature: Array.isArray(signature) ? undefined : signature,
        body: Buffer.concat(chunks).toString(),
      })
      response.writeHead(answer()).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`
})
afterEach(async () => {
  await sandbox.close()
  server.closeAllConnections()
  server.close()
})

const web = async (method: 'POST' | 'PUT' | 'DELETE', path: string, body: Record<string, unknown> = {}): Promise<string> => {
  const done = await sandbox.control.edit({ method, path, body, admin: 'ana@example.com' })
  expect(done.status).toBe(200)
  return String((done.body as { id: unknown }).id)
}

const told = async (): Promise<(readonly [topic: string, id: unknown])[]> => {
  await sandbox.control.delivered()
  return got
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => {
      const { topic, data } = JSON.parse(body) as { topic: string; data: { item: Record<string, unknown> } }
      return [topic, data.item['id']] as const
    })
}

describe('who subscribed is told what happens to articles', () => {
  test('a HEAD and a ping first, then each topic, signed over the raw body', async () => {
    await sandbox.control.webhooks([{ url, secret: 'oven' }])
    expect(await told()).toEqual([['ping', undefined]])
    const id = await web('POST', '/articles', { title: 'Crème brûlée', body: '<p>é</p>', author_id: 1002 })
    expect(await told()).toEqual([
      ['ping', undefined],
      ['article.created', id],
    ])
    await web('PUT', `/articles/${id}`, { state: 'published' })
    // what happens at once comes in any order
    expect((await told()).slice(2).sort()).toEqual([
      ['article.published', id],
      ['article.updated', id],
    ])
    await web('PUT', `/articles/${id}`, { state: 'draft' })
    expect((await told()).slice(4).sort()).toEqual([
      ['article.unpublished', id],
      ['article.updated', id],
    ])
    await web('DELETE', `/articles/${id}`)
    expect((await told()).slice(6)).toEqual([['article.deleted', id]])
    expect(got[0]?.method).toBe('HEAD')
    for (const { method, signature, body } of got)
      if (method === 'POST') expect(signature).toBe(`sha1=${createHmac('sha1', 'oven').update(body, 'utf8').digest('hex')}`)
    expect(JSON.parse(got.at(-1)?.body ?? '')).toMatchObject({
      app_id: sandbox.workspaceId,
      data: { item: { type: 'article', id } },
    })
  })

  test('a write over the API too, but no topic nobody asked for', async () => {
    await sandbox.control.webhooks([{ url, secret: 'oven', topics: ['article.created'] }])
    const answered = await fetch(`${sandbox.url}/articles`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview' },
      body: JSON.stringify({ title: 'Rolls', author_id: 1001, state: 'published' }),
    })
    const { id } = (await answered.json()) as { id: string }
    expect(await told()).toEqual([
      ['ping', undefined],
      ['article.created', id],
    ])
  })

  test('what is not answered is sent again under its id; what is, and not heard, comes twice', async () => {
    await sandbox.control.webhooks([{ url, secret: 'oven' }])
    await told()
    sandbox.control.faults([{ on: { method: 'WEBHOOK', path: '/article.created/' }, do: 'drop-after', times: 1 }])
    const id = await web('POST', '/articles', { title: 'Rolls', author_id: 1002 })
    await told()
    answer = () => 500
    await web('PUT', `/articles/${id}`, { title: 'Buns' })
    const deliveries = (await sandbox.control.delivered()).slice(1)
    expect(deliveries.map(({ topic, attempt, status }) => [topic, attempt, status])).toEqual([
      ['article.created', 1, 200],
      ['article.created', 2, 200],
      ['article.updated', 1, 500],
      ['article.updated', 2, 500],
      ['article.updated', 3, 500],
    ])
    expect(new Set(deliveries.map(({ id }) => id)).size).toBe(2)
  })

  test('rules for requests do not meet notifications, and are not counted by them', async () => {
    await sandbox.control.webhooks([{ url, secret: 'oven' }])
    sandbox.control.faults([{ on: { nth: 2 }, do: { status: 503 } }])
    await web('POST', '/articles', { title: 'Rolls', author_id: 1002 })
    expect((await sandbox.control.delivered()).every(({ status }) => status === 200)).toBe(true)
    const ask = async (): Promise<number> =>
      (await fetch(`${sandbox.url}/me`, { headers: { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview' } }))
        .status
    expect([await ask(), await ask()]).toEqual([200, 503])
  })

  test('an address elsewhere, or that refuses a HEAD, is not subscribed', async () => {
    await expect(sandbox.control.webhooks([{ url: 'https://example.com/', secret: 'x' }])).rejects.toThrow(
      'expected an address on this machine',
    )
    answer = () => 404
    const refused = await fetch(`${sandbox.url}/_sandbox/webhooks`, {
      method: 'POST',
      body: JSON.stringify([{ url, secret: 'x' }]),
    })
    expect([refused.status, await refused.json()]).toEqual([400, { error: `${url}: HEAD was answered 404, expected 200` }])
  })
})
