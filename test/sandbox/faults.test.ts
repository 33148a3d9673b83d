import { afterEach, describe, expect, test } from 'vitest'
import { readFaults, startSandbox, type Fault, type FaultDo, type Faults, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'

const open: Sandbox[] = []
afterEach(async () => {
  for (const sandbox of open.splice(0)) await sandbox.close()
})
const begun = 1_790_000_000_000

/** A sandbox with some articles, under a clock that stands still until it is moved; waits are noted, not waited. */
async function faulty(faults: Faults, articles = 0): Promise<Sandbox & { waited: number[] }> {
  const waited: number[] = []
  const sleep = (ms: number): Promise<void> => {
    waited.push(ms)
    return Promise.resolve()
  }
  const sandbox = await startSandbox({ now: () => begun, sleep })
  open.push(sandbox)
  for (let n = 1; n <= articles; n += 1)
    await ask(sandbox, 'POST', '/articles', { title: `Loaf ${n}`, author_id: sandbox.control.state().admins[0]?.id })
  waited.length = 0
  sandbox.control.faults(faults)
  return { ...sandbox, waited }
}
const always = (what: FaultDo, on: Fault['on'] = {}): Fault[] => [{ on, do: what }]
const statuses = async (sandbox: Sandbox, count: number, path = '/tags'): Promise<number[]> => {
  const seen: number[] = []
  for (let n = 0; n < count; n += 1) seen.push((await ask(sandbox, 'GET', path)).status)
  return seen
}

describe('a fault by chance', () => {
  const storm = (seed: number): Faults => ({ seed, faults: [{ on: { chance: 0.3 }, do: { status: 503 } }] })

  test('strikes about its share of requests, the same ones for the same seed, others for another', async () => {
    const runs = await Promise.all([7, 7, 8].map(async (seed) => statuses(await faulty(storm(seed)), 200)))
    expect(runs[0]).toEqual(runs[1])
    expect(runs[0]).not.toEqual(runs[2])
    const struck = (runs[0] ?? []).filter((status) => status === 503).length
    expect([struck > 40, struck < 80]).toEqual([true, true])
  })

  test('strikes a request whatever others are sent between', async () => {
    const alone = await statuses(await faulty(storm(7)), 30)
    const among = await faulty(storm(7))
    const seen: number[] = []
    for (let n = 0; n < 30; n += 1) {
      await ask(among, 'GET', '/folders')
      seen.push((await ask(among, 'GET', '/tags')).status)
    }
    expect(seen).toEqual(alone)
  })
})

test('a storm begins and ends when it is said to', async () => {
  const sandbox = await faulty([{ on: { from: 1000, until: 3000 }, do: { status: 429 } }])
  const seen: number[] = []
  for (let second = 0; second < 5; second += 1) {
    seen.push(...(await statuses(sandbox, 1)))
    sandbox.control.advance(1000)
  }
  expect(seen).toEqual([200, 429, 429, 200, 200])
})

test('planted while a request is being watched, it strikes that request', async () => {
  let late = 0
  const sandbox = await startSandbox({
    now: () => begun + (late += 1),
    watch: () => {
      sandbox.control.faults(always('drop-before'))
    },
  })
  open.push(sandbox)
  await expect(ask(sandbox, 'POST', '/tags', { name: 'bread' })).rejects.toThrow()
  expect(sandbox.control.state().tags).toEqual([])
})

describe('the wire', () => {
  test.each(['reset-before', 'reset-after'] as const)(
    '%s breaks the connection, and only the second does the work',
    async (what) => {
      const sandbox = await faulty(always(what, { method: 'POST' }))
      await expect(ask(sandbox, 'POST', '/tags', { name: 'bread' })).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } })
      expect(sandbox.control.state().tags).toHaveLength(what === 'reset-after' ? 1 : 0)
      expect(sandbox.requests().map(({ status, done }) => [status, done])).toEqual([[0, what === 'reset-after']])
    },
  )

  test.each([{ cut: 0.5 }, { cut: 0.5, reset: true }, { cut: 0 }])(
    '%j sends no whole body, and the work is done',
    async (what) => {
      const sandbox = await faulty(always(what, { method: 'POST' }))
      await expect(ask(sandbox, 'POST', '/tags', { name: 'bread' })).rejects.toThrow()
      expect(sandbox.control.state().tags).toHaveLength(1)
      expect(sandbox.requests()[0]).toMatchObject({ status: 200, done: true })
    },
  )

  test('a body that drips comes whole, after as long as was said', async () => {
    const sandbox = await faulty(always({ dripMs: 3000 }))
    expect((await ask(sandbox, 'GET', '/admins')).body).toMatchObject({ type: 'admin.list' })
    expect(sandbox.waited.reduce((sum, ms) => sum + ms, 0)).toBe(3000)
    expect(sandbox.waited.length).toBeGreaterThan(3)
  })

  test('a body that drips and is cut comes in half', async () => {
    const sandbox = await faulty([...always({ dripMs: 1000 }), ...always({ cut: 0.5 })])
    await expect(ask(sandbox, 'GET', '/admins')).rejects.toThrow()
    expect(sandbox.waited.length).toBeGreaterThan(3)
  })

  test('a spread of delays waits between its ends, not always as long', async () => {
    const sandbox = await faulty(always({ delayMs: [100, 300] }))
    await statuses(sandbox, 20)
    expect([Math.min(...sandbox.waited) >= 100, Math.max(...sandbox.waited) < 300]).toEqual([true, true])
    expect(new Set(sandbox.waited).size).toBeGreaterThan(10)
  })
})

describe('headers', () => {
  test('are laid over those of any answer, or taken away, refusals included', async () => {
    const sandbox = await faulty(always({ headers: { 'x-ratelimit-reset': 'soon', 'X-RateLimit-Remaining': null, Date: null } }))
    for (const path of ['/tags', '/nothing']) {
      const { headers } = await ask(sandbox, 'GET', path)
      expect(
        ['x-ratelimit-limit', 'x-ratelimit-reset', 'x-ratelimit-remaining', 'date'].map((name) => headers.get(name)),
      ).toEqual(['1667', 'soon', null, null])
    }
  })

  test('of a 429 of the limit itself are changed too, and it counts for no other fault', async () => {
    const sandbox = await startSandbox({
      limit: '1/10s',
      now: () => begun,
      faults: [
        { on: {}, do: { headers: { 'Retry-After': '0' } } },
        { on: { nth: 2 }, do: { status: 500 } },
      ],
    })
    open.push(sandbox)
    await ask(sandbox, 'GET', '/tags')
    const refused = await ask(sandbox, 'GET', '/tags')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '0'])
    sandbox.control.advance(10_000)
    expect((await ask(sandbox, 'GET', '/tags')).status).toBe(500)
  })
})

describe('a list that is not as it is', () => {
  const path = '/articles?per_page=2'
  const list = async (what: FaultDo): Promise<Record<string, unknown>> =>
    (await ask(await faulty(always(what), 5), 'GET', path)).body

  test('has no items, another total, none at all, or no next page', async () => {
    expect((await list({ list: { keep: 0 } }))['data']).toEqual([])
    expect((await list({ list: { keep: 1 } }))['data']).toHaveLength(1)
    expect(await list({ list: { total: 9 } })).toMatchObject({ total_count: 9, pages: { total_pages: 3 } })
    expect(await list({ list: { total: null } })).not.toHaveProperty('total_count')
    const { pages } = await list({ list: { last: true } })
    expect(pages).toMatchObject({ page: 1, total_pages: 1 })
    expect(pages).not.toHaveProperty('next')
  })

  test('of the flat shape ends as well', async () => {
    const sandbox = await faulty(always({ list: { last: true } }))
    for (const title of ['a', 'b', 'c']) await ask(sandbox, 'POST', '/content_snippets', { title, body_markdown: title })
    expect((await ask(sandbox, 'GET', '/content_snippets?per_page=2')).body).toMatchObject({
      page: 1,
      total_pages: 1,
      total_count: 3,
    })
  })
})

describe('somebody else between two pages', () => {
  const between = async (shift: 'create' | 'edit' | 'delete'): Promise<{ ids: string[]; total: number; now: number }> => {
    const sandbox = await faulty(always({ shift }, { path: 'page=2' }), 6)
    const pages = [
      (await ask(sandbox, 'GET', '/articles?per_page=3')).body,
      (await ask(sandbox, 'GET', '/articles?per_page=3&page=2')).body,
    ]
    return {
      ids: pages.flatMap(({ data }) => (data as { id: string }[]).map(({ id }) => id)),
      total: pages[1]?.['total_count'] as number,
      now: sandbox.control.state().articles.length,
    }
  }

  test('creates: what was last on the first page is first on the second', async () => {
    const { ids, total, now } = await between('create')
    expect([ids[3], total, now]).toEqual([ids[2], 7, 7])
  })

  test('deletes: the total changes', async () => {
    const { total, now } = await between('delete')
    expect([total, now]).toEqual([5, 5])
  })

  test('edits: nothing more or less, in another order', async () => {
    const { total, now } = await between('edit')
    expect([total, now]).toEqual([6, 6])
  })

  test.each(['/articles', '/help_center/collections', '/folders', '/content_snippets'])('can be at work in %s', async (route) => {
    const sandbox = await faulty(
      (['create', 'edit', 'delete'] as const).map((shift, place) => ({ on: { nth: place + 1 }, do: { shift } })),
    )
    const totals: unknown[] = []
    for (let n = 0; n < 3; n += 1) totals.push((await ask(sandbox, 'GET', route)).body['total_count'])
    expect(totals).toEqual([1, 1, 0])
  })
})

describe('a list of faults that is wrong', () => {
  test.each([
    ['never', 'faults: expected a list of faults, or {"seed": 7, "faults": [...]}, got "never"'],
    [{ seed: 1 }, 'faults.faults: invalid input'],
    [
      [{ on: {}, do: 'drop' }],
      'faults[0].do: expected one of "drop-before", "drop-after", "reset-before", "reset-after", {"status"}',
    ],
    [
      [
        { on: {}, do: { status: 503 } },
        { on: { nht: 1 }, do: { status: 503 } },
      ],
      'faults[1].on: unrecognized key: "nht"',
    ],
    [[{ on: { chance: 30 }, do: { status: 503 } }], 'faults[0].on.chance: too big: expected number to be <=1, got 30'],
    [[{ on: { path: '(' }, do: { status: 503 } }], 'faults[0].on.path: expected a regular expression, got "("'],
    [[{ on: {}, do: { delayMs: 'long' } }], 'faults[0].do.delayMs: '],
    [{ seed: 1, faults: [{ on: {}, do: { list: { keep: -1 } } }] }, 'faults.faults[0].do.list.keep: too small'],
    [[{ on: {}, do: { status: 503 }, time: 2 }], 'faults[0]: unrecognized key: "time"'],
  ])('%j is said to be so, with the place', async (faults, message) => {
    expect(() => readFaults(faults)).toThrow(message)
    const sandbox = await faulty([])
    const answer = await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(faults) })
    expect([answer.status, await answer.json()]).toEqual([400, { error: expect.stringContaining(message) as string }])
  })

  test('and what is right is taken over the control plane, seed and all', async () => {
    const sandbox = await faulty([])
    const script = { seed: 3, faults: [{ on: { path: '^/tags', chance: 1 }, do: { status: 500 } }] }
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(script) })
    expect(await statuses(sandbox, 1)).toEqual([500])
  })
})
