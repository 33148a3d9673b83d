import { afterEach, describe, expect, test } from 'vitest'
import { request } from 'node:http'
import { startSandbox, type Fault, type Moment, type Sandbox, type SandboxOptions } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

const open: Sandbox[] = []
const started = async (options: SandboxOptions = {}): Promise<Sandbox> => {
  const sandbox = await startSandbox(options)
  open.push(sandbox)
  return sandbox
}
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
})

const error = (code: string) => ({
  type: 'error.list',
  request_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
  errors: [{ code }],
})

describe('a request', () => {
  test('without the token is refused and learns nothing about the rate', async () => {
    const sandbox = await started()
    const answer = await ask(sandbox, 'GET', '/me', undefined, { Authorization: 'Bearer wrong' })
    expect(answer).toMatchObject({ status: 401, body: error('unauthorized') })
    expect(answer.headers.has('x-ratelimit-limit')).toBe(false)
    expect(answer.headers.has('date')).toBe(true)
  })

  test('with a token that may only read cannot write', async () => {
    const sandbox = await started()
    const headers = { Authorization: `Bearer ${sandbox.readToken}` }
    expect((await ask(sandbox, 'GET', '/articles', undefined, headers)).status).toBe(200)
    expect(await ask(sandbox, 'POST', '/tags', { name: 'bread' }, headers)).toMatchObject({
      status: 403,
      body: error('forbidden'),
    })
  })

  test.each(['Preview', 'preview', 'Unstable'])('may call the version %s', async (version) => {
    expect((await ask(await started(), 'GET', '/tags', undefined, { 'Intercom-Version': version })).status).toBe(200)
  })

  test('of another version is refused, or served where the switch says so', async () => {
    const sandbox = await started()
    expect((await ask(sandbox, 'GET', '/tags', undefined, { 'Intercom-Version': '2.14' })).status).toBe(400)
    sandbox.control.switches({ versionHeader: 'any' })
    expect((await ask(sandbox, 'GET', '/tags', undefined, { 'Intercom-Version': '2.14' })).status).toBe(200)
  })

  test('by a method or to a path that is not known is 404', async () => {
    const sandbox = await started()
    expect(await ask(sandbox, 'PATCH', '/articles/1', {})).toMatchObject({ status: 404, body: error('not_found') })
    expect(await ask(sandbox, 'GET', '/nothing')).toMatchObject({ status: 404, body: error('not_found') })
  })

  test.each(['{', '[]', '"text"', 'title=Rye'])('whose body is %s is 400', async (body) => {
    expect(await ask(await started(), 'POST', '/tags', body)).toMatchObject({ status: 400, body: error('parameter_invalid') })
  })

  test('that does not come to a loopback name is turned away', async () => {
    const sandbox = await started()
    const status = await new Promise((resolve, reject) => {
      const { port } = new URL(sandbox.url)
      const sent = request({ port, host: '127.0.0.1', path: '/_sandbox/state', headers: { host: 'evil.example' } }, (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      })
      sent.on('error', reject)
      sent.end()
    })
    expect(status).toBe(403)
  })
})

describe('the rate window', () => {
  test('is fixed to the clock: the limit is spent, refused, and back when the window ends', async () => {
    let clock = 1_790_000_003_000
    const sandbox = await started({ limit: '2/10s', now: () => clock })
    const first = await ask(sandbox, 'GET', '/tags')
    expect(['limit', 'remaining', 'reset'].map((name) => first.headers.get(`x-ratelimit-${name}`))).toEqual([
      '2',
      '1',
      '1790000010',
    ])
    expect(first.headers.get('date')).toBe(new Date(clock).toUTCString())
    await ask(sandbox, 'GET', '/nothing')
    const over = await ask(sandbox, 'GET', '/tags')
    expect(over).toMatchObject({
      status: 429,
      body: { errors: [{ code: 'rate_limit_exceeded', message: 'Exceeded rate limit of 2 in 10_seconds' }] },
    })
    expect([over.headers.get('x-ratelimit-remaining'), over.headers.get('retry-after')]).toEqual(['0', null])
    sandbox.control.switches({ retryAfter: true })
    expect((await ask(sandbox, 'GET', '/tags')).headers.get('retry-after')).toBe('7')
    clock += 7000
    expect((await ask(sandbox, 'GET', '/tags')).status).toBe(200)
  })

  test('does not count who has no token, nor the control plane, nor the page', async () => {
    const sandbox = await started({ limit: '1/60m', now: () => 1_790_000_000_000 })
    await ask(sandbox, 'GET', '/tags', undefined, { Authorization: 'Bearer wrong' })
    await ask(sandbox, 'GET', '/_sandbox/state')
    await fetch(sandbox.helpCenter)
    expect((await ask(sandbox, 'GET', '/tags')).status).toBe(200)
    expect(sandbox.requests().map((each) => each.status)).toEqual([401, 200])
  })

  test.each(['0/1s', '5', '5/1h', 'many'])('is not understood as %s', async (limit) => {
    await expect(startSandbox({ limit })).rejects.toThrow('limit: expected')
  })
})

describe('a list', () => {
  const filled = async (options: SandboxOptions = {}): Promise<Sandbox> => {
    const sandbox = await started(options)
    for (const name of ['a', 'b', 'c']) {
      await ask(sandbox, 'POST', '/help_center/collections', { name })
      await ask(sandbox, 'POST', '/content_snippets', { title: name, body_markdown: name })
      await ask(sandbox, 'POST', '/ai/content_import_sources', { sync_behavior: 'api', url: `https://${name}.example` })
    }
    return sandbox
  }

  test('of collections is followed by an object, a URL or page numbers, all to the same end', async () => {
    const sandbox = await filled()
    const path = '/help_center/collections?per_page=2'
    const pages = async () => (await ask(sandbox, 'GET', path)).body['pages'] as Record<string, unknown>
    expect(await pages()).toMatchObject({ page: 1, per_page: 2, total_pages: 2, next: { per_page: 2, starting_after: '2' } })
    expect(((await ask(sandbox, 'GET', `${path}&starting_after=2`)).body['data'] as unknown[]).length).toBe(1)
    sandbox.control.switches({ next: 'string' })
    expect((await pages())['next']).toBe(`${sandbox.url}/help_center/collections?per_page=2&page=2`)
    sandbox.control.switches({ next: 'page-number' })
    expect(await pages()).not.toHaveProperty('next')
    expect((await ask(sandbox, 'GET', `${path}&page=2`)).body['pages']).not.toHaveProperty('next')
  })

  test('of sources carries a URL, of snippets the numbers at the top', async () => {
    const sandbox = await filled()
    const path = '/ai/content_import_sources'
    expect((await ask(sandbox, 'GET', `${path}?per_page=2`)).body['pages']).toMatchObject({
      next: `${sandbox.url}${path}?per_page=2&page=2`,
    })
    expect((await ask(sandbox, 'GET', `${path}?per_page=2&page=2`)).body['pages']).toMatchObject({ next: null })
    const snippets = (await ask(sandbox, 'GET', '/content_snippets?per_page=2')).body
    expect(snippets).toMatchObject({ page: 1, per_page: 2, total_pages: 2, total_count: 3 })
    expect(snippets).not.toHaveProperty('pages')
  })

  test('asked for too large a page has its size lowered, or is refused', async () => {
    const sandbox = await filled()
    expect((await ask(sandbox, 'GET', '/content_snippets?per_page=500')).body['per_page']).toBe(50)
    sandbox.control.switches({ perPageOver: 'refuse' })
    expect((await ask(sandbox, 'GET', '/content_snippets?per_page=500')).status).toBe(400)
  })

  test('of collections shows the last edited first, so that pages drift under a write', async () => {
    const sandbox = await filled()
    const names = async (page: number) =>
      (
        (await ask(sandbox, 'GET', `/help_center/collections?per_page=1&page=${page}`)).body['data'] as {
          name: string
          id: string
        }[]
      ).map((each) => each)
    const [first] = await names(1)
    expect(first?.name).toBe('c')
    const [last] = await names(3)
    await ask(sandbox, 'PUT', `/help_center/collections/${String(last?.id)}`, { description: 'moved up' })
    expect([...(await names(1)), ...(await names(2))].map((each) => each.name)).toEqual(['a', 'c'])
  })
})

describe('a planted fault', () => {
  const faulty = (...faults: Fault[]) => started({ faults })
  const post = (sandbox: Sandbox, name: string) => ask(sandbox, 'POST', '/tags', { name })

  test('answers instead of the work, on the nth matching request only', async () => {
    const sandbox = await faulty({
      on: { method: 'POST', path: '^/tags', nth: 2 },
      do: { status: 503, code: 'service_unavailable', headers: { 'Retry-After': '1' } },
    })
    const answers = [await post(sandbox, 'a'), await post(sandbox, 'b'), await post(sandbox, 'c')]
    expect(answers.map((each) => each.status)).toEqual([200, 503, 200])
    expect(answers[1]?.headers.get('retry-after')).toBe('1')
    expect(sandbox.control.state().tags.map((each) => each.name)).toEqual(['a', 'c'])
    expect(sandbox.requests().map((each) => each.done)).toEqual([true, false, true])
  })

  test('drops the connection before or after the work', async () => {
    const sandbox = await faulty(
      { on: { path: '^/tags', nth: 1 }, do: 'drop-before' },
      { on: { path: '^/tags', nth: 2 }, do: 'drop-after' },
    )
    await expect(post(sandbox, 'before')).rejects.toThrow()
    await expect(post(sandbox, 'after')).rejects.toThrow()
    expect(sandbox.control.state().tags.map((each) => each.name)).toEqual(['after'])
    expect(sandbox.requests().map((each) => [each.status, each.done])).toEqual([
      [0, false],
      [0, true],
    ])
  })

  test('strikes after the first few, every so many, at most so often', async () => {
    const sandbox = await faulty({ on: { after: 1, every: 2 }, do: { status: 500 }, times: 2 })
    const statuses: number[] = []
    for (let n = 0; n < 8; n += 1) statuses.push((await ask(sandbox, 'GET', '/tags')).status)
    expect(statuses).toEqual([200, 500, 200, 500, 200, 200, 200, 200])
  })

  test('can wait, and can answer what is not JSON', async () => {
    const sandbox = await faulty(
      { on: { nth: 1 }, do: { delayMs: 30 } },
      { on: { nth: 2 }, do: { status: 502, raw: '<html>Bad Gateway</html>' } },
    )
    expect((await ask(sandbox, 'GET', '/tags')).status).toBe(200)
    await expect(ask(sandbox, 'GET', '/tags')).rejects.toThrow(SyntaxError)
  })
})

test('whoever watches is told when a request arrived and when its work is done, and both wait', async () => {
  const moments: Moment[] = []
  const sandbox = await started({
    watch: (moment) => {
      moments.push(moment)
    },
  })
  await ask(sandbox, 'POST', '/tags', { name: 'bread' })
  await ask(sandbox, 'GET', '/tags/999999')
  expect(moments.map(({ n, phase, method, path }) => `${n} ${phase} ${method} ${path}`)).toEqual([
    '1 arrived POST /tags',
    '1 done POST /tags',
    '2 arrived GET /tags/999999',
  ])
})

test('the log names each request with its operation and the digest of its body', async () => {
  const sandbox = await started()
  await ask(sandbox, 'POST', '/tags', { name: 'bread' })
  await ask(sandbox, 'GET', '/tags/1001?x=1')
  const log = (await (await fetch(`${sandbox.url}/_sandbox/log`)).json()) as Record<string, unknown>[]
  expect(log).toMatchObject([
    { n: 1, method: 'POST', path: '/tags', route: '/tags', status: 200, body: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    { n: 2, method: 'GET', path: '/tags/1001?x=1', route: '/tags/{id}', status: 200, body: null },
  ])
})

test('the control plane does over HTTP what it does in the process', async () => {
  const sandbox = await started()
  const control = (path: string, body: unknown) =>
    fetch(`${sandbox.url}/_sandbox/${path}`, { method: 'POST', body: JSON.stringify(body) })
  await control('switches', { multilingual: false })
  await control('clock', { advance: 3_600_000 })
  await control('faults', [{ on: { path: '^/me' }, do: { status: 500 } }])
  expect((await ask(sandbox, 'GET', '/me')).status).toBe(500)
  const { headers } = await ask(sandbox, 'GET', '/tags')
  expect(Date.parse(String(headers.get('date')))).toBeGreaterThan(Date.now() + 3_500_000)
  const made = await (
    await control('edit', {
      path: '/help_center/collections',
      method: 'POST',
      body: { name: 'By Ana' },
      admin: 'ana@example.com',
    })
  ).json()
  expect(made).toMatchObject({ status: 200, body: { name: 'By Ana' } })
  expect((await (await fetch(`${sandbox.url}/_sandbox/state`)).json()) as object).toEqual(sandbox.control.state())
})

test('an unknown switch is an error that names the known ones', async () => {
  await expect(startSandbox({ switches: { translation: 'merge' } as object })).rejects.toThrow(
    'unknown switch "translation": expected one of translations',
  )
})
