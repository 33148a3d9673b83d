import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { bakery, until } from '../../journeys/command.ts'
import { live, type Live } from '../live.ts'

let at: Live | undefined
afterEach(async () => {
  await at?.close()
  at = undefined
})

/** Every file below a folder, records unpacked, by name. */
const kept = (root: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const path = join(entry.parentPath, entry.name)
        const bytes = readFileSync(path)
        const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
        return [path.slice(root.length + 1), text]
      }),
  )

const signature = 'signature=4f1c7d'
const signed = `https://downloads.intercomcdn.com/i/o/1/2/3?expires=1&${signature}&req=abc`

/** What a secret looks like wherever it may have been put. */
const secrets = (token: string): readonly RegExp[] => [
  new RegExp(token, 'u'),
  new RegExp(encodeURIComponent(token), 'u'),
  new RegExp(Buffer.from(token).toString('base64').replace(/=+$/u, ''), 'u'),
  /[?&](?:amp;)?(?:signature|expires|req)=/u,
  new RegExp(signature, 'u'),
]

function clean(token: string, texts: ReadonlyMap<string, string>): void {
  for (const [name, text] of texts)
    for (const secret of secrets(token)) expect([name, secret.exec(text)?.[0]]).toEqual([name, undefined])
}

const page = (words: string): string => `---\ntitle: About us\n---\n\nBakers ${words}. ![The counter](../orders/counter.svg)\n`

test('a token and a signature are in no file below .content-sync, no saved plan and no output: applied, saved, killed half way, looked at and taken back (R50)', async () => {
  let puts = 0
  at = await live(
    { ...bakery, 'content/articles/about/us.md': page('since 1912') },
    {
      watch: ({ phase, method }) => {
        if (phase === 'arrived' && method === 'PUT') puts += 1
      },
    },
  )
  const { at: shop, sandbox } = at
  const here = at
  const { token } = sandbox
  const said = new Map<string, string>()
  const seen = (): void => {
    clean(token, said)
    clean(token, new Map([...kept(shop.root)].filter(([path]) => path.startsWith('.content-sync') || path.endsWith('.json'))))
  }
  const say = async (...args: string[]): Promise<void> => {
    const { out, err } = await here.run(...args)
    said.set(args.join(' '), out + err)
    seen()
  }
  await say('apply', '--yes', '--verbose')
  expect(sandbox.control.state().images.length).toBeGreaterThan(0)
  shop.write('content/articles/about/us.md', page('since 1911'))
  await say('plan', '--verbose', '-f', 'json', '--out', 'shown.json')
  await say('apply', '--yes', '--verbose', '-f', 'json')
  // killed while its write is under way: journal and lock stay behind
  shop.write('content/articles/about/us.md', page('since 1910'))
  sandbox.control.faults([{ on: { method: 'PUT' }, do: { delayMs: 60_000 } }])
  const running = shop.start(['apply', '--yes', '--verbose'], { INTERCOM_ACCESS_TOKEN: token })
  const before = puts
  await until(() => puts > before)
  running.child.kill('SIGKILL')
  const { out, err } = await running.ended
  said.set('killed', out + err)
  seen()
  expect([...kept(join(shop.root, '.content-sync')).keys()].sort()).toEqual(expect.arrayContaining(['live/journal/steps.ndjson']))
  sandbox.control.faults([])
  await say('ledger', 'show')
  await say('plan', '-v', '-f', 'json')
  const echo = JSON.stringify({ type: 'error.list', errors: [{ code: token, message: `bad ${token}, see ${signed}` }] })
  const odd = { 'X-Request-Id': token, 'X-RateLimit-Reset': token, 'Retry-After': token, Location: signed }
  for (const [name, what] of [
    ['422', { status: 422, raw: echo, headers: odd }],
    ['302', { status: 302, raw: '', headers: odd }],
    ['401', { status: 401, raw: echo, headers: odd }],
    ['no such answer', { status: 200, raw: JSON.stringify({ id: 1, title: { [token]: signed } }) }],
  ] as const) {
    sandbox.control.faults([{ on: { method: name === 'no such answer' ? 'GET' : 'PUT' }, do: what }])
    await say('apply', '--yes', '--verbose')
  }
  sandbox.control.faults([])
  await say('rollback', '--yes', '--verbose')
})

test('the report of a bug has its stack, and neither the token nor a signature in it (R50)', async () => {
  at = await live(bakery)
  const { token } = at.sandbox
  // the first thing after the start that asks for the time breaks
  const broken = `Date.now = () => { throw new Error('broken at ${signed} with ' + process.env.INTERCOM_ACCESS_TOKEN) }`
  const { ended } = at.at.start(['apply', '--yes', '--verbose'], {
    INTERCOM_ACCESS_TOKEN: token,
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(broken)}`,
  })
  const { code, out, err } = await ended
  expect([code, err]).toEqual([70, expect.stringMatching(/a bug in content-sync: Error: broken at .*\n\s+at /u) as string])
  expect(err).toContain('/i/o/1/2/3 with [redacted]')
  clean(token, new Map([['crash', out + err]]))
  clean(token, new Map([...kept(at.at.root)].filter(([path]) => path.startsWith('.content-sync'))))
})
