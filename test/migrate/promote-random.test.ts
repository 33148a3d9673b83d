import { afterEach, beforeEach, expect, test } from 'vitest'
import { planSchema, type PlanDocument } from '../../src/report/json/schemas.ts'
import { two, type Two } from './two.ts'

const seed = Number(process.env['FC_SEED'] ?? 41)
const rounds = Number(process.env['PROMOTE_ROUNDS'] ?? 12)

let ends: Two
beforeEach(async () => {
  ends = await two()
})
afterEach(() => ends.close())

/** What is seen of an article on one side. */
type Text = readonly [title: string, description: string]

const pages = ['rye', 'wheat', 'spelt', 'oats', 'barley', 'millet'] as const
type Page = (typeof pages)[number]

/** Numbers from 0 to below n, the same for the same seed (mulberry32). */
function dice(from: number): (n: number) => number {
  let state = from
  return (n) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * n)
  }
}

const file = ([title, description]: Text): string =>
  `---\ntitle: ${title}\ndescription: ${description}\nstate: published\n---\nFlour.\n`

/** What a workspace shows of the page that was made as the n-th. */
function there(side: 'old' | 'new', page: Page, ids: ReadonlyMap<string, number>): Text | null {
  const found = ends[side].control.state().articles.find(({ id }) => id === ids.get(`${side} ${page}`))?.contents['en']
  return found === undefined ? null : [found.title, found.description ?? '']
}

/** The letters of three texts: the same letter for the same text, `-` where there is none. */
function letters(texts: readonly (Text | null)[]): string {
  const known: string[] = []
  return texts
    .map((text) => {
      if (text === null) return '-'
      const said = JSON.stringify(text)
      if (!known.includes(said)) known.push(said)
      return 'ABC'[known.indexOf(said)] ?? '?'
    })
    .join('')
}

test(`the three columns are right whatever was edited, applied and promoted (FC_SEED=${seed} PROMOTE_ROUNDS=${rounds})`, async () => {
  const roll = dice(seed)
  const files = new Map<Page, Text>(pages.map((page) => [page, [`${page} bread`, `of ${page}`]]))
  const save = (): void => {
    for (const [page, text] of files) ends.desk.write(`content/articles/${page}.md`, file(text))
  }
  save()
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  expect(await ends.run('migrate --from old --to new --yes')).toMatchObject({ code: 0 })
  const ids = new Map(
    (['old', 'new'] as const).flatMap((side) =>
      ends[side].control
        .state()
        .articles.map(({ id, contents }) => [`${side} ${(contents['en']?.title ?? '').split(' ')[0] ?? ''}`, id] as const),
    ),
  )
  let words = 0
  const some = (): Page => pages[roll(pages.length)] ?? 'rye'
  const edited = ([title, description]: Text): Text => {
    words += 1
    const said = [`word ${words}`, `${description.slice(0, 12)} ${words}`] as const
    return roll(2) === 0 ? [said[0], description] : [title, said[1]]
  }
  const web = async (side: 'old' | 'new'): Promise<void> => {
    const page = some()
    const before = there(side, page, ids) ?? ['', '']
    // now and then somebody writes by hand what another side says
    const [title, description] = roll(4) === 0 ? (files.get(page) ?? before) : edited(before)
    const path = `/articles/${ids.get(`${side} ${page}`) ?? 0}`
    await ends.edit(side, 'PUT', path, { title, description })
  }
  const step = async (): Promise<string> => {
    switch (roll(6)) {
      case 0:
      case 1: {
        const page = some()
        files.set(page, edited(files.get(page) ?? ['', '']))
        save()
        return 'file'
      }
      case 2:
        await web('old')
        return 'old'
      case 3:
        await web('new')
        return 'new'
      case 4:
        await ends.run(`apply -w old --yes${roll(2) === 0 ? '' : ` --only article:${some()}`}`)
        return 'apply'
      default:
        await ends.run(`migrate --from old --to new --yes${roll(2) === 0 ? '' : ` --only article:${some()}`}`)
        return 'promote'
    }
  }
  const told: string[] = []
  const seen = new Set<string>()
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 1 + roll(3); n > 0; n -= 1) told.push(await step())
    const { out } = await ends.run('migrate --from old --to new --dry-run --format json')
    const drawn: PlanDocument = planSchema.parse(JSON.parse(out))
    const shown = Object.fromEntries(
      (drawn.promotion?.objects ?? [])
        .filter(({ kind }) => kind === 'article')
        .map(({ name, repository, from, to }) => [name, [repository, from, to].map(({ content }) => content ?? '-').join('')]),
    )
    const really = Object.fromEntries(
      pages
        .map((page) => [page, letters([files.get(page) ?? null, there('old', page, ids), there('new', page, ids)])] as const)
        .filter(([, letters]) => letters !== 'AAA'),
    )
    expect([told.join(' '), shown]).toEqual([told.join(' '), really])
    for (const pattern of Object.values(shown)) seen.add(pattern)
  }
  // each way in which three sides can differ came about
  if (rounds >= 12) expect([...seen].sort()).toEqual(['AAB', 'ABA', 'ABB', 'ABC'])
})
