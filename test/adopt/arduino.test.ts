import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { draw, type Drawing } from '../../src/commands/draw.ts'
import { fileLedger } from '../../src/ledger/index.ts'
import { kinds } from '../../src/kinds/index.ts'
import { at } from '../../src/model/index.ts'
import { pairing, type Pairing } from '../../src/plan/index.ts'
import { files } from '../../src/sides/files/index.ts'
import { reader } from '../../src/sides/workspace/index.ts'
import { house, usual, type House } from '../house/house.ts'

const corpus = '../shared/corpora/arduino-help-center/content'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

/** What happens to a file between the day Intercom was filled from it and the day it is adopted. */
type Fate = 'retitled' | 'moved' | 'edited' | 'retitled and edited' | 'gone here' | 'gone there' | 'as it was'
const fates: readonly Fate[] = [
  'retitled',
  'as it was',
  'edited',
  'as it was',
  'retitled and edited',
  'as it was',
  'moved',
  'as it was',
  'gone here',
  'as it was',
  'gone there',
  'as it was',
]

const text = (root: string, file: string): string => readFileSync(join(root, file), 'utf8')

function retitle(root: string, file: string): void {
  const before = text(root, file)
  const words = /^title:\s*["']?(.*?)["']?\s*$/mu.exec(before)?.[1]?.split(' ') ?? []
  // another title of the same thing: said from the other end
  writeFileSync(
    join(root, file),
    before.replace(/^title:.*$/mu, `title: "Help with: ${words.reverse().join(' ').replaceAll('"', '')}"`),
  )
}

/** Every fourth paragraph says something else. */
function edit(root: string, file: string): void {
  const [head = '', ...rest] = text(root, file).split(/\n\n/u)
  const edited = rest.map((part, n) =>
    n % 4 === 1 && /^[A-Z][^<>[\]|#]*$/u.test(part) ? `Somebody wrote this part ${n} anew, in other words.` : part,
  )
  writeFileSync(join(root, file), [head, ...edited, 'And this was added at the end.'].join('\n\n'))
}

describe.skipIf(!there)('the real help center, a year after Intercom was filled from it', () => {
  let h: House
  let drawing: Drawing
  let found: Pairing
  /** key of a file now → id it was given then */
  const truth = new Map<string, string>()
  const fateOf = new Map<string, Fate>()

  beforeAll(async () => {
    h = await house()
    const folder = 'content/articles'
    cpSync(corpus, join(h.root, folder), { recursive: true })
    const first = await h.apply()
    const ids = new Map(
      first.outcomes.flatMap(({ change, id }) => ('to' in change && id !== null ? [[at(change.to), id] as const] : [])),
    )
    rmSync(join(h.root, '.content-sync'), { recursive: true })
    const all = readdirSync(join(h.root, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.md'))
      .sort()
    for (const [key, id] of ids) if (key.startsWith('collection:')) truth.set(key, id)
    for (const [n, path] of all.entries()) {
      const id = ids.get(`article:${path.slice(0, -3)}`)
      if (id === undefined) continue
      const file = join(folder, path)
      const wished = fates[n % fates.length] ?? 'as it was'
      const still = wished === 'moved' && /\]\((?!https?:)|<img/u.test(text(h.root, file))
      const fate = still ? 'as it was' : wished
      const key = fate === 'moved' ? `Elsewhere/${path.slice(0, -3)}` : path.slice(0, -3)
      if (fate.includes('retitled')) retitle(h.root, file)
      if (fate.includes('edited')) edit(h.root, file)
      if (fate === 'moved') {
        mkdirSync(dirname(join(h.root, folder, `${key}.md`)), { recursive: true })
        renameSync(join(h.root, file), join(h.root, folder, `${key}.md`))
      }
      if (fate === 'gone here') rmSync(join(h.root, file))
      else fateOf.set(`article:${key}`, fate)
      if (fate === 'gone there')
        await h.sandbox.control.edit({ method: 'DELETE', path: `/articles/${id}`, admin: 'ana@example.com' })
      if (!fate.startsWith('gone')) truth.set(`article:${key}`, id)
    }
    const repository = (ids?: 'front-matter'): ReturnType<typeof files> =>
      files({
        root: h.root,
        content: { articles: folder },
        settings: 'config',
        locales: { default: 'en', layout: 'suffix' },
        links: 'off',
        cache: { get: () => undefined, set: () => undefined },
        ...(ids === undefined ? {} : { ids }),
      })
    const side = reader({
      baseUrl: h.sandbox.url,
      token: h.sandbox.token,
      locale: 'en',
      pace: { leave: 0, mode: 'burst' },
      cache: { get: () => undefined, set: () => undefined },
      clock: { now: () => Date.now(), sleep: (ms) => new Promise((done) => setTimeout(done, ms)) },
      random: () => 0.5,
      timeout: 30_000,
    })
    drawing = await draw(
      repository(),
      side,
      (id) => fileLedger(join(h.root, '.content-sync', 'other'), id, () => 'lineage-of-a-test'),
      usual,
    )
    // ids of another service: they mean nothing here, and must mislead nobody
    const named = (await repository('front-matter').read()).resources
    found = pairing(drawing, kinds, new Map(named.flatMap((one) => (one.pinned === undefined ? [] : [[at(one), one.pinned]]))))
  }, 300_000)
  afterAll(() => h.close())

  test('nothing is bound wrongly, no sure guess is wrong, and most of what was retitled, moved or edited is found', () => {
    const told = new Map<string, { of: number; sure: number; among: number; new: number }>()
    const wrong: string[] = []
    for (const { want, standing, candidates } of found.paired) {
      const key = at(want)
      const id = truth.get(key)
      const [first] = candidates
      const guess = first?.live.key.slice(1)
      if (standing !== 'unsure' && standing !== 'new' && guess !== id)
        wrong.push(`${key} ${standing} ${guess ?? ''}, not ${id ?? 'new'}`)
      const fate = fateOf.get(key) ?? want.kind
      const row = told.get(fate) ?? { of: 0, sure: 0, among: 0, new: 0 }
      told.set(fate, row)
      row.of += 1
      if (standing === 'new') row.new += 1
      else if (standing === 'unsure') row.among += candidates.some(({ live }) => live.key.slice(1) === id) ? 1 : 0
      else row.sure += 1
    }
    console.table(Object.fromEntries(told))
    expect(wrong).toEqual([])
    for (const [fate, least] of [
      ['as it was', 0.99],
      ['moved', 0.9],
      ['edited', 0.99],
      ['retitled', 0.9],
      ['retitled and edited', 0.8],
    ] as const) {
      const row = told.get(fate)
      expect([fate, (row?.sure ?? 0) / (row?.of ?? 1) >= least]).toEqual([fate, true])
    }
  })

  test('what a plan binds by itself is bound rightly', () => {
    const adopted = drawing.plan.levels
      .flat()
      .flatMap((change) => (change.verb === 'adopt' ? [[at(change.to), change.id] as const] : []))
    console.log(`adopted without a word: ${adopted.length} of ${found.paired.length}`)
    expect(adopted.length).toBeGreaterThan(100)
    expect(adopted.filter(([key, id]) => truth.get(key) !== id)).toEqual([])
  })
})
