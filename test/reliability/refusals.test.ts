import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { fingerprint } from '../laws/world/checks.ts'
import { bakery } from '../journeys/command.ts'
import { live, type Live } from './live.ts'

let at: Live | undefined
afterEach(async () => {
  await at?.close()
  at = undefined
})

const page = (title: string, body = 'Bread.', more = ''): string => `---\ntitle: ${title}\n${more}---\n\n${body}\n`

test('check, plan, diff, apply --dry-run and ledger show send nothing but questions and leave no file changed (R2)', async () => {
  at = await live(bakery)
  await at.run('apply', '--yes')
  at.at.write('content/articles/about/us.md', page('About us', 'Bakers since 1911.'))
  const sent = at.writes().length
  const before = fingerprint(at.at.root)
  for (const args of [
    ['check'],
    ['plan'],
    ['plan', '-f', 'json'],
    ['diff', '--prune'],
    ['apply', '--dry-run'],
    ['ledger', 'show'],
  ]) {
    const said = await at.run(...args)
    expect([args, said.code, said.err]).toEqual([args, 0, said.err])
    expect([args, fingerprint(at.at.root)]).toEqual([args, before])
  }
  expect(at.writes()).toHaveLength(sent)
})

describe('nothing to read is no reason to empty a workspace (R14)', () => {
  const losses: readonly (readonly [name: string, lose: (live: Live) => readonly string[]])[] = [
    ['an empty content root', ({ at }) => (at.remove('content'), at.remove('config'), [])],
    [
      'everything ignored',
      ({ at }) => (
        at.write('content/articles/.syncignore', '*\n'),
        at.write('content/snippets/.syncignore', '*\n'),
        at.remove('config'),
        []
      ),
    ],
    [
      'a failed checkout: folders, no files',
      ({ at }) => {
        for (const path of Object.keys(bakery)) if (path.startsWith('content/') || path.startsWith('config/')) at.remove(path)
        return []
      },
    ],
  ]
  test.each(losses)('%s', async (_, lose) => {
    at = await live(bakery)
    await at.run('apply', '--yes')
    const sent = at.writes().length
    lose(at)
    expect((await at.run('plan', '--prune')).code).toBe(0)
    const said = await at.run('apply', '--yes', '--prune', '--allow', 'deletes')
    expect([said.code, said.out]).toEqual([3, said.out])
    expect(said.out + said.err).toMatch(/nothing was read from the files/)
    expect(at.writes()).toHaveLength(sent)
  })
})

test('one of 500 files with broken YAML deletes nothing, is named, and others go on with --keep-going only (R15)', async () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`content/articles/loaf-${n}.md`, page(`Loaf ${n}`)]))
  at = await live(many)
  expect((await at.run('apply', '--yes')).code).toBe(0)
  const sent = at.writes().length
  at.at.write('content/articles/loaf-7.md', '---\ntitle: "Loaf 7\n---\n\nBread.\n')
  at.at.remove('content/articles/loaf-8.md')
  at.at.write('content/articles/loaf-9.md', page('Loaf 9', 'Better bread.'))
  const stopped = await at.run('apply', '--yes', '--prune')
  expect(stopped.code).toBe(65)
  expect(stopped.out + stopped.err).toContain('content/articles/loaf-7.md:')
  expect(at.writes()).toHaveLength(sent)
  const going = await at.run('apply', '--yes', '--prune', '--keep-going')
  expect(going.code).toBe(65)
  expect(at.writes().slice(sent)).toEqual([expect.stringMatching(/^PUT \/articles\/\d+$/)])
})

test('a ledger of another workspace, or a token of one the config does not name: refused before any write (R19)', async () => {
  at = await live(bakery)
  await at.run('apply', '--yes')
  const other = await live(bakery)
  try {
    at.at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: other.sandbox.url } } }))
    const said = await at.at.start(['apply', '--yes'], { INTERCOM_ACCESS_TOKEN: other.sandbox.token }).ended
    expect(said.code).toBe(77)
    expect(said.err).toContain(at.sandbox.workspaceId)
    at.at.write(
      'sync.config.json',
      JSON.stringify({ workspaces: { live: { baseUrl: other.sandbox.url, id: at.sandbox.workspaceId } } }),
    )
    expect((await at.at.start(['apply', '--yes'], { INTERCOM_ACCESS_TOKEN: other.sandbox.token }).ended).code).toBe(77)
    expect(other.writes()).toEqual([])
  } finally {
    await other.close()
  }
})

describe('two files that would be one thing are an error before the first write (R34)', () => {
  const twins: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
    [
      'one key',
      { 'content/articles/a.md': page('A', 'Bread.', 'key: same\n'), 'content/articles/b.md': page('B', 'Cake.', 'key: same\n') },
    ],
    [
      'one title in a collection',
      { 'content/articles/shop/a.md': page('Fees'), 'content/articles/shop/b.md': page('fees', 'Cake.') },
    ],
    [
      'one title by front matter',
      { 'content/articles/shop/a.md': page('Fees'), 'content/articles/b.md': page('Fees', 'Cake.', 'collections: [shop]\n') },
    ],
    [
      'one locale of one article',
      {
        'content/articles/a.md': page('A'),
        'content/articles/a.fr.md': page('A'),
        'content/articles/b.md': page('A', 'x', 'key: a\nlocale: fr\n'),
      },
    ],
    [
      'one import source',
      {
        'content/articles/a.md': page('A'),
        'config/import-sources.yaml': '- url: https://x.example.com\n- url: https://x.example.com\n',
      },
    ],
    ['one tag twice', { 'content/articles/a.md': page('A'), 'config/tags.yaml': '- Bread\n- bread\n' }],
    ['one folder twice', { 'content/articles/a.md': page('A'), 'config/folders.yaml': '- name: Front\n- name: Front\n' }],
  ]
  test.each(twins)('%s', async (_, files) => {
    at = await live(files)
    const said = await at.run('apply', '--yes')
    expect([said.code, said.out + said.err]).toEqual([65, said.out + said.err])
    expect(at.writes()).toEqual([])
  })

  test('one id, where ids are taken from front matter', async () => {
    at = await live({ 'content/articles/a.md': page('A', 'x', 'id: 12\n'), 'content/articles/b.md': page('B', 'y', 'id: 12\n') })
    at.at.write('sync.config.json', JSON.stringify({ ids: 'front-matter', workspaces: { live: { baseUrl: at.sandbox.url } } }))
    expect((await at.run('apply', '--yes')).code).toBe(65)
    expect(at.writes()).toEqual([])
  })
})

interface Report {
  readonly counts: { readonly applied: number; readonly failed: number; readonly notStarted: number }
  readonly outcomes: readonly {
    status: string
    key: string
    file?: string
    line?: number
    failure?: { status: number; requestId: string | null }
  }[]
}

test('one refused change of sixty: sixteen applied, one failed with its place and request, forty-three waiting, in every format the same (R40)', async () => {
  const files = Object.fromEntries([
    ...Array.from({ length: 43 }, (_, n) => [`content/articles/orders/order-${n}.md`, page(`Order ${n}`)]),
    ...Array.from({ length: 16 }, (_, n) => [`content/articles/loaf-${n}.md`, page(`Loaf ${n}`)]),
  ]) as Record<string, string>
  const fault = {
    on: { method: 'POST', path: '^/help_center/collections' },
    do: { status: 422, code: 'validation_error', message: 'no shelf today' },
  }
  at = await live(files, { faults: [fault] })
  const json = await at.run('apply', '--yes', '-f', 'json')
  expect(json.code).toBe(1)
  const report = JSON.parse(json.out) as Report
  expect(report.counts).toMatchObject({ applied: 16, failed: 1, notStarted: 43 })
  const by = (status: string): Report['outcomes'] => report.outcomes.filter((each) => each.status === status)
  expect([by('applied').length, by('failed').length, by('not-started').length]).toEqual([16, 1, 43])
  expect(by('failed')).toEqual([
    expect.objectContaining({
      key: 'orders',
      file: 'content/articles/orders',
      line: 1,
      failure: expect.objectContaining({ status: 422, requestId: expect.stringMatching(/./) as string }) as object,
    }),
  ])
  expect(new Set(by('not-started').map(({ key }) => key.split('/')[0]))).toEqual(new Set(['orders']))
  const again = await at.run('apply', '--yes')
  expect(again.code).toBe(1)
  expect(again.out).toMatch(/\b1 failed\b/)
  expect(again.out).toMatch(/\b43 not started\b/)
  at.sandbox.control.faults([])
  expect((await at.run('apply', '--yes')).code).toBe(0)
  expect(at.sandbox.control.state().articles).toHaveLength(59)
})

/** Everything that is kept on disk, records unpacked. */
function kept(root: string): string {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'sync.config.json')
    .map((entry) => {
      const bytes = readFileSync(join(entry.parentPath, entry.name))
      return entry.name.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
    })
    .join('\n')
}

test('a token is in no output and no file, even where Intercom says it back (R50)', async () => {
  at = await live(bakery)
  const { token } = at.sandbox
  const echo = JSON.stringify({
    type: 'error.list',
    request_id: token,
    errors: [{ code: token, message: `bad ${token} in https://x.example/?token=${token}` }],
  })
  const said: string[] = []
  const keep = async (...args: string[]): Promise<void> => {
    const { out, err } = await (at as Live).run(...args)
    said.push(out, err)
  }
  for (const on of [{ method: 'POST', path: '^/articles' }, { path: '^/help_center/collections' }, { path: '^/me' }]) {
    at.sandbox.control.faults([{ on, do: { status: 422, raw: echo } }])
    for (const format of ['pretty', 'json']) await keep('apply', '--yes', '--verbose', '-f', format)
  }
  at.sandbox.control.faults([])
  await keep('apply', '--yes', '-v', '-f', 'json')
  await keep('plan', '-v', '-f', 'json')
  await keep('ledger', 'show')
  expect(said.join('\n')).not.toContain(token)
  expect(said.join('\n')).not.toMatch(/[?&]signature=/)
  expect(kept(at.at.root)).not.toContain(token)
  expect(kept(at.at.root)).not.toMatch(/[?&]signature=/)
})
