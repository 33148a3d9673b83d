import { describe, expect, test } from 'vitest'
import type { Fields, LinkPart, Part, Plan, Resource } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { changes, drawnIn, live, planned, plannedIn, refs, remembered, told, want } from './values.ts'

const found = (drawn: Plan): string[] =>
  drawn.findings.map(({ severity, rule, file, line, message }) => `${severity} ${rule} ${file}:${line} ${message}`)

const author = (id: string, email: string): Resource => live('author', id, { email, name: email })
const audience = (id: string, name: string): Resource => live('audience', id, { name })

describe('a name the workspace does not have', () => {
  const by = (email: string, more: Fields = {}): Fields => ({ title: 'Bread', author: { kind: 'author', key: email }, ...more })
  const there = [author('4', 'ana@acme.test'), author('5', 'ben@acme.test')]

  test('is an error on a new file, with the one that was meant and the way out; nothing is created', () => {
    const file: Resource = {
      ...want('article', 'bread', by('anna@acme.test')),
      origin: { file: 'content/bread.md', line: 1, lines: { author: 3 } },
    }
    const drawn = planned([file, want('article', 'rye', by('ben@acme.test'))], there, [])
    expect(found(drawn)).toEqual([
      'error reference/author content/bread.md:3 author: expected one of the authors of this workspace, got "anna@acme.test" (did you mean "ana@acme.test"?); correct it, or map it in sync.config.ts',
    ])
    expect(told(drawn)).toEqual(['create article:rye'])
  })

  test('is no error where the author left and nobody asked for another: the one it has there stays', () => {
    const gone = by('old@acme.test')
    const drawn = planned(
      [want('article', 'bread', { ...gone, title: 'Rye' })],
      [...there, live('article', '1', { title: 'Bread', author: { kind: 'author', key: '@4' } })],
      [remembered('article', 'bread', '1', gone, { title: 'Bread', author: { kind: 'author', key: '@4' } })],
    )
    expect(found(drawn)).toEqual([
      'warning reference/author content/bread.md:1 author: no author "old@acme.test" in the workspace; the one it has there stays',
    ])
    const [step] = changes(drawn)
    expect(step).toMatchObject({ verb: 'update', fields: ['title'] })
    expect(step?.verb === 'update' && step.to.fields['author']).toEqual({ kind: 'author', key: 'ana@acme.test' })
  })

  test('is an error where the file asks for another one', () => {
    const now = { title: 'Bread', author: { kind: 'author', key: '@4' } }
    const drawn = planned(
      [want('article', 'bread', by('new@acme.test'))],
      [...there, live('article', '1', now)],
      [remembered('article', 'bread', '1', by('ana@acme.test'), now)],
    )
    expect(found(drawn)).toHaveLength(1)
    expect(changes(drawn)).toEqual([])
  })

  test('is an error for an audience, even where it was there before: it decides who reads it', () => {
    const open = { title: 'Bread', audiences: refs('audience', 'Beta') }
    const now = { title: 'Bread', audiences: refs('audience', '@8') }
    const drawn = planned(
      [want('article', 'bread', open)],
      [live('article', '1', now)],
      [remembered('article', 'bread', '1', open, now)],
    )
    expect(drawn.findings.map(({ severity, rule }) => [severity, rule])).toEqual([['error', 'reference/audience']])
    expect(drawn.counts.unchanged).toBe(0)
  })

  test('that two of the workspace bear is an error that lists them, until the map decides', () => {
    const files = [want('article', 'bread', { title: 'Bread', audiences: refs('audience', 'Beta') })]
    const both = [audience('8', 'Beta'), audience('9', 'Beta')]
    expect(found(planned(files, both, []))).toEqual([
      'error reference/audience content/bread.md:1 audiences: 2 of the workspace\'s audiences are called "Beta" (ids 8, 9); say which in sync.config.ts under map',
    ])
    const mapped = drawnIn({ files, there: both, memory: [], rules: { map: { audience: { Beta: '9' } } } })
    expect(mapped.plan.findings).toEqual([])
    expect(mapped.matched.names.ids.get('audience:Beta')).toBe('9')
  })

  test('is led by the map to another name or to an id', () => {
    const files = [want('article', 'bread', by('ana@old.test'))]
    const names = (map: Rules['map']): string | undefined =>
      drawnIn({ files, there, memory: [], rules: { map } }).matched.names.ids.get('author:ana@old.test')
    expect(names({ author: { 'ana@old.test': 'ben@acme.test' } })).toBe('5')
    expect(names({ author: { 'ana@old.test': '4' } })).toBe('4')
    expect(names({ author: { 'ana@old.test': 'nobody' } })).toBeUndefined()
  })

  test('given as an id is taken as it is', () => {
    expect(planned([want('article', 'bread', by('@77'))], [], []).findings).toEqual([])
  })
})

describe('a language the help center does not have', () => {
  const fields: Fields = { title: 'Bread', 'title@xx': 'Pnn', 'body@xx': { parts: ['<p>Pnn</p>'] } }
  const file: Resource = {
    ...want('article', 'bread', fields),
    origin: { file: 'content/bread.md', line: 1, lines: { 'title@xx': 4 } },
  }
  test('is an error before Intercom takes the text and loses it', () => {
    expect(found(planned([file], [], []))).toEqual([
      'error reference/locale content/bread.md:4 title@xx: expected a locale of the help center (en, fr), got "xx"; switch it on in Intercom\'s help center settings, or leave the file out by .syncignore',
    ])
    expect(told(planned([file], [], []))).toEqual([])
  })
  test('is let be where the locales are not known, or the kind has none', () => {
    expect(planned([file], [], [], { locales: [] }).findings).toEqual([])
    expect(planned([want('snippet', 'a', { title: 'A', body: { parts: ['<p>A</p>'] }, locale: 'xx' })], [], []).findings).toEqual(
      [],
    )
  })
  test('leaves an article that is there already as it is', () => {
    const drawn = planned(
      [file],
      [live('article', '1', { title: 'Cake' })],
      [remembered('article', 'bread', '1', { title: 'Cake' })],
    )
    expect(told(drawn)).toEqual([])
    expect(drawn.counts).toMatchObject({ update: 0, unchanged: 0 })
  })
})

describe('what needs something that cannot be had waits with it', () => {
  const shelf = (name: string, parent: string | null): Fields => ({
    name,
    parent: parent === null ? null : { kind: 'collection', key: parent },
  })
  const files = [
    want('collection', 'a', shelf('A', null)),
    want('collection', 'a/b', shelf('B', 'a')),
    want('article', 'a/b/c', { title: 'C', collections: refs('collection', 'a/b') }),
    want('article', 'd', { title: 'D' }),
  ]

  test('through all floors, and says for what', () => {
    const twins = [live('collection', '1', shelf('A', null)), live('collection', '2', shelf('A', null))]
    const drawn = planned(files, twins, [])
    expect(told(drawn)).toEqual(['create article:d', 'blocked article:a/b/c', 'blocked collection:a', 'blocked collection:a/b'])
    expect(drawn.beside.map(({ says }) => says)).toEqual([
      'it needs collection:a/b, which is blocked',
      '2 objects in the workspace bear its name (ids 1, 2); say which is meant: content-sync ledger bind collection:a <id>',
      'it needs collection:a, which is blocked',
    ])
  })

  test('what --only leaves out is not created behind its back, and what stands in it waits', () => {
    const drawn = planned(files, [], [], { only: ({ kind }) => kind === 'article' })
    expect(told(drawn)).toEqual(['create article:d', 'blocked article:a/b/c'])
    expect(drawn.beside[0]?.says).toBe('it needs collection:a/b, which is blocked')
  })

  test('a tag is made with the article that mentions it, whatever --only says', () => {
    const tag: Resource = { kind: 'tag', key: 'rye', fields: { name: 'rye' }, mention: true }
    const drawn = planned([want('article', 'd', { title: 'D', tags: refs('tag', 'rye') }), tag], [], [], {
      only: ({ kind }) => kind !== 'collection',
    })
    expect(told(drawn)).toEqual(['create tag:rye', 'create article:d'])
    const known = planned(
      [want('article', 'd', { title: 'D', tags: refs('tag', 'rye') }), tag],
      [live('tag', '3', { name: 'Rye' })],
      [],
    )
    expect(told(known)).toEqual(['create article:d'])
    expect(known.counts.unchanged).toBe(1)
  })

  test('a file with errors is neither created nor taken for gone', () => {
    const broken: Resource = { kind: 'article', key: 'x', fields: {}, broken: true, origin: { file: 'content/x.md', line: 1 } }
    expect(told(planned([broken, ...files.slice(3)], [], []))).toEqual(['create article:d'])
    const there = [live('article', '1', { title: 'X' })]
    const known = planned([broken, ...files.slice(3)], there, [remembered('article', 'x', '1', { title: 'X' })], { prune: true })
    expect(told(known)).toEqual(['create article:d'])
  })

  test('what stands in a collection whose entry has errors waits for it, unless that is there already', () => {
    const broken: Resource = { kind: 'collection', key: 'a/b', fields: {}, broken: true }
    const drawn = planned([broken, ...files.slice(2)], [], [])
    expect(told(drawn)).toEqual(['create article:d', 'blocked article:a/b/c'])
    const there = [live('collection', '1', shelf('B', null))]
    const known = planned([broken, ...files.slice(2)], there, [remembered('collection', 'a/b', '1', shelf('B', null))])
    expect(told(known)).toEqual(['create article:a/b/c', 'create article:d'])
  })
})

const link = (key: string, more: Partial<LinkPart> = {}): LinkPart => ({ link: { kind: 'article', key }, ...more })
const linking = (title: string, ...links: LinkPart[]): Fields => ({
  title,
  body: { parts: links.flatMap((each): Part[] => ['<a href="', each, '">on</a>']) },
})
const sentLinks = (drawn: Plan, key: string): unknown =>
  changes(drawn).flatMap((change) =>
    (change.verb === 'create' || change.verb === 'update') && change.to.key === key
      ? Object.values(change.to.fields).flatMap((value) =>
          typeof value === 'object' && value !== null && 'parts' in value
            ? value.parts.filter((part) => typeof part === 'object')
            : [],
        )
      : [],
  )

describe('a link to what will not be there', () => {
  test('is written open, so that it is closed when it can be', () => {
    const twins = [live('article', '1', { title: 'Fees' }), live('article', '2', { title: 'Fees' })]
    const drawn = planned(
      [want('article', 'a', linking('A', link('fees'))), want('article', 'fees', { title: 'Fees' })],
      twins,
      [],
    )
    expect(sentLinks(drawn, 'a')).toEqual([link('fees', { open: true })])
  })

  test('is not open when its target is there, comes along, is given by id, or is made anew', () => {
    const files = [want('article', 'a', linking('A', link('b'), link('c'), link('@9'))), want('article', 'b', { title: 'B' })]
    const drawn = planned(
      [...files, want('article', 'c', { title: 'C' })],
      [live('article', '1', { title: 'B' })],
      [remembered('article', 'b', '1', { title: 'B' })],
    )
    expect(sentLinks(drawn, 'a')).toEqual([link('b'), link('c'), link('@9')])
  })

  test('whose target was deleted in Intercom is open, unless that is made anew', () => {
    const files = [want('article', 'a', linking('A', link('b'))), want('article', 'b', { title: 'B' })]
    const memory = [remembered('article', 'b', '1', { title: 'B' })]
    const there = [live('article', '5', { title: 'Theirs' })]
    // what was deleted keeps its id in the memory, so a link to it is sent there
    expect(sentLinks(planned(files, there, memory, { drift: 'restore' }), 'a')).toEqual([link('b')])
    expect(sentLinks(planned(files, there, memory, { allow: new Set(['recreate']) }), 'a')).toEqual([link('b')])
    expect(sentLinks(planned(files, there, memory), 'a')).toEqual([link('b', { open: true })])
  })

  test('in the language of the help center says no language', () => {
    const files = [
      want('article', 'a', linking('A', link('b', { locale: 'en' }), link('b', { locale: 'fr' }))),
      want('article', 'b', { title: 'B' }),
    ]
    expect(sentLinks(planned(files, [], []), 'a')).toEqual([link('b'), link('b', { locale: 'fr' })])
  })
})

describe('anchors around in a circle, in a workspace that renews heading ids', () => {
  const headed = (title: string, ...links: LinkPart[]): Fields => ({
    title,
    body: {
      parts: ['<h1', { heading: 'Fees#0' }, '>Fees</h1>', ...links.flatMap((each): Part[] => ['<a href="', each, '">on</a>'])],
    },
  })
  const round = [
    want('article', 'a', headed('A', link('b', { anchor: 'Fees#0', locale: 'fr' }), link('c', { anchor: 'Fees#0' }))),
    want('article', 'b', headed('B', link('a', { anchor: 'Fees#0' }))),
    want('article', 'c', headed('C')),
  ]
  const regenerated = { facts: { headingIds: 'regenerated' } } as const

  test('lead to the top, with a warning; those that can be closed keep theirs', () => {
    const drawn = planned(round, [], [], regenerated)
    expect(sentLinks(drawn, 'a')).toEqual([{ heading: 'Fees#0' }, link('b', { locale: 'fr' }), link('c', { anchor: 'Fees#0' })])
    expect(sentLinks(drawn, 'b')).toEqual([{ heading: 'Fees#0' }, link('a')])
    expect(found(drawn)).toEqual(
      ['a', 'b'].map(
        (key) =>
          `warning link/anchor-circle content/${key}.md:1 body: 1 links with an anchor lead around in a circle, and this workspace renews heading ids with each write: they lead to the top of their page`,
      ),
    )
  })

  test('keep theirs where one text in one language is the last: each is written by itself', () => {
    const french = (fields: Fields, ...links: LinkPart[]): Fields => ({
      ...fields,
      'title@fr': 'Frais',
      'body@fr': headed('', ...links)['body'] ?? null,
    })
    const fees = (key: string, locale?: string): LinkPart =>
      link(key, { anchor: 'Fees#0', ...(locale === undefined ? {} : { locale }) })
    // a in French → b in English → a in English
    const chain = [
      want('article', 'a', french(headed('A'), fees('b'))),
      want('article', 'b', french(headed('B', fees('a')), fees('b'))),
    ]
    const drawn = planned(chain, [], [], regenerated)
    expect(drawn.findings).toEqual([])
    expect(sentLinks(drawn, 'b')).toEqual([{ heading: 'Fees#0' }, fees('a'), { heading: 'Fees#0' }, fees('b')])
    // where a workspace sends all languages together they are one
    const replacing = planned(chain, [], [], { facts: { headingIds: 'regenerated', translations: 'replace' } })
    expect(found(replacing)).toHaveLength(2)
    // a in English → b in French → a in English
    const round = [want('article', 'a', headed('A', fees('b', 'fr'))), want('article', 'b', french(headed('B'), fees('a')))]
    expect(found(planned(round, [], [], regenerated))).toHaveLength(2)
  })

  test('keep theirs where heading ids are kept', () => {
    const drawn = planned(round, [], [], { facts: { headingIds: 'kept' } })
    expect(sentLinks(drawn, 'b')).toEqual([{ heading: 'Fees#0' }, link('a', { anchor: 'Fees#0' })])
    expect(drawn.findings).toEqual([])
  })

  test('to itself is such a circle too', () => {
    const drawn = planned([want('article', 'a', headed('A', link('a', { anchor: 'Fees#0' })))], [], [], regenerated)
    expect(sentLinks(drawn, 'a')).toEqual([{ heading: 'Fees#0' }, link('a')])
  })

  test('that leads where it should as things are is left so', () => {
    const fields = headed('A', link('a', { anchor: 'Fees#0' }))
    const answered = (fragment: string): Fields => ({
      title: 'A',
      body: { parts: ['<h1', { heading: 'Fees#0', id: 'h_1' }, '>Fees</h1>', '<a href="', link('@1', { fragment }), '">on</a>'] },
    })
    const on = (fragment: string): Plan =>
      plannedIn({
        files: [want('article', 'a', fields)],
        there: [live('article', '1', answered(fragment))],
        memory: [remembered('article', 'a', '1', fields, answered(fragment))],
        rules: regenerated,
      })
    expect(on('h_1').findings).toEqual([])
    expect(told(on('h_1'))).toEqual([])
    expect(on('h_0').findings).toHaveLength(1)
  })
})
