import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { bakery, type Bakery } from './bakery.ts'

let home: Bakery
afterEach(() => home.close())

const titles = [
  ...['../x', '..', '../../etc/passwd', '/etc/passwd', 'C:\\Windows\\x', 'CON', 'con.', 'nul', 'COM1', 'LPT9.txt', 'aux.md'],
  ...['_x', '.x', '__', '.git', 'README', 'readme.md', 'Readme!', '_collection', '.syncignore', 'node_modules', 'index'],
  ...[
    '🥐',
    '🥐🥖',
    '👩🏽‍🍳 bakes',
    '?',
    '***',
    '   x   ',
    'a/b',
    'a\\b',
    'a:b',
    'a|b',
    'a"b',
    'a<b>',
    'a\tb',
    'a\u0000b'.replace('\0', ''),
  ],
  ...['Bread', 'BREAD', 'bread', 'bread.', 'Straße', 'STRASSE', 'caf\u00e9', 'cafe\u0301', 'ﬁne', 'fine', 'İstanbul', 'istanbul'],
  ...[
    'עוגה',
    'عسل \u202Eabc\u202C',
    '\u200Fמ',
    '焼きたて',
    '\u200Bx\uFEFF',
    'x'.repeat(255),
    '長'.repeat(255),
    '👩🏽‍🍳'.repeat(30),
    'é'.repeat(200),
  ],
  ...[
    'menu.fr',
    'menu.pt-BR',
    'fr',
    'x.',
    'x ',
    '- x',
    '# x',
    'a: b',
    '"q"',
    "it's",
    '[x](y)',
    'null',
    'true',
    '007',
    '2026-11-23',
    '~',
    '@x',
    '%x',
    '---',
  ],
]

const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu
/** What every file system in use takes, and what we read again. */
function safe(root: string): string[] {
  const all = readdirSync(root, { recursive: true, withFileTypes: true })
  const paths = all.map((entry) => posix.join(entry.parentPath, entry.name))
  expect(new Set(paths.map((path) => path.normalize('NFKD').toLowerCase().toUpperCase())).size).toBe(paths.length)
  for (const { name } of all) {
    expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}\p{Cf}\p{Co}\p{Cs}]/u)
    expect(name).not.toMatch(/^[\s._-]|[\s.]$/u)
    expect(name).not.toMatch(devices)
    expect(name.toLowerCase()).not.toBe('readme.md')
    expect(Buffer.byteLength(name)).toBeLessThan(144)
    expect(name.normalize('NFC')).toBe(name)
  }
  return paths
}

async function settled(): Promise<void> {
  const again = await home.run('pull --yes')
  expect([again.code, again.out], again.err).toEqual([0, expect.stringMatching(/no changes/u) as string])
  const plan = await home.run('plan --detailed-exitcode --prune')
  expect(plan.code, plan.out + plan.err).toBe(0)
}

describe.each(['suffix', 'directory'])('in the layout %s', (layout) => {
  test('articles called anything get files that any disk takes and that are read again as the same articles', async () => {
    home = await bakery({ locales: { default: 'en', layout } })
    for (const title of titles) {
      const fr = { title: title === '' ? 'x' : title, body: '<p>Du pain.</p>', author_id: 1002, state: 'draft' }
      const [body, author_id, state] = ['<p>Bread.</p>', 1002, 'draft']
      await home.make('/articles', { title, body, author_id, state, translated_content: { fr } })
    }
    const pull = await home.run('pull --yes')
    expect(pull.code, pull.out + pull.err).toBe(0)
    expect(safe(join(home.desk.root, 'content')).filter((path) => path.endsWith('.md'))).toHaveLength(2 * titles.length)
    const said = readdirSync(join(home.desk.root, 'content/articles'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .map((path) => readFileSync(join(home.desk.root, 'content/articles', path), 'utf8'))
    expect(said.every((text) => /^---\ntitle: /u.test(text))).toBe(true)
    await settled()
  }, 120_000)

  test('collections called anything get folders, and what is in them stays in them', async () => {
    home = await bakery({ locales: { default: 'en', layout } })
    let parent: unknown
    for (const [n, name] of [...titles.filter((title) => title.length < 60), 'en', 'images', 'Bread'].entries()) {
      const made = await home.make('/help_center/collections', {
        name,
        ...(n % 5 === 0 || parent === undefined ? {} : { parent_id: parent }),
      })
      parent = n % 5 < 2 ? made['id'] : parent
      await home.make('/articles', {
        title: 'In it',
        body: '<p>Bread.</p>',
        author_id: 1002,
        state: 'draft',
        parent_ids: [Number(made['id'])],
      })
    }
    const pull = await home.run('pull --yes')
    expect(pull.code, pull.out + pull.err).toBe(0)
    safe(join(home.desk.root, 'content'))
    await settled()
  }, 120_000)
})

test('snippets, folders and tags called anything', async () => {
  home = await bakery()
  for (const title of titles) {
    await home.make('/content_snippets', { title, body_markdown: 'Daily.', locale: 'en' })
    await home.make('/content_snippets', { title, body_markdown: 'Chaque jour.', locale: 'fr' })
    await home.make('/folders', { folder: { name: title } })
  }
  const pull = await home.run('pull --yes')
  expect(pull.code, pull.out + pull.err).toBe(0)
  safe(join(home.desk.root, 'content'))
  await settled()
}, 120_000)

test('articles of one title in one collection get a key in their files, as do those that are given one title later', async () => {
  home = await bakery()
  const bread = await home.make('/help_center/collections', { name: 'Bread' })
  const made: Record<string, unknown>[] = []
  for (const title of ['Rye', 'rye', 'Spelt'])
    made.push(
      await home.make('/articles', {
        title,
        body: '<p>Bread.</p>',
        author_id: 1002,
        state: 'draft',
        parent_ids: [Number(bread['id'])],
      }),
    )
  expect((await home.run('pull --yes')).code).toBe(0)
  await settled()
  await home.make(`/articles/${String(made[2]?.['id'])}`, { title: 'Rye', author_id: 1002 }, 'PUT')
  expect((await home.run('pull --yes')).code).toBe(0)
  expect(readFileSync(join(home.desk.root, 'content/articles/bread/spelt.md'), 'utf8')).toMatch(
    /^title: Rye$[^]*^key: bread\/spelt$/mu,
  )
  await settled()
})

test('a language the config cannot know is named, and everything else goes on', async () => {
  home = await bakery()
  const en_us = { title: 'Rye bread', body: '<p>Howdy.</p>', author_id: 1002, state: 'draft' }
  const body = { title: 'Rye', body: '<p>Bread.</p>', author_id: 1002, state: 'draft', translated_content: { fr: en_us } }
  await home.make('/articles', body)
  await home.make('/articles', { ...body, title: 'Spelt', translated_content: {} })
  home.bending((text) => text.replaceAll('"fr":{', '"en-us":{'))
  const pull = await home.run('pull --yes')
  expect(pull.code, pull.out + pull.err).toBe(0)
  expect(pull.out).toContain('its text in en-us stays in Intercom alone')
  expect(readdirSync(join(home.desk.root, 'content/articles')).sort()).toEqual(['rye.md', 'spelt.md'])
  const plan = await home.run('plan --detailed-exitcode')
  expect(plan.code, plan.out + plan.err).toBe(0)
})
