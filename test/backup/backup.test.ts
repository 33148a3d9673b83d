import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from '../migrate/two.ts'
import { without } from './without.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const verdict = ({ out }: { out: string }): string => out.trimEnd().split('\n').at(-1) ?? ''

test('a backup put into an empty workspace and taken again is the same backup', async () => {
  const made = await ends.run('backup first -w old')
  expect([made.code, made.err]).toEqual([0, expect.not.stringContaining('not in the backup')])
  expect(made.out).toContain('18 articles, 6 collections, 6 folders')
  const check = spawnSync('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], {
    cwd: join(ends.desk.root, 'first'),
    encoding: 'utf8',
  })
  expect([check.status, check.stderr]).toEqual([0, ''])
  const dry = await ends.run('restore first -w new --dry-run')
  expect(verdict(dry)).toMatch(/^new: 44 to create/u)
  const put = await ends.run('restore first -w new --yes')
  expect([put.code, put.err]).toEqual([0, put.err])
  const again = await ends.run('restore first -w new --yes')
  expect([again.code, verdict(again)]).toEqual([0, 'new: no changes · 44 unchanged'])
  expect(await ends.run('backup second -w new')).toMatchObject({ code: 0 })
  expect(without(join(ends.desk.root, 'second'))).toEqual(without(join(ends.desk.root, 'first')))
})

test('the texts of a backup are a repository: applied from files they are what was there', async () => {
  await ends.run('backup first -w old')
  const files = join(ends.desk.root, 'first', 'files')
  expect(existsSync(join(files, 'content', 'articles', 'payments', 'refund-an-order.fr.md'))).toBe(true)
  mkdirSync(join(files, '.git'))
  writeFileSync(join(files, 'sync.config.json'), readFileSync(join(ends.desk.root, 'sync.config.json')))
  const check = await ends.run('check --cwd first/files')
  expect([check.code, check.out]).toEqual([0, check.out])
  expect(await ends.run('apply --cwd first/files -w new --yes')).toMatchObject({ code: 0 })
  expect(ends.new.control.state().articles).toHaveLength(18)
})

test('put back where it came from, it says before that it overwrites, and makes nothing twice', async () => {
  await ends.run('backup first -w old')
  const [one, other] = ends.old.control.state().articles
  await ends.edit('old', 'PUT', `/articles/${one?.id ?? 0}`, { title: 'Spoilt', author_id: 1002 })
  await ends.edit('old', 'DELETE', `/articles/${other?.id ?? 0}`)
  const refused = await ends.run('restore first -w old --yes --accept existing')
  expect([refused.code, refused.out]).toEqual([3, expect.stringContaining('--allow takeover')])
  const done = await ends.run('restore first -w old --yes --accept existing --allow takeover')
  expect([done.code, done.err]).toEqual([0, done.err])
  const { articles } = ends.old.control.state()
  expect(articles).toHaveLength(18)
  expect(articles.find(({ id }) => id === one?.id)?.contents['en']?.title).toBe(one?.contents['en']?.title)
  const again = await ends.run('restore first -w old --yes')
  expect([again.code, verdict(again)]).toEqual([0, expect.stringMatching(/^old: no changes/u)])
})

test('put back a second time, what was edited and deleted in between is as in the backup again', async () => {
  await ends.run('backup first -w old')
  expect((await ends.run('restore first -w new --yes')).code).toBe(0)
  const [one, other] = ends.new.control.state().articles
  await ends.edit('new', 'PUT', `/articles/${one?.id ?? 0}`, { title: 'Spoilt', author_id: 1002 })
  await ends.edit('new', 'DELETE', `/articles/${other?.id ?? 0}`)
  const done = await ends.run('restore first -w new --yes')
  expect([done.code, done.err]).toEqual([0, done.err])
  const titles = ends.new.control.state().articles.map(({ contents }) => contents['en']?.title)
  expect(titles).toHaveLength(18)
  expect(titles).toEqual(expect.arrayContaining([one?.contents['en']?.title, other?.contents['en']?.title]))
  const again = await ends.run('restore first -w new --yes')
  expect([again.code, verdict(again)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
})

test('a backup with one byte changed, a file missing or a newer one is refused before anything is asked of the workspace', async () => {
  await ends.run('backup first -w old')
  const path = join(ends.desk.root, 'first', 'objects', 'article.ndjson')
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace('Refund', 'refund'))
  const before = ends.new.control.log().length
  const bent = await ends.run('restore first -w new --yes')
  expect([bent.code, bent.err]).toEqual([65, expect.stringContaining('not as when the backup was made: objects/article.ndjson')])
  writeFileSync(path, text)
  const none = await ends.run('restore content -w new --yes')
  expect([none.code, none.err]).toEqual([64, expect.stringContaining('expected a folder or a .tar.gz made by backup')])
  expect(ends.new.control.log()).toHaveLength(before)
  const twice = await ends.run('backup first -w old')
  expect([twice.code, twice.err]).toEqual([64, expect.stringContaining('empty or not there yet')])
})

test('as one file it is as good as a folder, and one that was cut off is refused', async () => {
  expect(await ends.run('backup first.tar.gz -w old')).toMatchObject({ code: 0 })
  expect(existsSync(join(ends.desk.root, 'first'))).toBe(false)
  const bytes = readFileSync(join(ends.desk.root, 'first.tar.gz'))
  writeFileSync(join(ends.desk.root, 'cut.tar.gz'), bytes.subarray(0, bytes.length / 2))
  const cut = await ends.run('restore cut.tar.gz -w new --yes')
  expect([cut.code, cut.err]).toEqual([65, expect.stringMatching(/cut\.tar\.gz: it cannot be unpacked|not there any more/u)])
  expect(ends.new.control.log()).toEqual([])
  const put = await ends.run('restore first.tar.gz -w new --yes')
  expect([put.code, put.err]).toEqual([0, put.err])
  const again = await ends.run('restore first.tar.gz -w new --yes')
  expect([again.code, verdict(again)]).toEqual([0, 'new: no changes · 44 unchanged'])
})
