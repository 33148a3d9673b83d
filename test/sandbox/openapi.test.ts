import { expect, test } from 'vitest'
import { routes, startSandbox, statusesOf, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from './ask.ts'
import { described, description, type Description } from './description.ts'
import { walk } from './walk.ts'

// where the description contradicts itself: its example says one thing, its schema another
const contradictions = new Set(['statistics.conversations'])

if (!described) console.log('skipped: ../shared/intercom/openapi-preview.yaml is not there')

test.skipIf(!described)('every answer the sandbox can give is one the official description allows', async () => {
  const official = description()
  const seen = new Map<string, 'described' | 'omitted'>()
  const wrong: string[] = []

  const checked = async (
    sandbox: Sandbox,
    status: number,
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => {
    const answer = await ask(sandbox, method, path, body, headers)
    const route = sandbox.requests().at(-1)?.route
    const where = `${method} ${String(route)} ${answer.status}`
    if (answer.status !== status)
      wrong.push(`${method} ${path}: expected ${status}, got ${answer.status} ${JSON.stringify(answer.body)}`)
    if (typeof route !== 'string') return answer.body
    const problems = against(official, method, route, answer.status, body, answer.body)
    wrong.push(...problems.map((problem) => `${where}: ${problem}`))
    seen.set(where, official.operation(method, route)?.statuses.has(answer.status) === true ? 'described' : 'omitted')
    return answer.body
  }

  const sandbox = await startSandbox()
  await walk((status, method, path, body) => checked(sandbox, status, method, path, body), sandbox)
  for (const { method, path } of routes) {
    const somewhere = path.replace(/\{\w+\}/g, '999999')
    await checked(sandbox, 400, method, somewhere, undefined, { 'Intercom-Version': '2.1' })
    await checked(sandbox, 401, method, somewhere, undefined, { Authorization: 'Bearer nobody' })
    const reader = { Authorization: `Bearer ${sandbox.readToken}` }
    if (method !== 'GET' || path.startsWith('/content_snippets'))
      await checked(sandbox, 403, method, somewhere, undefined, reader)
  }
  await sandbox.close()
  const narrow = await startSandbox({ limit: '1/60m', now: () => 1_790_000_000_000 })
  await ask(narrow, 'GET', '/me')
  for (const { method, path } of routes) await checked(narrow, 429, method, path.replace(/\{\w+\}/g, '999999'))
  await narrow.close()

  const can = routes.flatMap((route) => statusesOf(route).map((status) => `${route.method} ${route.path} ${status}`))
  console.log(table(seen))
  expect(wrong).toEqual([])
  expect(can.filter((each) => !seen.has(each))).toEqual([])
  expect([...seen.keys()].filter((each) => !can.includes(each))).toEqual([])
})

test.skipIf(!described)(
  'the check itself sees an id of the wrong type, a field that is missing and a request that is not allowed',
  async () => {
    const official = description()
    const sandbox = await startSandbox()
    const author_id = Number((await ask(sandbox, 'GET', '/me')).body['id'])
    const { body } = await ask(sandbox, 'POST', '/articles', { title: 'Rye bread', author_id, parent_ids: [] })
    const { body: tag } = await ask(sandbox, 'POST', '/tags', { name: 'bread' })
    const { body: source } = await ask(sandbox, 'POST', '/ai/content_import_sources', {
      sync_behavior: 'api',
      url: 'https://bakery.example',
    })
    await sandbox.close()
    const problems = (got: Record<string, unknown>, sent: unknown = { title: 'Rye bread', author_id }): number =>
      against(official, 'POST', '/articles', 200, sent, got).length
    expect(problems(body)).toBe(0)
    expect(problems({ ...body, id: Number(body['id']) })).toBeGreaterThan(0)
    expect(problems({ ...body, author_id: String(author_id) })).toBeGreaterThan(0)
    expect(problems({ ...body, parent_ids: ['1'] })).toBeGreaterThan(0)
    expect(problems({ ...body, tags: undefined })).toBeGreaterThan(0)
    expect(problems(body, { title: 'Nobody wrote this' })).toBeGreaterThan(0)
    expect(problems(body, { title: 'Rye bread', author_id: String(author_id) })).toBeGreaterThan(0)
    expect(against(official, 'POST', '/tags', 200, { name: 'bread' }, { ...tag, id: 7 })).not.toEqual([])
    expect(
      against(official, 'POST', '/ai/content_import_sources', 200, undefined, { ...source, id: String(source['id']) }),
    ).not.toEqual([])
    expect(
      against(official, 'GET', '/tags/{id}', 404, undefined, { type: 'error.list', errors: [{ message: 'no code' }] }),
    ).not.toEqual([])
  },
)

function against(
  official: Description,
  method: string,
  route: string,
  status: number,
  sent: unknown,
  got: Record<string, unknown>,
): string[] {
  const operation = official.operation(method, route)
  if (operation === undefined) return ['the description has no such operation']
  const found = operation.statuses.get(status)
  const problems: string[] = []
  if (status < 300 && sent !== undefined && operation.request !== undefined && !operation.request(sent)) {
    problems.push(`request ${JSON.stringify(operation.request.errors)}`)
  }
  const check = found?.check ?? (status >= 400 ? official.error : undefined)
  if (check !== undefined && !check(got)) problems.push(`answer ${JSON.stringify(check.errors)}`)
  const [example] = found?.examples ?? []
  return status < 300 && example !== undefined ? [...problems, ...missing(example, got, '')] : problems
}

/** Every name of the official example must be there with a value of the same JSON type. */
function missing(example: unknown, got: unknown, path: string): string[] {
  if (contradictions.has(path)) return []
  if (example === null || got === null) return []
  if (typeof example !== typeof got || Array.isArray(example) !== Array.isArray(got))
    return [`${path}: expected ${typeof example}, got ${typeof got}`]
  if (Array.isArray(example) && Array.isArray(got))
    return example.length > 0 && got.length > 0 ? missing(example[0], got[0], `${path}[0]`) : []
  if (typeof example !== 'object') return []
  return Object.entries(example).flatMap(([name, value]) =>
    missing(value, (got as Record<string, unknown>)[name], path === '' ? name : `${path}.${name}`),
  )
}

function table(seen: ReadonlyMap<string, 'described' | 'omitted'>): string {
  const rows = new Map<string, string[]>()
  for (const [where, how] of seen) {
    const [method = '', path = '', status = ''] = where.split(' ')
    const key = `${method.padEnd(6)} ${path}`
    rows.set(key, [...(rows.get(key) ?? []), how === 'described' ? status : `${status}*`])
  }
  const lines = [...rows].map(([key, statuses]) => `${key.padEnd(52)} ${statuses.sort().join(' ')}`)
  return ['operation and statuses; * = not in the description, checked against its error schema', ...lines.sort()].join('\n')
}
