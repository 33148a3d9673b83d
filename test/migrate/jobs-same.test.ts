import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Moment, type Sandbox } from '../../src/sandbox/index.ts'
import { sameWorkspace } from '../../src/commands/migrate/jobs-same.ts'
import { desk, type Desk } from '../commands/desk.ts'

let home: Desk
let all: { readonly rye: Sandbox; readonly spelt: Sandbox; readonly shop: Sandbox }
const writing: string[] = []
beforeEach(async () => {
  const fast = { limit: '1000000/10s' } as const
  const watch = ({ method, phase }: Moment): void => {
    if (method === 'POST' && phase === 'done') writing.push('a write')
  }
  const [rye, spelt, shop] = await Promise.all([startSandbox(fast), startSandbox(fast), startSandbox({ ...fast, watch })])
  all = { rye, spelt, shop }
  for (const [name, one] of [['Rye', rye] as const, ['Spelt', spelt] as const]) {
    const body = { title: name, body: `<p>${name}.</p>`, author_id: 1002, state: 'published' }
    await one.control.edit({ method: 'POST', path: '/articles', body, admin: 'ana@example.com' })
  }
  home = desk({ 'jobs.yaml': '- { from: rye, to: shop }\n- { from: spelt, to: store }\n' })
  writing.length = 0
})
afterEach(async () => {
  home.clean()
  await Promise.all(Object.values(all).map((one) => one.close()))
})

test('two names whose tokens open one workspace are not written at the same time', async () => {
  const { rye, spelt, shop } = all
  const at = { shop: { baseUrl: shop.url }, store: { baseUrl: shop.url } }
  home.write(
    'sync.config.json',
    JSON.stringify({
      workspaces: { rye: { baseUrl: rye.url }, spelt: { baseUrl: spelt.url }, ...at },
      pace: { leave: '0%', mode: 'burst' },
    }),
  )
  const env = {
    INTERCOM_ACCESS_TOKEN_RYE: rye.token,
    INTERCOM_ACCESS_TOKEN_SPELT: spelt.token,
    INTERCOM_ACCESS_TOKEN_SHOP: shop.token,
    INTERCOM_ACCESS_TOKEN_STORE: shop.token,
  }
  const ended = await home.run('migrate --jobs jobs.yaml --yes --accept existing --parallel 2', {
    env,
    heard: (text) => {
      const [, pair] = /^(\S+ → \S+): exit/u.exec(text) ?? []
      if (pair !== undefined) writing.push(pair)
    },
  })
  expect([ended.code, ended.out]).toEqual([0, expect.stringContaining('2 pairs: all are complete')])
  expect(writing).toEqual(['a write', 'rye → shop', 'a write', 'spelt → store'])
  const titles = shop.control.state().articles.map(({ contents }) => contents['en']?.title)
  expect(titles.sort()).toEqual(['Rye', 'Spelt'])
})

const env = {
  INTERCOM_ACCESS_TOKEN_A: 'one',
  INTERCOM_ACCESS_TOKEN_B: 'one',
  INTERCOM_ACCESS_TOKEN_C: 'two',
  INTERCOM_ACCESS_TOKEN_D: 'three',
}

test.each([
  ['a token they share', { a: {}, b: {}, c: {} }, 'a a c'],
  ['the same token in another region is another one', { a: { region: 'us' }, b: { region: 'eu' } }, 'a b'],
  ['an id they name', { c: { id: 'bakery' }, d: { id: 'bakery' } }, 'c c'],
  ['a third that shows that two are one', { c: { id: 'bakery' }, a: {}, b: { id: 'bakery' } }, 'c c c'],
  ['nothing is known of one without a token', { e: {}, f: {} }, 'e f'],
  ['a sandbox is its own', { a: { sandbox: true }, b: {} }, 'a b'],
] as const)('names of one workspace: %s', (_, workspaces, expected) => {
  const same = sameWorkspace(workspaces, env)
  expect(Object.keys(workspaces).map(same).join(' ')).toBe(expected)
})
