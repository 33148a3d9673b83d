import { createHmac, randomUUID } from 'node:crypto'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ended } from '../commands/desk.ts'
import { misfits } from '../report/published.ts'
import { ana, counter, ids, robin, type Counter } from '../drift/bakery.ts'

const secret = 'client-secret-of-the-bakery'

let bakery: Counter
let stop: AbortController
let ended: Promise<Ended> | undefined
let heard: string

beforeEach(async () => {
  bakery = await counter()
  stop = new AbortController()
  ended = undefined
  heard = ''
})
afterEach(async () => {
  stop.abort()
  await ended
  await bakery.close()
})

async function until(look: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !look();) {
    if (Date.now() > end) throw new Error(`waited half a minute in vain; heard:\n${heard}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const config = (watch: Record<string, unknown>): void => {
  bakery.desk.write(
    'sync.config.json',
    JSON.stringify({ workspaces: { live: { baseUrl: bakery.sandbox.url } }, watch: { wait: 0, ...watch } }),
  )
}

/** Begins to watch, and subscribes that to the workspace. Answers the address. */
async function watching(args = '', watch: Record<string, unknown> = {}, env: Record<string, string> = {}): Promise<string> {
  config(watch)
  ended = bakery.run(`watch --port 0 --format json ${args}`, {
    stop: stop.signal,
    env: { INTERCOM_CLIENT_SECRET: secret, ...env },
    heard: (text) => (heard += text),
  })
  await until(() => heard.includes('"listening"'))
  const [line = ''] = heard.split('\n').filter((one) => one.includes('"listening"'))
  const { url } = JSON.parse(line) as { url: string }
  await bakery.sandbox.control.webhooks([{ url, secret }])
  await bakery.sandbox.control.delivered()
  return url
}

interface Change {
  readonly what: string
  readonly key: string
  readonly fields: readonly { readonly name: string }[]
  readonly edits: readonly { readonly by: { readonly email: string } | null }[]
}

const changes = (): Change[] =>
  heard
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Change & { event: string })
    .filter(({ event }) => event === 'change')

/** What was said once everything that happened so far was looked at: one more change is, and it comes last. */
async function settled(): Promise<Change[]> {
  await bakery.sandbox.control.delivered()
  const title = `the last of all ${randomUUID()}`
  await bakery.web('noor@example.com', 'POST', '/articles', { title, author_id: Number(ids.noor) })
  await until(() => heard.includes(title))
  return changes().filter((change) => !JSON.stringify(change).includes('the last of all'))
}

/** Ends the watch; it may not have written anything. */
async function end(): Promise<Ended> {
  stop.abort()
  if (ended === undefined) throw new Error('nothing watches')
  return ended
}

const signed = (body: string, key = secret): string => `sha1=${createHmac('sha1', key).update(body).digest('hex')}`

const post = async (url: string, body: string, signature?: string): Promise<number> =>
  (await fetch(url, { method: 'POST', body, headers: signature === undefined ? {} : { 'X-Hub-Signature': signature } })).status

const told = (topic: string, id: string, more: Record<string, unknown> = {}): string =>
  JSON.stringify({
    type: 'notification_event',
    id: `notif_${randomUUID()}`,
    app_id: bakery.sandbox.workspaceId,
    topic,
    data: { type: 'notification_event_data', item: { type: 'article', id } },
    ...more,
  })

describe('a teammate edits, and the watch says it', () => {
  test('edited, deleted, made anew: a line each, with the teammate, and the documents hold to the schema', async () => {
    await watching()
    const fees = bakery.id('articles', 'Fees')
    await bakery.web(ana, 'PUT', `/articles/${fees}`, { title: 'All fees', state: 'published' })
    await until(() => changes().length === 1)
    await bakery.web(ana, 'DELETE', `/articles/${bakery.id('articles', 'About us')}`)
    await until(() => changes().length === 2)
    const made = await bakery.web(ana, 'POST', '/articles', { title: 'Cakes', author_id: Number(ids.ana) })
    expect(
      (await settled()).map(({ what, key, fields, edits }) => [what, key, fields.map(({ name }) => name), edits[0]?.by?.email]),
    ).toEqual([
      ['edited', 'orders/fees', ['title'], ana],
      ['deleted', 'us', [], undefined],
      ['created', `@${String(made['id'])}`, [], ana],
    ])
    for (const line of heard.split('\n').filter((one) => one.startsWith('{'))) expect(misfits('watch', line)).toEqual([])
    const { code, err } = await end()
    expect([code, err]).toEqual([0, expect.stringContaining(', 0 writes') as string])
    expect(heard).not.toContain(secret)
  })

  test('in the words of people', async () => {
    bakery.sandbox.control.advance(60_000)
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    config({})
    ended = bakery.run('watch', { stop: stop.signal, env: { INTERCOM_CLIENT_SECRET: secret }, heard: (text) => (heard += text) })
    // what happened while nobody watched is found in the list
    await until(() => heard.includes('edited article orders/fees  "All fees"  title  by Ana Pires (ana@example.com)'))
    expect(heard).toMatch(/^listening on http:\/\/127\.0\.0\.1:\d+\/webhooks$/mu)
  })

  test('what our own apply writes is not said, and what our own teammate does in the browser is', async () => {
    // what may be a write of ours under way is looked at a second time, so much later
    await watching('', { wait: 0.5 })
    bakery.desk.write('content/articles/orders/fees.md', '---\ntitle: All fees\nstate: published\n---\n\nTwo more.\n')
    bakery.desk.write('content/articles/orders/cakes.md', '---\ntitle: Cakes\n---\n\nSee [the fees](fees.md).\n')
    bakery.desk.write('content/articles/us.md', '---\ntitle: Us\n---\n\nBakers. [Cakes](orders/cakes.md)\n')
    await bakery.apply()
    expect((await bakery.sandbox.control.delivered()).length).toBeGreaterThan(4)
    expect(await settled()).toEqual([])
    await bakery.web(robin, 'PUT', `/articles/${bakery.id('articles', 'Cakes')}`, { title: 'Pies' })
    await until(() => changes().some(({ key }) => key === 'orders/cakes'))
    const said = (await settled()).map(({ what, key, edits }) => [what, key, edits[0]?.by?.email])
    expect(said).toEqual([['edited', 'orders/cakes', robin]])
  })

  test('not either while our answer is still on its way, when a new page or a deleted one looks like the work of others', async () => {
    await bakery.close()
    let held: RegExp | undefined
    const looked = (path: string): number =>
      bakery.sandbox.requests().filter((one) => one.path === path && one.method === 'GET').length
    const paths: string[] = []
    bakery = await counter(undefined, {
      // the answer to a write waits until the watch has looked at what it did
      watch: async ({ phase, method, path }) => {
        if (phase !== 'done' || method === 'GET' || held?.test(`${method} ${path}`) !== true) return
        held = undefined
        const id = /\d+/u.exec(path)?.[0] ?? bakery.id('articles', 'Cakes')
        paths.push(`/articles/${id}`)
        await until(() => looked(`/articles/${id}`) > 0)
      },
    })
    await watching('', { wait: 1 })
    held = /^POST \/articles$/u
    bakery.desk.write('content/articles/orders/cakes.md', '---\ntitle: Cakes\n---\n\nWith cream.\n')
    await bakery.apply()
    held = /^DELETE \/articles/u
    rmSync(join(bakery.desk.root, 'content/articles/us.md'))
    await bakery.apply('--prune')
    expect(paths).toHaveLength(2)
    await until(() => paths.every((path) => looked(path) > 1))
    expect(await settled()).toEqual([])
  })

  test('delivered twice, sent again by somebody, or told with nothing changed: said once', async () => {
    const url = await watching()
    const fees = bakery.id('articles', 'Fees')
    bakery.sandbox.control.faults([{ on: { method: 'WEBHOOK' }, do: 'drop-after' }])
    await bakery.web(ana, 'PUT', `/articles/${fees}`, { title: 'All fees' })
    const deliveries = await bakery.sandbox.control.delivered()
    expect(deliveries.filter(({ topic }) => topic === 'article.updated').map(({ status }) => status)).toEqual([200, 200, 200])
    bakery.sandbox.control.faults([])
    const body = told('article.updated', fees)
    expect([await post(url, body, signed(body)), await post(url, body, signed(body))]).toEqual([200, 200])
    const other = told('article.published', fees)
    expect(await post(url, other, signed(other))).toBe(200)
    expect((await settled()).map(({ key }) => key)).toEqual(['orders/fees'])
    // and again when it changes again
    await bakery.web(ana, 'PUT', `/articles/${fees}`, { title: 'No fees' })
    expect((await settled()).map(({ key }) => key)).toEqual(['orders/fees', 'orders/fees'])
  })

  test('the content of a notification is not believed, only that something happened', async () => {
    const url = await watching()
    const lie = told('article.deleted', bakery.id('articles', 'Fees'))
    expect(await post(url, lie, signed(lie))).toBe(200)
    const elsewhere = told('article.updated', bakery.id('articles', 'Fees'), { app_id: 'another' })
    expect(await post(url, elsewhere, signed(elsewhere))).toBe(200)
    const path = told('article.updated', '../admins')
    expect(await post(url, path, signed(path))).toBe(200)
    expect(await settled()).toEqual([])
    expect(heard).toContain('is not for')
  })
})

describe('who does not know the secret is refused', () => {
  test('each wrong request by its status; nothing is read for it', async () => {
    const url = await watching()
    const before = bakery.sandbox.requests().length
    const body = told('article.updated', bakery.id('articles', 'Fees'))
    const right = signed(body)
    expect(await post(url, body)).toBe(401)
    expect(await post(url, body, signed(body, 'another'))).toBe(401)
    expect(await post(url, `${body} `, right)).toBe(401)
    expect(await post(url, body, right.slice(0, -1))).toBe(401)
    expect(await post(url, body, right.slice('sha1='.length))).toBe(401)
    expect(await post(url, body, `sha256=${right.slice('sha1='.length)}`)).toBe(401)
    expect(await post(url, body, `${right}, ${right}`)).toBe(401)
    for (const broken of ['', '{', '[]', 'null', '{"id":1}', '{"id":"x"}', body.slice(0, -1)])
      expect(await post(url, broken, signed(broken))).toBe(400)
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200)
    expect((await fetch(url)).status).toBe(405)
    expect((await fetch(`${url}/else`, { method: 'POST', body, headers: { 'X-Hub-Signature': right } })).status).toBe(404)
    expect(bakery.sandbox.requests().length).toBe(before)
    expect(heard).toContain('refused: a request with a wrong signature')
    expect(heard).not.toContain(secret)
  })

  test('a body without end is cut off, and the watch goes on', async () => {
    const url = await watching()
    const forged = `sha1=${'0'.repeat(40)}`
    const status = await new Promise<number>((resolve, reject) => {
      const asked = request(url, { method: 'POST', headers: { 'X-Hub-Signature': forged } }, (answer) => {
        resolve(answer.statusCode ?? 0)
        asked.destroy()
      })
      asked.on('error', reject)
      const more = (): void => {
        if (!asked.destroyed) asked.write(Buffer.alloc(1 << 16), () => setImmediate(more))
      }
      more()
    })
    expect(status).toBe(413)
    const declared = await new Promise<number>((resolve, reject) => {
      const asked = request(
        url,
        { method: 'POST', headers: { 'X-Hub-Signature': forged, 'content-length': String(1 << 30) } },
        (answer) => {
          resolve(answer.statusCode ?? 0)
          asked.destroy()
        },
      )
      asked.on('error', reject)
      asked.flushHeaders()
    })
    expect(declared).toBe(413)
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    expect((await settled()).map(({ key }) => key)).toEqual(['orders/fees'])
  })

  test('without a secret nothing is opened', async () => {
    config({})
    const { code, err } = await bakery.run('watch')
    expect([code, err]).toEqual([
      77,
      expect.stringContaining('set INTERCOM_CLIENT_SECRET_LIVE or INTERCOM_CLIENT_SECRET') as string,
    ])
  })
})

describe('Intercom fails for a while', () => {
  test('what could not be read is said, and the next change is looked at', async () => {
    await watching()
    const fees = bakery.id('articles', 'Fees')
    bakery.sandbox.control.faults([{ on: { path: `^/articles/${fees}$` }, do: { status: 403, code: 'forbidden' } }])
    await bakery.web(ana, 'PUT', `/articles/${fees}`, { title: 'All fees' })
    await until(() => heard.includes(`article ${fees}: not looked at`))
    bakery.sandbox.control.faults([])
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'About us')}`, { title: 'Us' })
    expect((await settled()).map(({ key }) => key)).toEqual(['us'])
  })
})

describe('a command of the config', () => {
  const lines = (file: string): string[] =>
    existsSync(join(bakery.desk.root, file)) ? readFileSync(join(bakery.desk.root, file), 'utf8').trim().split('\n') : []

  test('runs after changes, never two at a time, and what changed stands in its environment alone', async () => {
    const nasty = '$(touch pwned)`touch pwned`;touch pwned; "\' & x'
    bakery.desk.write(`content/articles/${nasty}.md`, '---\ntitle: Odd\n---\n\nOdd.\n')
    await bakery.apply()
    const run = 'echo "begin $CONTENT_SYNC_WHAT $CONTENT_SYNC_KEY" >> runs; sleep 0.3; env >> environment; echo end >> runs'
    await watching('', { run }, { OTHER: 'kept' })
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Odd')}`, { title: 'Odder' })
    await until(() => lines('runs').length >= 1)
    for (const title of ['One', 'Two', 'Three'])
      await bakery.web(
        ana,
        'PUT',
        `/articles/${bakery.id('articles', title === 'One' ? 'Fees' : title === 'Two' ? 'One' : 'Two')}`,
        { title },
      )
    await settled()
    await until(() => lines('runs').length >= 4 && lines('runs').at(-1) === 'end')
    await end()
    expect(lines('runs')[0]).toBe(`begin edited ${nasty}`)
    expect(lines('runs').map((line) => line.split(' ')[0])).toEqual(lines('runs').map((_, n) => (n % 2 === 0 ? 'begin' : 'end')))
    expect(existsSync(join(bakery.desk.root, 'pwned'))).toBe(false)
    const environment = lines('environment').join('\n')
    expect(environment).toContain('OTHER=kept')
    expect(environment).toContain(`"key":${JSON.stringify(nasty)}`)
    expect(environment).not.toContain(secret)
  })

  test('a command that fails is said, and the watch goes on', async () => {
    await watching('', { run: 'echo "no oven"; exit 3' })
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'Fees')}`, { title: 'All fees' })
    await until(() => heard.includes('ended with 3'))
    expect(heard).toContain('no oven')
    await bakery.web(ana, 'PUT', `/articles/${bakery.id('articles', 'All fees')}`, { title: 'No fees' })
    expect((await settled()).map(({ key }) => key)).toEqual(['orders/fees', 'orders/fees'])
  })
})
