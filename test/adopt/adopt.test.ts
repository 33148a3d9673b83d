import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { adoptSchema, type AdoptDocument } from '../../src/report/adopt/schema.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'

let at: Desk
let sandbox: Sandbox
const ana = 'ana@example.com'
const run = (args: string, answer?: string): Promise<Ended> =>
  at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token }, ...(answer === undefined ? {} : { answer }) })
const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length
const read = (path: string): string => readFileSync(join(at.root, path), 'utf8')

const rye =
  'Rye wants a sour dough that has stood for a night. Knead it short, let it rise long, and bake it hot at first and then ever cooler until the crust sounds hollow.'
const oat =
  'Oats hold no gluten at all, so mix a third of them with wheat. Scald them in the evening, drain them in the morning and fold them in with salt and a spoon of honey.'
const corn =
  'Corn bread is a batter and no dough: stir eggs, milk and butter into the meal, pour it into a hot pan and serve it before it cools, for it is dry the next day.'
const page = (title: string, body: string): string => `---\ntitle: ${title}\n---\n\n${body}\n`

const web = async (title: string, body: string, more: object = {}): Promise<string> => {
  const answer = await sandbox.control.edit({
    method: 'POST',
    path: '/articles',
    body: { title, body: `<p>${body}</p>`, author_id: 1002, state: 'published', ...more },
    admin: ana,
  })
  return String((answer.body as { id: unknown }).id)
}

const table = async (): Promise<AdoptDocument> => adoptSchema.parse(JSON.parse((await run('adopt --dry-run -f json')).out))
const standings = ({ files }: AdoptDocument): string[] =>
  files.map(({ key, standing, objects }) => [key, standing, ...objects.map(({ id }) => id)].join(' '))

beforeEach(async () => {
  sandbox = await startSandbox({ limit: '1000000/10s' })
  at = desk({
    'content/articles/rye.md': page('Rye', rye),
    'content/articles/oat.md': page('Oat', oat),
    'content/articles/corn.md': page('Corn bread', corn),
    'content/articles/new.md': page('Spelt', 'Nobody has written of it yet.'),
    'sync.config.json': JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }),
  })
})
afterEach(async () => {
  at.clean()
  await sandbox.close()
})

describe('a repository and a workspace that are both full', () => {
  test('what is sure and equal is remembered, and all else is left to a person; nothing is sent', async () => {
    const ids = [
      await web('Rye', rye),
      await web('Oat', `${oat} Bake it.`),
      await web('Bread of maize', corn),
      await web('Cake', 'Sugar.'),
    ]
    const before = writes()
    const found = await table()
    expect(standings(found)).toEqual([`corn renamed ${ids[2]}`, 'new new', `oat differs ${ids[1]}`, `rye equal ${ids[0]}`])
    expect(found.counts).toEqual({ equal: 1, differs: 1, renamed: 1, unsure: 0, new: 1, foreign: 1 })
    expect(found.files[0]).toMatchObject({ fields: ['title'], objects: [{ why: { title: false, place: true, text: 1 } }] })
    const said = await run('adopt --yes')
    expect([said.code, said.out]).toEqual([5, expect.stringContaining('1 of 4 are surely what the files say')])
    expect(said.out).toMatch(
      /article:corn {2}\d+ "Bread of maize" {2}same place, other title, 100 % of the text; differs: title/u,
    )
    const again = await table()
    expect(standings(again)).toEqual([`corn renamed ${ids[2]}`, 'new new', `oat differs ${ids[1]}`])
    expect((await run('ledger show')).out).toContain(`rye  ${ids[0]}`)
    expect(writes()).toBe(before)
  })

  test('a first plan says that words were not compared; one that remembers something does not', async () => {
    await web('Bread of maize', corn)
    const says = 'nothing is remembered of live yet, and one text there bears no name of the files: content-sync adopt'
    expect((await run('plan')).err).toContain(says)
    expect((await run('apply', 'no')).err).toContain(says)
    await web('Rye', rye)
    await run('adopt --yes')
    expect((await run('plan')).err).not.toContain('nothing is remembered')
  })

  test('nothing is remembered where the answer is no, or nobody is there to ask', async () => {
    await web('Rye', rye)
    expect((await run('adopt')).code).toBe(64)
    const said = await run('adopt', 'no')
    expect([said.code, said.err]).toEqual([1, expect.stringContaining('nothing was remembered')])
    expect((await table()).counts.equal).toBe(1)
    expect((await run('adopt', 'yes')).code).toBe(0)
    expect((await table()).counts.equal).toBe(0)
  })

  test('a rebuilt memory says the same of what it does not bind', async () => {
    const id = await web('Bread of maize', corn)
    await web('Rye', rye)
    const said = await run('ledger rebuild --yes -f json')
    expect(standings(adoptSchema.parse(JSON.parse(said.out)))).toContain(`corn renamed ${id}`)
    expect((await run('ledger show')).out).toContain('rye')
  })
})

describe('decisions of a person, in a file', () => {
  for (const kind of ['yaml', 'csv'])
    test(`what is sure stands there already, what is not has its candidates; fed back (${kind}) nothing is made twice, and the next plan is empty`, async () => {
      const maize = await web('Bread of maize', corn)
      const [one] = [await web('Dark', rye), await web('Darker', rye)]
      await web('Oat', `${oat} Bake it.`)
      const path = join(at.root, `decisions.${kind}`)
      expect((await run(`adopt --yes --decisions decisions.${kind}`)).code).toBe(5)
      const text = readFileSync(path, 'utf8')
      expect(text).toContain(kind === 'csv' ? `article:corn,${maize},,renamed` : `article:corn: "${maize}"`)
      expect(text).toContain('"Darker'.slice(kind === 'csv' ? 1 : 0))
      const decided =
        kind === 'csv' ? text.replace('article:rye,', `article:rye,${one}`) : text.replace('article:rye:', `article:rye: ${one}`)
      writeFileSync(path, decided)
      const bound = await run(`ledger bind --decisions decisions.${kind}`)
      expect([bound.code, bound.err]).toEqual([0, bound.err])
      expect((await run('apply --yes')).code).toBe(0)
      const titles = sandbox.control.state().articles.map(({ contents }) => contents['en']?.title)
      expect(titles.sort()).toEqual(['Corn bread', 'Darker', 'Oat', 'Rye', 'Spelt'])
      expect((await run('plan --detailed-exitcode')).code).toBe(0)
    })

  test('where Intercom is said to win, no apply overwrites it, and a pull gives the file what is there', async () => {
    const id = await web('Oat', `${oat} Bake it.`)
    at.write('decisions.yaml', `article:oat: { id: ${id}, wins: intercom }\n`)
    expect((await run('ledger bind --decisions decisions.yaml')).code).toBe(0)
    const plan = await run('plan --only oat')
    expect([plan.code, plan.out]).toEqual([0, expect.stringContaining('drift')])
    expect((await run('apply --yes --only oat')).code).toBe(0)
    expect(JSON.stringify(sandbox.control.state().articles[0]?.contents['en'])).toContain('Bake it.')
    expect((await run('pull --yes --only oat')).code).toBe(0)
    expect(read('content/articles/oat.md')).toContain('honey. Bake it.')
    expect((await run('plan --only oat --detailed-exitcode')).code).toBe(0)
  })

  test('all that is wrong is said at once with its line, and nothing is remembered', async () => {
    const id = await web('Rye', rye)
    const bad = [
      ['article:ryx: 1\narticle:oat: 2\narticle:rye: [3]\n', /ryx.*did you mean "article:rye"|rye: expected an id/su],
      [`article:ryx: ${id}\n`, /decisions\.yaml:1 {2}no file has the key article:ryx \(did you mean "article:rye"\?\)/u],
      [`article:rye: ${id}\narticle:oat: ${id}\n`, /article \d+ is said to be several files/u],
      ['article:rye: 999999\n', /no article with the id 999999/u],
      [`article:rye: { id: ${id}, win: files }\n`, /decisions\.yaml:1 {2}article:rye: expected id and wins/u],
      [`article:rye: { id: ${id}, wins: me }\n`, /wins: expected files or intercom, got "me"/u],
      ['- article:rye\n', /expected lines such as/u],
      ['article:rye: "\n', /decisions\.yaml:\d/u],
    ] as const
    for (const [text, says] of bad) {
      at.write('decisions.yaml', text)
      const said = await run('ledger bind --decisions decisions.yaml')
      expect([said.code, said.err]).toEqual([64, expect.stringMatching(says)])
    }
    at.write('decisions.csv', 'name;id\nrye;1\n')
    expect((await run('ledger bind --decisions decisions.csv')).err).toContain('expected a first row with "key" and "id"')
    expect((await run('ledger bind --decisions decisions.txt')).err).toContain('expected a file named .yaml or .csv')
    expect((await run('ledger bind')).err).toContain('expected <key> and <id>, or --decisions')
    expect((await table()).counts.equal).toBe(1)
  })
})
