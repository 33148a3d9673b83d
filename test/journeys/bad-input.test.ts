import { symlinkSync } from 'node:fs'
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
