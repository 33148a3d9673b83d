import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { pulling, remember, type Differing, type Pulling } from '../../src/commands/pull/pulling.ts'
import { texted } from '../../src/commands/texted.ts'
import { rulesOf, type Drawing, type Wishes } from '../../src/commands/draw.ts'
import { put, type FilesWorld, type Places } from '../../src/sides/files/index.ts'
import { hostedAt } from '../../src/sides/workspace/index.ts'
import { house, type House } from '../house/house.ts'

let home: House
beforeEach(async () => {
  home = await house()
})
afterEach(() => home.close())

const ana = 'ana@example.com'
const hosted = (image: string): string => (image.startsWith('cdn:') ? hostedAt(image) : image)

async function draw(wishes: Partial<Wishes> = {}): Promise<{ drawing: Drawing; files: FilesWorld & { places: Places } }> {
  const drawing = await home.plan(wishes)
  return { drawing, files: drawing.files as FilesWorld & { places: Places } }
}

/** Pulls, as the command does. */
async function pulled(wishes: Partial<Wishes> = {}): Promise<Pulling & { differing: readonly Differing[] }> {
  const { drawing, files } = await draw(wishes)
  const rules = {
    ...rulesOf(drawing.wishes, drawing.workspace, drawing.ledger),
    defaults: {},
    roots: files.rootsDigest,
    ...(files.texts === undefined ? {} : { texts: files.texts }),
  }
  const options = {
    root: home.root,
    content: { articles: 'content/articles', snippets: 'content/snippets' },
    settings: 'config',
    locales: { default: 'en', layout: 'suffix' as const },
  }
  const found = pulling(files, drawing.workspace, drawing.matched, rules, hosted, options)
  put(home.root, found.writings)
  const now = (await home.plan()).files
  const differing = remember(found, now, drawing.workspace, rules, hosted, texted(drawing.ledger, now))
  await drawing.ledger.save()
  return { ...found, differing }
}

async function quiet(): Promise<void> {
  const { plan } = await home.plan({ prune: true })
  expect([plan.levels, plan.beside, plan.findings.filter(({ severity }) => severity === 'error')]).toEqual([[], [], []])
}

const web = async (
  method: 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> => {
  const answer = await home.sandbox.control.edit({ method, path, body, admin: ana })
  expect(answer.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer.body as Record<string, unknown>
}
const read = (path: string): string => readFileSync(join(home.root, path), 'utf8')

describe('what lives in Intercom becomes files, and then nothing is left to change', () => {
  test('articles in collections, with translations, tags and folders', async () => {
    const bread = await web('POST', '/help_center/collections', { name: 'Bread & Rolls' })
    const rye = await web('POST', '/help_center/collections', { name: 'Rye', parent_id: bread['id'] })
    await web('POST', '/help_center/collections', { name: 'Nothing yet' })
    await web('POST', '/folders', { folder: { name: 'Kitchen' } })
    const first = await web('POST', '/articles', {
      title: 'How to bake it?',
      description: 'The whole way',
      body: '<h2>Flour</h2><p>Take <b>500 g</b> of it.</p><ul><li>Rye</li><li>Spelt</li></ul>',
      author_id: 1002,
      state: 'published',
      parent_ids: [Number(rye['id'])],
      translated_content: { fr: { title: 'Comment cuire', body: '<p>Farine.</p>', author_id: 1002, state: 'draft' } },
    })
    await web('POST', '/articles', {
      title: 'How to bake it!',
      body: `<p>See <a href="https://intercom.help/sandbox/en/articles/${String(first['id'])}">the other</a>.</p>`,
      author_id: 1002,
      state: 'draft',
      parent_ids: [Number(bread['id']), Number(rye['id'])],
    })
    await web('POST', '/content_snippets', { title: 'Hours', body_markdown: 'Open **daily**.', locale: 'fr' })
    const result = await pulled()
    expect(result.differing).toEqual([])
    expect(result.writings.map(({ file }) => file).sort()).toEqual([
      'config/collections.yaml',
      'config/folders.yaml',
      'content/articles/bread-rolls/how-to-bake-it.md',
      'content/articles/bread-rolls/rye/how-to-bake-it.fr.md',
      'content/articles/bread-rolls/rye/how-to-bake-it.md',
      'content/snippets/hours.fr.md',
    ])
    expect(read('content/articles/bread-rolls/rye/how-to-bake-it.md')).toContain(
      '## Flour\n\nTake **500 g** of it.\n\n- Rye\n- Spelt\n',
    )
    await quiet()
  })
})

describe('an edit made in Intercom comes into the file that is there, and nothing else of it changes', () => {
  const file = 'content/articles/bread.md'
  const text =
    '---\ntitle: Bread   # as on the sign\nsummary: All of it\nstate: published\nowner: ben\n---\n\nFlour and\nwater.\n\n* Rye\n* Spelt\n\nBake   it.\n'
  let id: string

  beforeEach(async () => {
    home.write(file, text)
    home.write('content/articles/cake.md', '---\ntitle: Cake\n---\n\nSugar.\n')
    await home.apply()
    id = (await home.plan()).matched.bound.get('article:bread')?.live?.key.slice(1) ?? ''
  })
  test('a paragraph, a title and a description', async () => {
    await web('PUT', `/articles/${id}`, {
      title: 'Loaf',
      description: 'Some of it',
      body: '<p>Flour and water.</p><ul><li>Rye</li><li>Spelt</li></ul><p>Bake it long.</p>',
      author_id: 1002,
    })
    const result = await pulled()
    expect(result.writings.map(({ file }) => file)).toEqual([file])
    expect(read(file)).toBe(
      text.replace('title: Bread', 'title: Loaf').replace('All of it', 'Some of it').replace('Bake   it.', 'Bake it long.'),
    )
    await quiet()
  })

  test('a paragraph of a text that links to another', async () => {
    const linked = text.replace('Bake   it.', 'Bake [it](cake.md#sugar), see [there](./cake.md).')
    home.write('content/articles/cake.md', '---\ntitle: Cake\n---\n\n## Sugar\n\nA lot.\n')
    home.write(file, linked)
    await home.apply()
    const { html } = home.sandbox.control.state().articles.find((one) => String(one.id) === id)?.contents['en']?.body ?? {
      html: '',
    }
    await web('PUT', `/articles/${id}`, { body: html.replace('Flour and', 'Spelt and'), author_id: 1002 })
    const result = await pulled()
    expect(result.pulled.beside).toEqual([])
    expect(read(file)).toBe(linked.replace('Flour and\nwater', 'Spelt and water'))
    await quiet()
  })

  test('a local edit of another field stays, and is all the next plan shows', async () => {
    home.write(file, text.replace('All of it', 'More than all'))
    await web('PUT', `/articles/${id}`, { title: 'Loaf', author_id: 1002 })
    await pulled()
    expect(read(file)).toBe(text.replace('All of it', 'More than all').replace('title: Bread', 'title: Loaf'))
    const { plan } = await home.plan()
    expect(plan.levels.flat().map((change) => (change.verb === 'update' ? change.fields : change.verb))).toEqual([
      ['description'],
    ])
  })

  test('what was edited on both sides is a conflict, and the file keeps its words', async () => {
    home.write(file, text.replace('Bake   it.', 'Bake it slowly.'))
    await web('PUT', `/articles/${id}`, { body: '<p>Nothing left.</p>', author_id: 1002 })
    const result = await pulled()
    expect(result.writings).toEqual([])
    expect(result.pulled.beside).toMatchObject([{ why: 'conflict', key: 'bread', by: '1002' }])
    expect(read(file)).toContain('Bake it slowly.')
  })

  test('deleted in Intercom: its file stays until prune is asked for', async () => {
    await web('DELETE', `/articles/${id}`, {})
    expect((await pulled()).pulled.beside).toMatchObject([{ why: 'drift', key: 'bread' }])
    expect(read(file)).toBe(text)
    expect((await pulled({ prune: true })).writings).toEqual([{ file, text: null }])
    await quiet()
  })

  test('a translation made in Intercom gets its file beside the other', async () => {
    await web('PUT', `/articles/${id}`, {
      author_id: 1002,
      translated_content: { fr: { title: 'Pain', body: '<p>Farine.</p>', author_id: 1002, state: 'draft' } },
    })
    const result = await pulled()
    expect(result.writings.map(({ file }) => file)).toEqual(['content/articles/bread.fr.md'])
    expect(read('content/articles/bread.fr.md')).toBe('---\ntitle: Pain\nstate: draft\nauthor: ana@example.com\n---\n\nFarine.\n')
    await quiet()
  })
})

test('a text Markdown has no room for is not pulled as an empty file, which the next apply would make the article', async () => {
  const long = `<p>${'Flour and water. '.repeat(80_000)}</p>`
  await web('POST', '/articles', { title: 'Long', body: long, author_id: 1002, state: 'draft' })
  await pulled()
  expect(read('content/articles/long.md')).toContain('\nbody: intercom\n---\n')
  await quiet()
})
