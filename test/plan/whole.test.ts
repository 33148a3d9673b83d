import { describe, expect, test } from 'vitest'
import type { Fields, LinkPart, Resource } from '../../src/model/index.ts'
import { changes, drawnIn, live, planned, plannedIn, refs, remembered, text, told, want } from './values.ts'

const a = (title: string): Fields => ({ title, body: text(`About ${title}`) })

test('a plan counts each thing once, under its own name', () => {
  const there = ['same', 'drifts', 'fights', 'orphan', 'adopted', 'twin', 'twin'].map((key, n) =>
    live('article', `${n + 1}`, a(key)),
  )
  const edited = there.map((object, n) =>
    n === 1 || n === 2 ? { ...object, fields: { ...object.fields, title: 'Theirs' } } : object,
  )
  const memory = ['same', 'drifts', 'fights', 'orphan'].map((key, n) => remembered('article', key, `${n + 1}`, a(key)))
  const files = [
    ...['same', 'drifts', 'adopted', 'twin', 'new'].map((key) => want('article', key, a(key))),
    want('article', 'fights', { ...a('fights'), title: 'Ours' }),
  ]
  const drawn = drawnIn({ files, there: edited, memory: [...memory, remembered('article', 'gone', '99', a('gone'))] })
  expect(drawn.plan.counts).toEqual({
    create: 1,
    update: 0,
    delete: 0,
    adopt: 1,
    forget: 1,
    unchanged: 2,
    conflict: 1,
    blocked: 1,
    drift: 1,
    orphan: 1,
    becomePublic: 0,
  })
  expect([...drawn.want.keys()].sort()).toEqual(files.map(({ key }) => `article:${key}`).sort())
  const only = drawnIn({ files, there: edited, memory, rules: { only: ({ key }) => key === 'same' } })
  expect([...only.want.keys()]).toEqual(['article:same'])
  expect(only.plan.counts).toMatchObject({ unchanged: 1, create: 0, drift: 0, conflict: 0, orphan: 0 })
})

describe('two languages at once', () => {
  const fields = (...locales: string[]): Fields => ({
    title: 'Bread',
    state: 'published',
    ...Object.fromEntries(
      locales.flatMap((locale) => [
        [`title@${locale}`, locale],
        [`state@${locale}`, 'published'],
      ]),
    ),
  })
  const all = Array.from({ length: 12 }, (_, n) => n)
  const drawn = (left: readonly string[], locales = ['en', 'fr', 'de'], gone = 12): ReturnType<typeof planned> =>
    planned(
      all.map((n) => want('article', `a${n}`, n < gone ? fields(...left) : fields('fr', 'de'))),
      all.map((n) => live('article', `${n + 1}`, fields('fr', 'de'))),
      all.map((n) => remembered('article', `a${n}`, `${n + 1}`, fields('fr', 'de'))),
      { prune: true, locales, limits: { deletes: '30%', updates: '100%' } },
    )
  const locales = (of: ReturnType<typeof planned>): string[] =>
    of.refusals.flatMap(({ says }) => (says.startsWith('take the locale') ? [says.slice(0, says.indexOf(' articles'))] : []))

  test('that vanish are two refusals, in the order of their names', () => {
    expect(locales(drawn([]))).toEqual(['take the locale de from 12 of 12', 'take the locale fr from 12 of 12'])
    expect(locales(drawn(['de'], undefined, 4))).toEqual(['take the locale fr from 4 of 12'])
    expect(locales(drawn(['de'], undefined, 3))).toEqual([])
  })

  test('that leave several fields are one sentence', () => {
    const [beside] = planned(
      [want('article', 'a', { title: 'Bread' })],
      [live('article', '1', { ...a('Bread'), description: 'x' })],
      [remembered('article', 'a', '1', { ...a('Bread'), description: 'x' })],
    ).beside
    expect(beside?.says).toBe('body, description left the file: no longer managed, the value in Intercom stays')
  })
})

describe('what is not ours is nobody’s drift for ever', () => {
  test('a drifted field that never was answered stays drift', () => {
    const drawn = planned(
      [want('article', 'a', { ...a('Bread'), description: 'New' })],
      [live('article', '1', { ...a('Bread'), title: 'Theirs', description: 'New' })],
      [remembered('article', 'a', '1', { ...a('Bread'), description: 'Old' }, { body: text('About Bread'), description: 'Old' })],
    )
    expect(told(drawn)).toEqual(['drift article:a'])
    expect(drawn.remember.map(({ seen }) => seen)).toEqual([{ ...a('Bread'), title: 'Theirs', description: 'New' }])
  })

  test('links that close and a translation that is new are more than links', () => {
    const open: LinkPart = { link: { kind: 'article', key: 'b' }, open: true }
    const body = (part: LinkPart): Fields => ({ title: 'A', body: { parts: ['<a href="', part, '">b</a>'] } })
    const drawn = planned(
      [want('article', 'a', { ...body({ link: open.link }), 'title@fr': 'A' }), want('article', 'b', { title: 'B' })],
      [live('article', '1', body({ link: { kind: 'article', key: '@7' } })), live('article', '2', { title: 'B' })],
      [
        remembered('article', 'a', '1', body(open), body({ link: { kind: 'article', key: '@7' } })),
        remembered('article', 'b', '2', { title: 'B' }),
      ],
    )
    expect(changes(drawn)).toMatchObject([{ verb: 'update', fields: ['body', 'title@fr', 'state@fr'] }])
    expect(changes(drawn)[0]).not.toHaveProperty('links')
  })
})

describe('what every file says is no evidence for a rename', () => {
  const words = (name: string, count: number): string => Array.from({ length: count }, (_, n) => `${name}${n}`).join(' ')
  const page = (name: string, own: number, footer: string): Fields => ({
    title: name,
    body: { parts: [`<p>${words(name, own)}</p><p>${footer}</p>`] },
  })
  const footer = words('footer', 40)
  const moved = (stay: readonly Fields[]): string[] => {
    const gone = page('bread', 10, footer)
    return told(
      planned(
        [want('article', 'new', page('cake', 10, footer)), ...stay.map((fields, n) => want('article', `s${n}`, fields))],
        [live('article', '1', gone), ...stay.map((fields, n) => live('article', `${n + 2}`, fields))],
        [remembered('article', 'old', '1', gone), ...stay.map((fields, n) => remembered('article', `s${n}`, `${n + 2}`, fields))],
        { prune: true, limits: { deletes: '100%', updates: '100%' } },
      ),
    )
  }
  test('where one other says it, where most of a hundred do; where none does it is all there is to go by', () => {
    expect(moved([page('pie', 10, footer)])).toEqual(['create article:new', 'delete article:old'])
    expect(moved(Array.from({ length: 100 }, (_, n) => page(`pie${n}x`, 10, n % 7 === 3 ? '' : footer)))).toEqual([
      'create article:new',
      'delete article:old',
    ])
    expect(moved([])).toEqual(['update article:new title,body from old'])
  })
  test('what one of many says as well is still evidence', () => {
    const many = Array.from({ length: 20 }, (_, n) => page(`pie${n}x`, 10, n === 0 ? footer : ''))
    expect(moved(many)).toEqual(['update article:new title,body from old'])
  })
  test('what thirty vanished files say tells none of them', () => {
    const gone = Array.from({ length: 25 }, (_, n) => page(`bread${n}x`, 4, footer))
    const drawn = planned(
      [want('article', 'new', page('cake', 4, footer))],
      gone.map((fields, n) => live('article', `${n}`, fields)),
      gone.map((fields, n) => remembered('article', `old${n}`, `${n}`, fields)),
      { prune: true },
    )
    expect(drawn.counts).toMatchObject({ create: 1, delete: 25, blocked: 0 })
  })
})

describe('an article left out by its own errors', () => {
  test('keeps what it links to and what is told about it apart', () => {
    const broken: Resource = { ...want('article', 'a', { title: 'A', audiences: refs('audience', 'None') }) }
    const drawn = plannedIn({ files: [broken, want('article', 'b', a('B'))], there: [], memory: [] })
    expect(told(drawn)).toEqual(['create article:b'])
    expect(drawn.findings.map(({ rule }) => rule)).toEqual(['reference/audience'])
  })
  test('what needs what --only leaves out says why', () => {
    const files = [
      want('collection', 'c', { name: 'C', parent: null }),
      want('article', 'p', { ...a('P'), collections: refs('collection', 'c') }),
    ]
    const drawn = plannedIn({ files, there: [], memory: [], rules: { only: () => true } })
    expect(told(drawn)).toEqual(['create collection:c', 'create article:p'])
  })
})
