import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { two, type Two } from '../migrate/two.ts'

let ends: Two
afterEach(() => ends.close())

const hello =
  '<p>Hi <b>{{user.first_name | fallback: \'dear "guest"\'}}</b>, see <a href="https://bakery.example/faq">our FAQ</a></p>'
const carried = '<attribute key="user.first_name" default="dear &quot;guest&quot;"/>'

const asked = (side: 'old' | 'new'): string[] =>
  ends[side]
    .requests()
    .filter(({ path }) => path.startsWith('/macros'))
    .map(({ method, route }) => `${method} ${String(route)}`)

const page = (title: string): string => `---\ntitle: ${title}\nauthor: robin@example.com\n---\n\nFrom seven.\n`

test('a macro is in the backup with its placeholders byte for byte, as text to read and as it was answered', async () => {
  ends = await two({ old: { seed: { macros: [{ name: 'Hello & welcome', html: hello, places: ['inbox'] }] } } })
  const made = await ends.run('backup first -w old')
  expect([made.code, made.out]).toEqual([0, expect.stringContaining('1 macro,')])
  const folder = join(ends.desk.root, 'first', 'macros')
  const [json = '', markdown = ''] = readdirSync(folder).sort()
  expect([json, markdown]).toEqual([
    expect.stringMatching(/^hello-welcome~\d+\.json$/u),
    expect.stringMatching(/^hello-welcome~\d+\.md$/u),
  ])
  const text = readFileSync(join(folder, markdown), 'utf8')
  expect(text).toContain('name: Hello & welcome')
  expect(text).toContain(`Hi **${carried}**, see [our FAQ](https://bakery.example/faq)`)
  expect(JSON.parse(readFileSync(join(folder, json), 'utf8'))).toMatchObject({
    body: `<p>Hi <b>${carried}</b>, see <a href="https://bakery.example/faq">our FAQ</a></p>`,
    visible_to: 'everyone',
    available_on: ['inbox'],
  })
})

test('macros are read by what keeps or counts them alone, said before as what stays behind, and never written', async () => {
  ends = await two({ old: { seed: { macros: [{ name: 'Hello', html: hello }] } } })
  ends.desk.write('content/articles/hours.md', page('Hours'))
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  expect(await ends.run('plan -w old')).toMatchObject({ code: 0 })
  expect(await ends.run('drift -w old')).toMatchObject({ code: 0 })
  expect(asked('old')).toEqual([])
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 0 })
  const says: unknown = expect.stringContaining('not carried over: 1 macro, which no request can write')
  const dry = await ends.run('restore first -w new --dry-run')
  expect([dry.code, dry.out]).toEqual([0, says])
  expect(await ends.run('restore first -w new --yes')).toMatchObject({ code: 0 })
  expect(asked('new')).toEqual([])
  const over = await ends.run('migrate --from old --to new --dry-run --accept existing')
  expect(over.out).toEqual(says)
  expect(asked('old')).toEqual(['GET /macros', 'GET /macros'])
  expect(await ends.run('migrate --from old --to new --yes --accept existing --allow takeover')).toMatchObject({ code: 0 })
  const compared = await ends.run('migrate --from old --to new --parity')
  expect([compared.code, compared.out]).toEqual([0, expect.not.stringContaining('macro')])
})

test('of a list so long that it comes without texts each text is in the backup all the same', async () => {
  const macros = Array.from({ length: 170 }, (_, n) => ({
    name: `Reply ${n + 1000}`,
    html: `<p>Reply {{conversation.id}} no. ${n}</p>`,
  }))
  ends = await two({ old: { seed: { macros } } })
  expect(await ends.run('backup first.tar.gz -w old')).toMatchObject({
    code: 0,
    out: expect.stringContaining('170 macros') as string,
  })
  expect(await ends.run('backup second -w old')).toMatchObject({ code: 0 })
  const folder = join(ends.desk.root, 'second', 'macros')
  const texts = readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  expect(texts.sort()).toEqual(
    macros.map((_, n) => expect.stringContaining(`Reply <attribute key="conversation.id"/> no. ${n}\n`) as string),
  )
})

test('a token that may not read macros makes a backup of everything else and says what is missing', async () => {
  ends = await two({ old: { switches: { conversations: false } } })
  ends.desk.write('content/articles/hours.md', page('Hours'))
  await ends.run('apply -w old --yes')
  const made = await ends.run('backup first -w old')
  expect([made.code, made.err]).toEqual([
    0,
    expect.stringMatching(/macros: not in the backup: 403 forbidden.*read_conversations/u),
  ])
  const manifest = JSON.parse(readFileSync(join(ends.desk.root, 'first', 'manifest.json'), 'utf8')) as { left: string[] }
  expect(manifest.left).toEqual(expect.arrayContaining([expect.stringContaining('macros, which are not given to this token')]))
  expect(existsSync(join(ends.desk.root, 'first', 'macros'))).toBe(false)
  const over = await ends.run('migrate --from old --to new --dry-run')
  expect([over.code, over.out]).toEqual([
    0,
    expect.stringContaining('not carried over: macros, which no request can write; how many'),
  ])
})
