import { readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CheckDocument, PlanDocument } from '../../src/report/json/schemas.ts'
import { bakery, shop, type Said, type Shop } from './command.ts'

const page = (body: string, front = 'title: Rolls'): string => `---\n${front}\n---\n\n${body}\n`

// each file alone is wrong in one way; the answer names the file, and what is sound beside it goes on
const wrong: readonly (readonly [name: string, text: string | Uint8Array])[] = [
  ['broken-yaml', page('Bread.', 'title: "Rolls')],
  ['executable', '---js\n{ title: (globalThis.hacked = "yes") }\n---\n\nBread.\n'],
  ['tab-list', page('Bread.', 'title: Rolls\ntags:\n\t- orders')],
  ['five-megabytes', page('bread '.repeat(900_000))],
  ['nested-quotes', page(`${'> '.repeat(3000)}bread`)],
  ['asterisks', page('*a_ '.repeat(20_000))],
  ['not-utf8', new Uint8Array([0x2d, 0x2d, 0x2d, 0x0a, 0xff, 0xfe, 0x80, 0x0a])],
  ['link-to-nowhere', page('[more](nowhere.md)')],
  ['missing-image', page('![a roll](roll.png)')],
  ['no-title', 'Just bread.\n'],
  ['unknown-state', page('Bread.', 'title: Rolls\nstate: live')],
  ['unknown-collection', page('Bread.', 'title: Rolls\ncollections: [ordres]')],
  ['unknown-folder', page('Bread.', 'title: Rolls\nfolder: Countre')],
]

describe('bad input is said with its file, without a stack, and writes nothing', () => {
  let at: Shop
  let said: Said
  let check: CheckDocument
  beforeAll(async () => {
    at = shop(bakery)
    for (const [name, text] of wrong)
      at.write(
        `content/articles/wrong/${name}.md`,
        typeof text === 'string' ? text.replace('title: Rolls', `title: ${name}`) : text,
      )
    at.write('content/articles/one/key.md', page('Bread.', 'title: First\nkey: same'))
    at.write('content/articles/two/key.md', page('Bread.', 'title: Second\nkey: same'))
    symlinkSync('/etc/hostname', join(at.root, 'content/articles/outside.md'))
    said = await at.run('check', '--format', 'json')
    check = JSON.parse(said.out) as CheckDocument
  })
  afterAll(() => {
    at.close()
  })

  it('check ends with 65 and no stack', () => {
    expect(said.code).toBe(65)
    expect(said.err).toBe('')
    expect(said.out).not.toMatch(/node_modules|\.ts:\d|at Object/u)
  })

  it.each(wrong.map(([name]) => name))('%s is an error of that file, with a line', (name) => {
    const found = check.findings.filter(
      ({ file, severity }) => file === `content/articles/wrong/${name}.md` && severity === 'error',
    )
    expect(found.length).toBeGreaterThan(0)
    expect(found[0]?.line).toBeGreaterThan(0)
  })

  it('two files with one key name each other', () => {
    const found = check.findings.find(({ message }) => message.includes('one/key.md') || message.includes('two/key.md'))
    expect(found?.severity).toBe('error')
  })

  it('a link out of the root is not followed', () => {
    expect(check.findings.some(({ file }) => file === 'content/articles/outside.md')).toBe(true)
  })

  it('CRLF and a byte order mark are no mistakes', async () => {
    const good = shop({
      ...bakery,
      'content/articles/about/us.md': '\uFEFF---\r\ntitle: About us\r\n---\r\n\r\nBakers since 1912.\r\n',
    })
    try {
      expect((await good.run('check')).code).toBe(0)
    } finally {
      good.close()
    }
  })

  it('apply writes nothing; with --keep-going it applies what is sound and still ends with 65', async () => {
    const refused = await at.run('apply', '--yes')
    expect(refused.code).toBe(65)
    expect(refused.err).toContain(' 0 writes')
    const going = await at.run('apply', '--yes', '--keep-going', '--prune')
    expect(going.code).toBe(65)
    expect(going.out).toMatch(/article orders\/pickup .*https:/u)
    const plan = JSON.parse((await at.run('plan', '-f', 'json', '--prune')).out) as PlanDocument
    expect(plan.changes).toEqual([])
  })

  it('a file that breaks later is not taken for deleted (R15)', async () => {
    at.write('content/articles/orders/fees.md', page('Bread.', 'title: "Fees'))
    const plan = JSON.parse((await at.run('plan', '-f', 'json', '--prune')).out) as PlanDocument
    expect(plan.changes.filter(({ verb }) => verb === 'delete')).toEqual([])
  })

  it('a name the workspace does not know is said with the file, before anything is written', async () => {
    const strange = shop({
      ...bakery,
      'content/articles/about/us.md': page('Bread.', 'title: About us\nauthor: nobody@bakery.example\naudiences: [Nobody]'),
    })
    try {
      const { code, out, err } = await strange.run('apply', '--yes')
      expect(out).toMatch(/content\/articles\/about\/us\.md:\d+ .*nobody@bakery\.example/u)
      expect(out).toMatch(/content\/articles\/about\/us\.md:\d+ .*Nobody/u)
      expect(err).toContain(' 0 writes')
      expect(code).toBe(65)
    } finally {
      strange.close()
    }
  })
})

const alone: readonly (readonly [what: string, files: Readonly<Record<string, string>>, code: number, says: RegExp])[] = [
  [
    'an unknown tag where tags.yaml lists them',
    { 'config/tags.yaml': '- orders\n', 'content/articles/about/us.md': page('Bread.', 'title: Us\ntags: [ordres]') },
    65,
    /about\/us\.md:3 .*tag "ordres" is not in tags\.yaml \(did you mean "orders"\?\)/u,
  ],
  [
    'an unknown locale',
    { 'content/articles/about/us.md': page('Bread.', 'title: Us\nlocale: xx') },
    65,
    /about\/us\.md:3 .*locale: expected a locale Intercom knows, got "xx"/u,
  ],
  ['a locale the help center does not have', { 'content/articles/about/us.da.md': page('Brød.') }, 65, /got "da"/u],
  [
    'a misspelt audience',
    { 'content/articles/about/us.md': page('Bread.', 'title: Us\naudiences: [Trial user]') },
    65,
    /about\/us\.md:3 .*got "Trial user" \(did you mean "Trial users"\?\)/u,
  ],
  [
    'an import source that is no address',
    { 'config/import-sources.yaml': '- url: developers\n' },
    65,
    /import-sources\.yaml:1 .*url: expected an address/u,
  ],
  [
    'a misspelt config key',
    { 'sync.config.json': '{"workspaces":{"sandbox":{"sandbox":true}},"defalts":{}}' },
    78,
    /defalts: unknown key \(did you mean "defaults"\?\)/u,
  ],
  [
    'a token in the config',
    { 'sync.config.json': '{"workspaces":{"live":{"region":"us","token":"dG9rOmFiYzEy"}}}' },
    78,
    /token does not belong in the config/u,
  ],
  [
    'a host that is not Intercom',
    { 'sync.config.json': '{"workspaces":{"live":{"baseUrl":"https://intercom.example"}}}' },
    78,
    /baseUrl: expected https:\/\/api\.intercom\.io/u,
  ],
]

describe('one mistake alone ends the apply with its code, says what to do, and sends no writing request', () => {
  it.each(alone)('%s', async (_, files, code, says) => {
    const at = shop({ ...bakery, ...files })
    try {
      const said = await at.run('apply', '--yes')
      expect(said.out + said.err).toMatch(says)
      expect(said.out + said.err).not.toMatch(/^\s+at |node_modules|dG9rOmFiYzEy/mu)
      if (code === 65) expect(said.err).toContain(' 0 writes')
      else expect(said.err).not.toContain('requests:')
      expect(said.code).toBe(code)
    } finally {
      at.close()
    }
  })
})

describe('the memory cannot be damaged without a word', () => {
  const ledger = '.content-sync/sandbox/ledger.ndjson'
  const damages: readonly (readonly [what: string, damage: (text: string) => string, says: RegExp])[] = [
    ['merge markers', (text) => text.replace('\n', '\n<<<<<<< HEAD\n'), /ledger\.ndjson:2: .*merge conflict markers/u],
    ['a torn last line', (text) => text.slice(0, -40), /ledger\.ndjson:\d+: .*cut off/u],
    ['two ids for a key', (text) => text + (/^.*"article".*\n/mu.exec(text)?.[0].replace('"id":"', '"id":"9') ?? ''), /two ids/u],
    ['a newer version', (text) => text.replace('"version":1', '"version":9'), /newer content-sync/u],
  ]
  let at: Shop
  let sound: string
  beforeAll(async () => {
    at = shop(bakery)
    expect((await at.run('apply', '--yes')).code).toBe(0)
    sound = readFileSync(join(at.root, ledger), 'utf8')
  })
  afterAll(() => {
    at.close()
  })

  it.each(damages)('%s: 65, and the file is left as it is', async (_, damage, says) => {
    at.write(ledger, damage(sound))
    const said = await at.run('apply', '--yes')
    expect(said.err).toMatch(says)
    expect(said.err).not.toMatch(/^\s+at /mu)
    expect(said.code).toBe(65)
    expect(readFileSync(join(at.root, ledger), 'utf8')).toBe(damage(sound))
  })

  it('without the file what is there is found again, and nothing is made twice', async () => {
    at.remove(ledger)
    const again = await at.run('apply', '--yes')
    expect(again.err).toContain(' 0 writes')
    expect(again.code).toBe(0)
    expect((await at.run('plan', '--detailed-exitcode')).code).toBe(0)
  })
})
