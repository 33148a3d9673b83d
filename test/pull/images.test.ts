import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { unreachable } from '../../src/commands/public-images.ts'
import { sha256 } from '../../src/model/index.ts'
import { files } from '../../src/sides/files/index.ts'
import { bakery, png, type Bakery } from './bakery.ts'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
})
afterEach(() => home.close())

const read = (path: string): string => readFileSync(join(home.desk.root, path), 'utf8')
const images = (): string[] =>
  existsSync(join(home.desk.root, 'content/images')) ? readdirSync(join(home.desk.root, 'content/images')).sort() : []
const article = (title: string, ...pictures: readonly string[]): Promise<Record<string, unknown>> =>
  home.make('/articles', {
    title,
    body: `<p>Bread.</p>${pictures.map((src) => `<img src="${src}" alt="a loaf">`).join('')}`,
    author_id: 1002,
    state: 'draft',
  })
/** What is remembered, planned and said of a pull must end here: no change, no write, no signature anywhere. */
async function settled(): Promise<void> {
  const again = await home.run('pull --yes')
  expect(again.code, again.out + again.err).toBe(0)
  const plan = await home.run('plan --detailed-exitcode')
  expect(plan.code, plan.out + plan.err).toBe(0)
  const apply = await home.run('apply --yes')
  expect(apply.code, apply.out).toBe(0)
  expect(apply.err).toMatch(/ 0 writes/u)
}
const everything = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n')

test('the images of an article come with it as files, and then there is nothing to apply', async () => {
  await article('Rye bread', home.picture('oven.png'))
  const pull = await home.run('pull --yes')
  expect(pull.code, pull.out + pull.err).toBe(0)
  expect(images()).toEqual(['rye-bread.png'])
  expect(readFileSync(join(home.desk.root, 'content/images/rye-bread.png'))).toEqual(png('oven.png'))
  expect(read('content/articles/rye-bread.md')).toContain('![a loaf](../images/rye-bread.png)')
  await settled()
})

test('no signature of an image stays in a file, in the memory or in what is said', async () => {
  await article('Rye bread', home.picture('oven.png'), home.picture('door.png'))
  home.answering((path, response) => path.startsWith('/i/o/1002/') && response.writeHead(404).end())
  const pull = await home.run('pull --yes')
  expect(home.asked[0]).toMatch(/signature=/u)
  const signatures = home.asked.map((path) => /signature=([^&]+)/u.exec(path)?.[1] as string)
  const all = pull.out + pull.err + everything(home.desk.root)
  expect(signatures.filter((one) => all.includes(one))).toEqual([])
  expect(all).not.toMatch(/[?&]expires=/u)
})

test('an image many articles show is one file; one of the same name is told apart by its digest', async () => {
  for (let n = 0; n < 12; n += 1) await article(`Bread ${n}`, home.picture(`${n}.png`, 'the same'))
  await article('Bread 1', home.picture('cake.png'), home.picture('pie.png'))
  await home.run('pull --yes')
  expect(images().length).toBe(3)
  expect(images()[0]).toBe('bread-0.png')
  await settled()
})

test('a file that has the bytes already is taken as it is; one that has others keeps them', async () => {
  await article('Rye bread', home.picture('oven.png'))
  await article('Spelt', home.picture('door.png'))
  home.desk.write('content/images/Rye-Bread.PNG', png('oven.png').toString('latin1'))
  writeFileSync(join(home.desk.root, 'content/images/Rye-Bread.PNG'), png('oven.png'))
  writeFileSync(join(home.desk.root, 'content/images/spelt.png'), png('an older door'))
  await home.run('pull --yes')
  expect(images()).toEqual(['Rye-Bread.PNG', expect.stringMatching(/^spelt-[\da-f]{8}\.png$/u), 'spelt.png'])
  expect(readFileSync(join(home.desk.root, 'content/images/spelt.png'))).toEqual(png('an older door'))
  await settled()
})

describe('an image that cannot be had stays as its address, is named, and the rest goes on', () => {
  test.each<[string, Parameters<Bakery['answering']>[0], RegExp]>([
    ['gone', (_, response) => response.writeHead(404).end(), /answered 404/u],
    ['refused', (_, response) => response.writeHead(403).end(), /answered 403/u],
    ['no image', (_, response) => response.end('<html>not found</html>'), /neither PNG, JPEG, GIF nor SVG/u],
    ['too large', (_, response) => response.writeHead(200, { 'content-length': 2 ** 30 }).write('x'), /larger than/u],
    ['elsewhere', (_, response) => response.writeHead(302, { location: 'https://example.com/' }).end(), /away from Intercom/u],
  ])('%s', async (_, answers, says) => {
    await article('Rye bread', home.picture('oven.png'), home.picture('door.png'))
    home.answering((path, response, request) => path.startsWith('/i/o/1001/') && answers(path, response, request))
    const pull = await home.run('pull --yes')
    expect(pull.code, pull.out + pull.err).toBe(0)
    expect(pull.err).toMatch(says)
    expect(pull.err).toContain('content/articles/rye-bread.md: https://downloads.intercomcdn.com/i/o/1001/')
    expect(read('content/articles/rye-bread.md')).toMatch(
      /!\[a loaf\]\(https:\/\/downloads\.intercomcdn\.com\/i\/o\/1001\/[\da-f]+\/[\da-f-]+\)/u,
    )
    expect(read('content/articles/rye-bread.md')).toContain('![a loaf](../images/rye-bread.png)')
    await settled()
  })
})

test('a signature that ended while others were fetched is read anew', async () => {
  await article('Rye bread', home.picture('oven.png'))
  let first = true
  home.answering((_, response) => {
    if (first) response.writeHead(403).end()
    first = false
  })
  await home.run('pull --yes')
  expect(images()).toEqual(['rye-bread.png'])
  expect(new Set(home.asked).size).toBe(2)
})

test('pull --images urls leaves them where they are; a dry run fetches none', async () => {
  await article('Rye bread', home.picture('oven.png'))
  const dry = await home.run('pull --dry-run')
  expect(dry.err).toContain('1 image to fetch from Intercom')
  expect(images()).toEqual([])
  await home.run('pull --yes --images urls')
  expect(home.asked).toEqual([])
  expect(images()).toEqual([])
  expect(read('content/articles/rye-bread.md')).toContain('](https://downloads.intercomcdn.com/i/o/1001/')
  await settled()
})

test('an image a teammate adds to an article comes beside what the file has', async () => {
  home.desk.write('content/articles/rye.md', '---\ntitle: Rye\n---\n\nBread.\n\n![oven](oven.png)\n')
  writeFileSync(join(home.desk.root, 'content/articles/oven.png'), png('oven'))
  expect((await home.run('apply --yes')).code).toBe(0)
  const id = String(home.sandbox.control.state().articles[0]?.id)
  const { body } = await home.get(`/articles/${id}`)
  const more = `${String(body)}<img src="${home.picture('door.png')}" alt="a door">`
  await home.make(`/articles/${id}`, { body: more, author_id: 1002 }, 'PUT')
  const pull = await home.run('pull --yes')
  expect(pull.code, pull.out + pull.err).toBe(0)
  expect(read('content/articles/rye.md')).toBe(
    '---\ntitle: Rye\n---\n\nBread.\n\n![oven](oven.png)\n\n![a door](../images/rye.png)\n',
  )
  expect(images()).toEqual(['rye.png'])
  await settled()
})

test('a lost memory does not make another article of one with images: what they are is seen again, and nothing is written', async () => {
  await article('Rye bread', home.picture('oven.png'), home.picture('door.png'))
  await article('Spelt', home.picture('oven.png'))
  await home.run('pull --yes')
  const before = everything(join(home.desk.root, 'content'))
  rmSync(join(home.desk.root, '.content-sync'), { recursive: true })
  const dry = await home.run('pull --dry-run')
  expect(dry.code, dry.out + dry.err).toBe(0)
  const pull = await home.run('pull --yes')
  expect(pull.code, pull.out + pull.err).toBe(0)
  expect(everything(join(home.desk.root, 'content'))).toBe(before)
  await settled()
})

test('where nobody can fetch local images, those that Intercom hosts already are no hindrance', async () => {
  await article('Rye bread', home.picture('oven.png'))
  await home.run('pull --yes')
  home.desk.write('content/articles/rye-bread.md', read('content/articles/rye-bread.md').replace('Bread.', 'Rye bread.'))
  const root = home.desk.root
  const memory = readFileSync(join(root, '.content-sync/test/ledger.ndjson'), 'utf8')
  const digest = `sha256:${sha256(readFileSync(join(root, 'content/images/rye-bread.png')))}`
  expect(memory).toContain(digest)
  const hosted = new Set([digest])
  const world = await files({
    root,
    content: { articles: 'content/articles' },
    settings: 'config',
    locales: { default: 'en', layout: 'suffix' },
    links: 'error',
    cache: { get: () => undefined, set: () => undefined },
  }).read()
  const nowhere = { base: undefined, commit: null, pushed: () => false }
  expect(unreachable(world, { ...nowhere, hosted })).toEqual([])
  expect(unreachable(world, { ...nowhere, hosted: new Set() })).toHaveLength(1)
  const apply = await home.run('apply --yes')
  expect(apply.code, apply.out + apply.err).toBe(0)
  const [row] = home.sandbox.control.state().articles
  expect(home.sandbox.control.state().images).toHaveLength(1)
  expect(JSON.stringify(await home.get(`/articles/${String(row?.id)}`))).toContain('/i/o/1001/')
  await settled()
})
