import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'

const page = (title: string, state = 'published'): string => `---\ntitle: ${title}\nstate: ${state}\n---\n\nBread.\n`

let home: House
let id: string
beforeEach(async () => {
  home = await house()
  home.write('content/articles/fees.md', page('Fees'))
  home.write('content/articles/stay.md', page('Stay'))
  await home.apply()
  expect((await home.plan()).plan.levels).toEqual([])
  id = String(home.sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === 'Fees')?.id)
})
afterEach(() => home.close())

const article = (): ReturnType<House['sandbox']['control']['state']>['articles'][number] | undefined =>
  home.sandbox.control.state().articles.find((each) => String(each.id) === id)
const sent = (): number => home.sandbox.requests().filter(({ method }) => method !== 'GET').length
const stage = (title: string): Promise<unknown> =>
  home.sandbox.control.edit({ admin: 'ana@example.com', path: `/articles/${id}/draft`, body: { title } })

describe('a draft a teammate staged is never lost without a word (R39)', () => {
  test('by an update: it waits, with who wrote it, until a flag lets it pass', async () => {
    await stage('Their draft')
    home.write('content/articles/fees.md', page('Prices'))
    const before = sent()
    const { drawing } = await home.apply()
    expect(drawing.plan.beside).toMatchObject([{ why: 'conflict', key: 'fees' }])
    expect(drawing.plan.beside[0]?.says).toMatch(/^an unpublished draft waits in Intercom .*--allow drafts$/u)
    expect(sent()).toBe(before)
    expect(article()?.contents['en']?.draft?.title).toBe('Their draft')
    const allowed = { allow: new Set(['drafts'] as const) }
    await home.apply(allowed)
    expect(article()?.contents['en']).toMatchObject({ title: 'Prices', draft: null })
    expect((await home.plan()).plan.levels).toEqual([])
  })

  test('by a file that is gone: nothing is deleted and nothing taken off the site', async () => {
    await stage('Their draft')
    home.remove('content/articles/fees.md')
    const before = sent()
    for (const prune of [true, 'unpublish'] as const) {
      const { drawing } = await home.apply({ prune })
      expect(drawing.plan.beside).toMatchObject([{ why: 'conflict', key: 'fees' }])
    }
    expect(sent()).toBe(before)
    expect(article()?.contents['en']).toMatchObject({ state: 'published', draft: { title: 'Their draft' } })
    await home.apply({ prune: true, allow: new Set(['drafts']) })
    expect(article()).toBeUndefined()
    expect((await home.plan({ prune: true })).plan.levels).toEqual([])
  })

  test('by a run that changes nothing here', async () => {
    await stage('Their draft')
    home.write('content/articles/stay.md', page('Stays'))
    await home.apply()
    expect(article()?.contents['en']?.draft?.title).toBe('Their draft')
  })
})

test('a publish that was scheduled in Intercom is still scheduled after an update of ours (R39)', async () => {
  home.write('content/articles/fees.md', page('Fees', 'draft'))
  await home.apply()
  const when = new Date(Date.now() + 3_600_000).toISOString()
  await home.sandbox.control.edit({ admin: 'ana@example.com', path: `/articles/${id}`, body: { scheduled_publish_at: when } })
  const scheduled = article()?.publishAt
  expect(scheduled).toEqual(expect.any(Number))
  home.write('content/articles/fees.md', page('Prices', 'draft'))
  await home.apply()
  expect(article()).toMatchObject({ publishAt: scheduled, contents: { en: { title: 'Prices', state: 'draft' } } })
  expect((await home.plan()).plan.levels).toEqual([])
})

test('pages that leave the site are counted, and many at once ask first (R39)', async () => {
  for (let n = 0; n < 10; n += 1) home.write(`content/articles/loaf-${n}.md`, page(`Loaf ${n}`))
  await home.apply()
  for (let n = 0; n < 4; n += 1) home.write(`content/articles/loaf-${n}.md`, page(`Loaf ${n}`, 'draft'))
  const before = sent()
  const { drawing } = await home.apply()
  expect(drawing.plan.refusals).toMatchObject([
    { guard: 'unpublish', exit: 3, override: '--allow unpublish', numbers: { count: 4, of: 12, limit: '30%' } },
  ])
  expect(sent()).toBe(before)
  const passed = await home.apply({ allow: new Set(['unpublish']) })
  expect(passed.drawing.plan.overrides).toMatchObject([{ guard: 'unpublish', override: '--allow unpublish' }])
  expect(home.sandbox.control.state().articles.filter(({ contents }) => contents['en']?.state === 'draft')).toHaveLength(4)
  expect((await home.plan()).plan.levels).toEqual([])
})
