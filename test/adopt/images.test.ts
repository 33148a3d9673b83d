import { cpSync, existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bakery, png, type Bakery } from '../pull/bakery.ts'

let home: Bakery
beforeEach(async () => {
  home = await bakery()
})
afterEach(() => home.close())

const file = 'content/articles/rye.md'
const written = '---\ntitle: Rye\n---\n\nBread.\n\n![oven](oven.png)\n'

/** What is remembered ends here: nothing to do, nothing sent, and no image asked for. */
async function settled(): Promise<void> {
  home.asked.length = 0
  const plan = await home.run('plan --detailed-exitcode')
  expect(plan.code, plan.out + plan.err).toBe(0)
  const apply = await home.run('apply --yes')
  expect(apply.err).toMatch(/ 0 writes/u)
  expect(home.asked).toEqual([])
}

const oven = (bytes: string): void => {
  writeFileSync(join(home.desk.root, 'content/articles/oven.png'), png(bytes))
}

describe('an article with an image is the one it was after the memory was lost', () => {
  beforeEach(async () => {
    home.desk.write(file, written)
    oven('oven')
    expect((await home.run('apply --yes')).code).toBe(0)
    home.forget()
    home.asked.length = 0
  })

  test.each([['apply --yes'], ['adopt --yes'], ['ledger rebuild --yes']])(
    '%s remembers it, and writes nothing',
    async (again) => {
      const said = await home.run(again)
      expect(said.code, said.out + said.err).toBe(0)
      expect(said.err).toMatch(/ 0 writes/u)
      expect(home.asked).toHaveLength(1)
      await settled()
    },
  )

  test('adopt --dry-run calls it equal, and plan sees nothing to take over', async () => {
    expect((await home.run('adopt --dry-run')).out).toMatch(/equal/u)
    const plan = await home.run('plan --format json')
    expect(JSON.parse(plan.out)).toMatchObject({ counts: { adopt: 1, update: 0 }, refusals: [] })
  })

  test('a saved plan of it is carried out', async () => {
    expect((await home.run('plan --out plan.json')).code).toBe(0)
    const applied = await home.run('apply plan.json --yes')
    expect(applied.code, applied.out + applied.err).toBe(0)
    await settled()
  })

  test('another picture in the file is a takeover, as other words are', async () => {
    oven('door')
    const applied = await home.run('apply --yes')
    expect(applied).toMatchObject({ code: 3, out: expect.stringContaining('takeover') as string })
    expect((await home.run('apply --yes --allow takeover')).code).toBe(0)
    await settled()
  })

  test('a picture that cannot be fetched leaves the article for a person to decide', async () => {
    home.answering((_, response) => response.writeHead(404).end())
    expect((await home.run('apply --yes')).code).toBe(3)
    expect((await home.run('adopt --yes')).code).toBe(5)
  })
})

test('a push of articles that are remembered asks for no image, also beside many in Intercom that nobody manages', async () => {
  home.desk.write(file, written)
  oven('oven')
  expect((await home.run('apply --yes')).code).toBe(0)
  for (let n = 0; n < 3; n += 1)
    await home.make('/articles', { title: `Cake ${n}`, author_id: 1002, body: `<img src="${home.picture(`${n}.png`)}">` })
  home.desk.write(file, written.replace('Bread.', 'Good bread.'))
  home.desk.write('content/articles/new.md', written.replace('Rye', 'New'))
  expect((await home.run('apply --yes')).code).toBe(0)
  expect(home.asked).toEqual([])
  await settled()
})

const corpus = '../shared/corpora/arduino-help-center/content'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

describe.skipIf(!there)('a real help center with its images, pulled into an empty repository', () => {
  test('is adopted whole after its memory was lost, and then there is nothing to apply', async () => {
    const config = { content: { articles: 'content' } }
    const filled = await bakery(config)
    try {
      cpSync(corpus, join(filled.desk.root, 'content'), { recursive: true })
      await filled.run('apply --yes --keep-going')
      const { workspaces, ...rest } = { ...config, workspaces: { test: { baseUrl: filled.url } }, workspace: 'test' }
      filled.desk.write('second/sync.config.json', JSON.stringify({ ...rest, workspaces }))
      const run = (args: string): ReturnType<Bakery['run']> => filled.run(`${args} --cwd second`)
      const pulled = await run('pull --yes')
      expect(pulled.code, pulled.err).toBe(0)
      expect((await run('plan --detailed-exitcode')).code).toBe(0)
      expect(filled.asked.length).toBeGreaterThan(100)
      filled.forget('second')
      const adopted = await run('adopt --yes')
      expect(adopted.code, adopted.out).toBe(0)
      const planned = await run('plan --detailed-exitcode')
      expect(planned.code, planned.out).toBe(0)
      filled.forget('second')
      const applied = await run('apply --yes')
      expect(applied.code, applied.out).toBe(0)
      expect(applied.err).toMatch(/ 0 writes/u)
      expect((await run('plan --detailed-exitcode')).code).toBe(0)
    } finally {
      await filled.close()
    }
  }, 600_000)
})
