import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { rulesOf } from '../../src/commands/draw.ts'
import { pulling, remember, type Pulling } from '../../src/commands/pull/pulling.ts'
import { put, type FilesRead } from '../../src/sides/files/index.ts'
import { editBody } from '../../src/sides/files/write/edit-body.ts'
import { hostedAt } from '../../src/sides/workspace/index.ts'
import { house, type House } from '../house/house.ts'
import { bakery, options, pixel } from './bakery.ts'

let home: House
beforeEach(async () => {
  home = await house({}, options.locales, options.content)
})
afterEach(() => home.close())

const ana = 'ana@example.com'
const hosted = (image: string): string => (image.startsWith('cdn:') ? hostedAt(image) : image)
const read = (path: string): string => readFileSync(join(home.root, path), 'utf8')
const refunds = 'intercom/articles/orders/refunds-101'
const news = 'intercom/articles/uncategorized/news'
const hours = 'intercom/articles/orders/pickup/hours-102'

async function pulled(): Promise<Pulling> {
  const drawing = await home.plan()
  const files = drawing.files as FilesRead
  const rules = {
    ...rulesOf(drawing.wishes, drawing.workspace, drawing.ledger),
    defaults: {},
    roots: files.rootsDigest,
    ...(files.texts === undefined ? {} : { texts: files.texts }),
  }
  const found = pulling(files, drawing.workspace, drawing.matched, rules, hosted, {
    root: home.root,
    settings: 'config',
    ...options,
  })
  put(home.root, found.writings)
  remember(found, (await home.plan()).files, drawing.workspace, rules, hosted, drawing.ledger)
  await drawing.ledger.save()
  return found
}

async function quiet(): Promise<void> {
  const { plan } = await home.plan({ prune: true })
  expect([plan.levels, plan.beside, plan.findings.filter(({ severity }) => severity === 'error')]).toEqual([[], [], []])
}

async function web(method: 'POST' | 'PUT', path: string, body: Record<string, unknown>): Promise<Record<string, unknown>> {
  const answer = await home.sandbox.control.edit({ method, path, body, admin: ana })
  expect(answer.status, JSON.stringify(answer)).toBeLessThan(300)
  return answer.body as Record<string, unknown>
}

async function applied(): Promise<Map<string, string>> {
  for (const [file, text] of Object.entries(bakery)) home.write(file, text)
  home.write('intercom/images/door.png', pixel)
  const author = { author: 'ana@example.com' }
  const { outcomes, drawing } = await home.apply(author)
  expect(drawing.plan.refusals).toEqual([])
  expect(outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
  await quiet()
  return new Map((await home.plan()).ledger.entries().map(({ kind, key, id }) => [`${kind}:${key}`, id ?? '']))
}

describe("a repository in Intercom's git layout is applied and pulled", () => {
  test('applied, it changes nothing when it is applied again or pulled', async () => {
    await applied()
    expect((await pulled()).writings).toEqual([])
    for (const [file, text] of Object.entries(bakery)) expect(read(file), file).toBe(text)
  })

  test('an edit of one paragraph changes that paragraph alone, in its file alone', async () => {
    const ids = await applied()
    await web('PUT', `/articles/${ids.get('article:uncategorized/news') ?? ''}`, { body: '<p>A lot.</p>' })
    const { writings } = await pulled()
    expect(writings.map(({ file }) => file)).toEqual([`${news}/en.md`, `${news}/meta.yaml`])
    expect(read(`${news}/en.md`)).toBe(bakery[`${news}/en.md`]?.replace('Nothing yet.', 'A lot.'))
    const id = `id: art_${ids.get('article:uncategorized/news') ?? ''}`
    expect(read(`${news}/meta.yaml`), 'a blank id is filled').toBe(bakery[`${news}/meta.yaml`]?.replace('id:', id))
    await quiet()
  })

  test('a link that names an id stays as it is written when another paragraph changes', () => {
    const mine = 'One.\n\nSee [hours](https://help.example.test/102 "intercom:article:102") _now_.\n'
    const theirs = 'Two.\n\nSee [hours](../pickup/hours-102/en.md "intercom:article:102") *now*.\n'
    expect(editBody(mine, theirs)).toBe(mine.replace('One', 'Two'))
    expect(editBody(mine, theirs.replace(':102"', ':103"'))).toBe(theirs.replace(':102"', ':103"'))
  })

  test('words of the layout are changed under the names it gives them', async () => {
    const ids = await applied()
    await web('PUT', `/articles/${ids.get('article:orders/refunds-101') ?? ''}`, {
      description: 'How money comes back',
      ai_copilot_availability: false,
      state: 'draft',
    })
    await pulled()
    expect(read(`${refunds}/en.md`)).toBe(
      bakery[`${refunds}/en.md`]
        ?.replace("summary: ''", "summary: 'How money comes back'")
        .replace('copilot_availability: true', 'copilot_availability: false')
        .replace('published: true', 'published: false'),
    )
    await quiet()
  })

  test('what was taken out of its collection says so in meta.yaml, and the rest of it stays', async () => {
    const ids = await applied()
    await web('PUT', `/articles/${ids.get('article:orders/pickup/hours-102') ?? ''}`, { parent_ids: [] })
    const { writings } = await pulled()
    expect(writings.map(({ file }) => file)).toEqual([`${hours}/en.md`, `${hours}/meta.yaml`])
    expect(read(`${hours}/en.md`)).toBe(bakery[`${hours}/en.md`])
    expect(read(`${hours}/meta.yaml`)).toBe(bakery[`${hours}/meta.yaml`]?.replace(/collections:[^]*pickup/u, 'collections: []'))
    await quiet()
  })

  test('what is new in Intercom gets a folder with meta.yaml and texts of that layout', async () => {
    const ids = await applied()
    const made = await web('POST', '/articles', {
      title: 'Gift cards',
      description: 'For a friend',
      body: `<p>See <a href="https://intercom.help/sandbox/en/articles/${ids.get('article:orders/refunds-101') ?? ''}">refunds</a>.</p>`,
      author_id: 1002,
      state: 'published',
      parent_ids: [Number(ids.get('collection:orders'))],
      translated_content: { fr: { title: 'Cartes', body: '<p>Pour un ami.</p>', author_id: 1002, state: 'draft' } },
    })
    const snippet = await web('POST', '/content_snippets', { title: 'Phone', body_markdown: 'Call us.', locale: 'fr' })
    await pulled()
    const folder = 'intercom/articles/orders/gift-cards'
    expect(read(`${folder}/meta.yaml`)).toBe(
      `---\nid: art_${String(made['id'])}\ncollections:\n- help_center: 4614629\n  path: orders\ndefault_locale: en\n---\n`,
    )
    expect(read(`${folder}/en.md`)).toContain('summary: For a friend\npublished: true\n')
    expect(read(`${folder}/en.md`)).toContain('[refunds](../refunds-101/en.md "intercom:article:101")')
    expect(read(`${folder}/fr.md`)).toContain('title: Cartes\npublished: false\n')
    expect(read('intercom/snippets/phone/meta.yaml')).toBe(`---\nid: snip_${String(snippet['id'])}\nlocale: fr\n---\n`)
    expect(read('intercom/snippets/phone/fr.md')).toContain('title: Phone\n')
    await quiet()
  })

  test('what is deleted in Intercom goes with its meta.yaml', async () => {
    const ids = await applied()
    const answer = await home.sandbox.control.edit({
      method: 'DELETE',
      path: `/articles/${ids.get('article:uncategorized/news') ?? ''}`,
      admin: ana,
    })
    expect(answer.status).toBe(200)
    await home.plan({ prune: true })
    const drawing = await home.plan({ prune: true })
    const files = drawing.files as FilesRead
    const rules = {
      ...rulesOf(drawing.wishes, drawing.workspace, drawing.ledger),
      defaults: {},
      roots: files.rootsDigest,
      ...(files.texts === undefined ? {} : { texts: files.texts }),
    }
    const found = pulling(files, drawing.workspace, drawing.matched, rules, hosted, {
      root: home.root,
      settings: 'config',
      ...options,
    })
    put(home.root, found.writings)
    expect(existsSync(join(home.root, 'intercom/articles/uncategorized'))).toBe(false)
  })
})
