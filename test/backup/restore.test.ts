import { createHash } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from '../migrate/two.ts'
import { without } from './without.ts'

let ends: Two
beforeEach(async () => {
  ends = await two({ new: { seed: { macros: [] } }, old: { seed: { macros: [] } } })
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const verdict = ({ out }: { out: string }): string => out.trimEnd().split('\n').at(-1) ?? ''
const inside = (...path: string[]): string => join(ends.desk.root, ...path)

test('what teammates made themselves comes back as it was: unknown blocks, drafts, languages, audiences, folders', async () => {
  const { articles, audiences, folders, snippets } = ends.old.control.state()
  const [first, second, third] = articles.filter(({ contents }) => contents['en']?.state === 'published')
  const odd =
    '<div class="intercom-poll" data-poll="7"><p class="no-margin">Rye or wheat?</p></div><p class="no-margin">Vote!</p>'
  ends.old.control.plant(first?.id ?? 0, odd)
  ends.new.control.switches({ foreignElements: 'kept' })
  // there all of it has its ids in another order
  const tags = ends.old.control.state().tags.map(({ name }) => name)
  for (const name of tags.toReversed()) await ends.edit('new', 'POST', '/tags', { name })
  await ends.edit('old', 'POST', `/articles/${second?.id ?? 0}/tags`, { id: String(ends.old.control.state().tags[0]?.id) })
  await ends.edit('old', 'POST', `/articles/${second?.id ?? 0}/tags`, { id: String(ends.old.control.state().tags[1]?.id) })
  const own = audiences.slice(0, 2).map(({ id }) => id)
  await ends.edit('old', 'PUT', `/articles/${second?.id ?? 0}`, { audience_ids: own, folder_id: folders[0]?.id, author_id: 1002 })
  const german = { title: 'Brot', body: '<p>Frisch um <b>sieben</b></p>', state: 'draft', author_id: 1003 }
  const translated_content = { type: 'article_translated_content', de: { type: 'article_content', ...german } }
  await ends.edit('old', 'PUT', `/articles/${third?.id ?? 0}`, { translated_content, author_id: 1002 })
  await ends.edit('old', 'PUT', `/content_snippets/${snippets[0]?.id ?? 0}`, { audience_ids: own })
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 0 })
  const put = await ends.run('restore first -w new --yes --accept existing')
  expect([put.code, put.out]).toEqual([0, put.out])
  expect(verdict(await ends.run('restore first -w new --yes'))).toMatch(/^new: no changes/u)
  expect(await ends.run('backup second -w new')).toMatchObject({ code: 0 })
  expect(without(inside('second'))).toEqual(without(inside('first')))
  const titles = ends.new.control.state().articles.map(({ contents }) => contents['de']?.title)
  expect(titles).toContain('Brot')
  expect(ends.new.control.state().articles.some(({ contents }) => contents['en']?.body.html.includes('data-poll="7"'))).toBe(true)
})

test('with what was remembered lost, a page with images is still known to be the one in the backup', async () => {
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 0 })
  rmSync(inside('.content-sync'), { recursive: true })
  const before = ends.old.requests().length
  const dry = await ends.run('restore first -w old --dry-run --accept existing')
  expect([dry.code, dry.out]).toEqual([0, expect.not.stringContaining('takeover')])
  expect(await ends.run('restore first -w old --yes --accept existing')).toMatchObject({ code: 0 })
  const writes = ends.old
    .requests()
    .slice(before)
    .filter(({ method }) => method !== 'GET')
  expect(writes).toEqual([])
  expect(verdict(await ends.run('restore first -w old --yes'))).toMatch(/^old: no changes/u)
})

test('a backup of an older version is put back, with a warning; one of a newer version is refused', async () => {
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 0 })
  const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')
  const [manifest, sums] = [inside('first', 'manifest.json'), inside('first', 'SHA256SUMS')]
  const aged = (by: number): void => {
    const before = digest(readFileSync(manifest))
    const said = JSON.parse(readFileSync(manifest, 'utf8')) as { form: number }
    writeFileSync(manifest, JSON.stringify({ ...said, form: said.form + by }))
    writeFileSync(sums, readFileSync(sums, 'utf8').replace(before, digest(readFileSync(manifest))))
  }
  aged(1)
  const newer = await ends.run('restore first -w new --yes')
  expect([newer.code, newer.err]).toEqual([65, expect.stringContaining('restore it with the content-sync that made it')])
  expect(ends.new.requests().filter(({ method }) => method !== 'GET')).toEqual([])
  aged(-2)
  const older = await ends.run('restore first -w new --yes --accept existing')
  expect([older.code, older.out]).toEqual([0, expect.stringContaining('made by an older version')])
  expect(verdict(await ends.run('restore first -w new --yes'))).toMatch(/^new: no changes/u)
})

test('each file of a backup that was edited, cut off or taken away is named, and nothing is asked of the workspace', async () => {
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 0 })
  const sums = readFileSync(inside('first', 'SHA256SUMS'), 'utf8')
  const paths = sums
    .trimEnd()
    .split('\n')
    .map((line) => line.slice(66))
  expect(paths.length).toBeGreaterThan(40)
  const spoil: readonly ((path: string, bytes: Buffer) => void)[] = [
    (path, bytes) => {
      writeFileSync(path, Buffer.concat([bytes, Buffer.from(' ')]))
    },
    (path, bytes) => {
      writeFileSync(path, bytes.subarray(0, bytes.length - 1))
    },
    (path) => {
      rmSync(path)
    },
  ]
  const asked = ends.new.requests().length
  for (const [n, path] of paths.entries()) {
    const bytes = readFileSync(inside('first', path))
    spoil[n % spoil.length]?.(inside('first', path), bytes)
    const { code, err } = await ends.run('restore first -w new --yes')
    expect([path, code, err]).toEqual([path, 65, expect.stringContaining(`: ${path}. Nothing was written`)])
    writeFileSync(inside('first', path), bytes)
  }
  expect(ends.new.requests()).toHaveLength(asked)
})

test('one bit turned anywhere in an archive is noticed, or changes nothing that is read', async () => {
  expect(await ends.run('backup first.tar.gz -w old')).toMatchObject({ code: 0 })
  const bytes = readFileSync(inside('first.tar.gz'))
  const asked = ends.new.requests().length
  for (let n = 0; n < 24; n += 1) {
    const at = Math.floor((bytes.length * (n + 0.5)) / 24)
    const bent = Buffer.from(bytes)
    bent[at] = (bent[at] ?? 0) ^ 0x10
    writeFileSync(inside('bent.tar.gz'), bent)
    const { code, err } = await ends.run('restore bent.tar.gz -w new --yes')
    expect([at, code, err]).toEqual([at, 65, expect.stringContaining('Nothing was written')])
  }
  expect(ends.new.requests()).toHaveLength(asked)
})
