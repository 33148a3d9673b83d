import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { two, type Two } from './two.ts'

const corpus = '../shared/corpora/arduino-help-center/content'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

describe.skipIf(!there)('a real help center moves while the network and the service fail', () => {
  let ends: Two
  beforeAll(async () => {
    ends = await two({ config: { content: { articles: 'content' } } })
    cpSync(corpus, join(ends.desk.root, 'content'), { recursive: true })
    await ends.run('apply -w old --yes --keep-going')
  }, 300_000)
  afterAll(() => ends.close())

  test('each page arrives once, whatever fails on the way, and nothing tells it from where it came', async () => {
    const writing = { path: '^/(articles|help_center|tags|folders)' }
    ends.new.control.faults({
      seed: 1912,
      faults: [
        { on: { method: 'POST', ...writing, chance: 0.04 }, do: 'reset-after' },
        { on: { method: 'POST', ...writing, chance: 0.04 }, do: { status: 502 } },
        { on: { method: 'GET', chance: 0.1 }, do: { status: 503 } },
        { on: { chance: 0.05 }, do: { status: 429, headers: { 'Retry-After': '0' } } },
      ],
    })
    let code = -1
    for (let run = 0; run < 12 && code !== 0; run += 1) {
      if (run === 8) ends.new.control.faults([])
      code = (await ends.run('migrate --from old --to new --yes --accept links --accept existing')).code
    }
    ends.new.control.faults([])
    const again = await ends.run('migrate --from old --to new --yes --accept links --accept existing')
    expect([again.code, again.out.trimEnd().split('\n').at(-1)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
    const titles = (which: 'old' | 'new'): string[] =>
      ends[which].control
        .state()
        .articles.map(({ contents }) => contents['en']?.title ?? '')
        .sort()
    expect(titles('new')).toEqual(titles('old'))
    const compared = await ends.run('migrate --from old --to new --parity')
    console.log(compared.out)
    expect(compared.code).toBe(0)
  }, 600_000)
})
