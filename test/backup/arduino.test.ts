import { cpSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { extract } from 'tar'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { two, type Two } from '../migrate/two.ts'
import { without } from './without.ts'

const corpus = '../shared/corpora/arduino-help-center/content'
const restore = 'restore first.tar.gz -w new --yes --accept links --accept existing'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

describe.skipIf(!there)('the real help center goes into one file, into an empty workspace, and into a folder', () => {
  let ends: Two
  beforeAll(async () => {
    ends = await two({ config: { content: { articles: 'content' } } })
    cpSync(corpus, join(ends.desk.root, 'content'), { recursive: true })
    await ends.run('apply -w old --yes --keep-going')
  }, 600_000)
  afterAll(() => ends.close())

  test('the second backup is the first but for ids and times, and no page is lost or doubled on the way', async () => {
    const made = await ends.run('backup first.tar.gz -w old')
    expect([made.code, made.out]).toEqual([0, expect.stringMatching(/410 articles, 51 collections/u)])
    // on a busy machine an answer may come too late: the next run goes on
    let put = await ends.run(restore)
    for (let run = 1; run < 6 && put.code === 1; run += 1) put = await ends.run(restore)
    expect([put.code, put.out.slice(-2000)]).toEqual([0, put.out.slice(-2000)])
    const again = await ends.run(restore)
    expect([again.code, again.out.trimEnd().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
    expect(ends.new.control.state().articles).toHaveLength(410)
    expect(await ends.run('backup second -w new')).toMatchObject({ code: 0 })
    mkdirSync(join(ends.desk.root, 'taken-out'))
    await extract({ file: join(ends.desk.root, 'first.tar.gz'), cwd: join(ends.desk.root, 'taken-out') })
    const [first, second] = [without(join(ends.desk.root, 'taken-out', 'first')), without(join(ends.desk.root, 'second'))]
    expect(Object.keys(second)).toEqual(Object.keys(first))
    const differing = Object.keys(first).filter((path) => first[path] !== second[path])
    expect(differing.map((path) => [path, second[path]])).toEqual(differing.map((path) => [path, first[path]]))
  }, 900_000)
})
