import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { layouts, type LayoutName } from '../../src/sides/files/layout/index.ts'
import { desk, type Desk } from '../commands/desk.ts'
import { bakery, pixel } from './bakery.ts'

const desks: Desk[] = []
afterEach(() => {
  for (const one of desks.splice(0)) one.clean()
})

const config = (layout: LayoutName, more: object = {}): string => JSON.stringify({ locales: { default: 'en', layout }, ...more })

function at(layout: LayoutName, files: Readonly<Record<string, string | Uint8Array>>, more: object = {}): Desk {
  const one = desk({ 'sync.config.json': config(layout, more) })
  desks.push(one)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(one.root, file)), { recursive: true })
    writeFileSync(join(one.root, file), text)
  }
  return one
}

/** Every file of a folder with its bytes, but those of git and of the command. */
function all(root: string): Record<string, string> {
  const found: Record<string, string> = {}
  const walk = (folder: string): void => {
    for (const name of readdirSync(folder).sort()) {
      const path = join(folder, name)
      if (name === '.git' || name === '.content-sync' || name === 'sync.config.json') continue
      if (statSync(path).isDirectory()) walk(path)
      else found[relative(root, path)] = readFileSync(path, 'latin1')
    }
  }
  walk(root)
  return found
}

async function to(one: Desk, layout: LayoutName, more = ''): Promise<string> {
  const { code, out, err } = await one.run(`convert --to ${layout} --yes ${more}`)
  expect([code, err]).toEqual([0, ''])
  return out
}

/** Converts there and back, with the config the command asks for. */
async function thereAndBack(one: Desk, from: LayoutName, there: LayoutName): Promise<Record<string, string>> {
  const out = await to(one, there)
  const ids = out.includes("ids: 'front-matter'") ? { ids: 'front-matter' } : {}
  one.write('sync.config.json', config(there, ids))
  const between = all(one.root)
  // a readme and notes stay where they were
  await to(one, from, '--beside')
  return between
}

const corpora = join(import.meta.dirname, '../../../shared/corpora/arduino-help-center/content')
const repository = join(import.meta.dirname, '../..')

describe('convert lays files out in another way, and what they say stays the same', () => {
  test.each(['suffix', 'directory'] as const)("Intercom's layout → %s → back gives the same bytes", async (there) => {
    const one = at('fin-as-code', { ...bakery, 'intercom/images/door.png': pixel })
    const before = all(one.root)
    const between = await thereAndBack(one, 'fin-as-code', there)
    expect(Object.keys(between).some((file) => file.startsWith('intercom/'))).toBe(false)
    const after = all(one.root)
    // the address of a link that names an id is for readers; it becomes the path of the file
    const spelled = Object.fromEntries(
      Object.entries(before).map(([file, text]) => [
        file,
        text.replace('https://help.example.test/en/articles/102-hours', '../pickup/hours-102/en.md'),
      ]),
    )
    expect(after).toEqual(spelled)
  })

  test("what Intercom's layout says becomes words people know, and what we have no word for stays", async () => {
    const one = at('fin-as-code', { ...bakery, 'intercom/images/door.png': pixel })
    await to(one, 'suffix')
    const read = (file: string): string => readFileSync(join(one.root, file), 'utf8')
    expect(read('content/articles/orders/refunds-101.md').split('---\n')[1]).toBe(
      `id: art_101\ntitle: Refunds\ndescription: ''\nstate: published\nfin: {agent: true, copilot: true, sales: false}\nwith_table_of_contents: false\nmeta:\n  collections:\n  - help_center: 4614629\n    path: orders\n  target_user_type: everyone\n  exclude_from_home_screen_suggestions: false\n  show_related_articles: false\n`,
    )
    expect(read('content/articles/orders/refunds-101.md')).toContain('See [opening hours](pickup/hours-102.md).')
    expect(read('content/articles/orders/pickup/hours-102.md')).toContain('![The door](../../door.png)')
    expect(read('content/articles/news.md')).toContain('collections: []\nkey: uncategorized/news\n')
  })

  test.each(['directory', 'fin-as-code'] as const)('the sample → %s → back gives the same bytes', async (there) => {
    const one = at('suffix', {})
    for (const folder of ['content', 'config']) cpSync(join(repository, folder), join(one.root, folder), { recursive: true })
    const before = all(one.root)
    const between = await thereAndBack(one, 'suffix', there)
    expect(between).not.toEqual(before)
    const after = all(one.root)
    // the sample spells fin: over several lines; what comes out of words of another layout has it in one
    const spelled = (text: string | undefined): string | undefined =>
      there === 'directory'
        ? text
        : text?.replace(
            /^fin:\n((?: {2}\w+: \w+\n)+)/mu,
            (_, lines: string) => `fin: {${lines.trim().split(/\n\s*/u).join(', ')}}\n`,
          )
    expect(after).toEqual(Object.fromEntries(Object.entries(before).map(([file, text]) => [file, spelled(text)])))
  })

  test.skipIf(!existsSync(corpora))(
    `a real help center → Intercom's layout → back: every article says the same (skipped without ../shared/corpora)`,
    async () => {
      const one = at('suffix', {}, { links: { check: 'warn' } })
      cpSync(corpora, join(one.root, 'content/articles'), { recursive: true })
      const count = (name: string): number => Object.keys(all(one.root)).filter((file) => file.endsWith(name)).length
      const articles = count('.md')
      const out = await to(one, 'fin-as-code')
      expect(out).toContain('read again, they say the same')
      expect(count('meta.yaml')).toBeGreaterThan(400)
      one.write('sync.config.json', config('fin-as-code', { links: { check: 'warn' } }))
      expect(await to(one, 'suffix', '--beside')).toContain('read again, they say the same')
      expect(count('.md')).toBe(articles)
    },
    600_000,
  )
})

describe('convert writes over nothing', () => {
  const files = {
    'content/articles/a.md': '---\ntitle: A\n---\nBread.\n',
    'content/articles/b.md': '---\ntitle: B\n---\n[a](a.md)\n',
  }

  test('a file that is there and says something else stops it, and nothing is written', async () => {
    const one = at('suffix', { ...files, 'intercom/articles/a/en.md': 'mine' })
    const before = all(one.root)
    const { code, err } = await one.run('convert --to fin-as-code --yes --beside')
    expect([code, err]).toEqual([65, expect.stringContaining('intercom/articles/a/en.md')])
    expect(all(one.root)).toEqual(before)
  })

  test('a folder that is not empty is not written to without a flag', async () => {
    const one = at('suffix', { ...files, 'intercom/articles/other/en.md': '---\ntitle: O\n---\nx\n' })
    const before = all(one.root)
    const { code, err } = await one.run('convert --to fin-as-code --yes')
    expect([code, err]).toEqual([64, expect.stringContaining('--beside')])
    expect(all(one.root)).toEqual(before)
  })

  test('--dry-run writes nothing, and without anybody to ask it wants --yes', async () => {
    const one = at('suffix', files)
    const before = all(one.root)
    expect((await one.run('convert --to fin-as-code --dry-run')).code).toBe(0)
    expect((await one.run('convert --to fin-as-code')).code).toBe(64)
    expect((await one.run('convert --to fin-as-code', { answer: 'no' })).code).toBe(1)
    expect(all(one.root)).toEqual(before)
    expect(readdirSync(join(one.root, '.content-sync')).filter((name) => name.startsWith('convert'))).toEqual([])
  })

  test('--out writes a copy and leaves the files', async () => {
    const one = at('suffix', files)
    const before = all(one.root)
    await to(one, 'fin-as-code', '--out copy')
    const after = all(one.root)
    expect(Object.keys(after).filter((file) => !file.startsWith('copy/'))).toEqual(Object.keys(before))
    expect(after['copy/intercom/articles/a/meta.yaml']).toBe('---\nid:\ndefault_locale: en\n---\n')
    expect(after['copy/intercom/articles/b/en.md']).toContain('[a](../a/en.md)')
    rmSync(join(one.root, 'copy'), { recursive: true })
  })

  test('a layout there is not, and the one there is', async () => {
    const one = at('suffix', files)
    expect((await one.run('convert --to sufix --yes')).err).toContain('did you mean "suffix"?')
    expect((await one.run('convert --to suffix --yes')).code).toBe(64)
    expect(Object.keys(layouts)).toEqual(['suffix', 'directory', 'fin-as-code'])
  })
})
