import { describe, expect, test } from 'vitest'
import type { Fields, LinkPart, Part, Plan, Prose, Value } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { changes, drawnIn, live, planned, refs, remembered, text, told, want } from './values.ts'

const link = (key: string, more: Partial<LinkPart> = {}): LinkPart => ({ link: { kind: 'article', key }, ...more })
const prose = (...parts: Part[]): Prose => ({ parts })
const stay = want('article', 'stay', { title: 'Stay' })

/** What becomes of an article whose file, memory and workspace have these values of one field. */
const of = (field: string, [local, base, seen, remote]: readonly Value[], changed: Partial<Rules> = {}): Plan => {
  const having = (value: Value | undefined): Fields => ({ title: 'Bread', ...(value === undefined ? {} : { [field]: value }) })
  return planned(
    [want('article', 'bread', having(local)), want('article', 'cake', { title: 'Cake' })],
    [live('article', '7', having(remote)), live('article', '8', { title: 'Cake' })],
    [remembered('article', 'bread', '7', having(base), having(seen)), remembered('article', 'cake', '8', { title: 'Cake' })],
    changed,
  )
}

describe('what says the same is no change', () => {
  test.each<[string, string, Value, Value]>([
    ['nothing and an empty text', 'description', '', null],
    ['space around a text', 'description', 'Rye ', ' Rye'],
    ['an accent written two ways', 'description', 'Crème', 'Crème'],
    ['an empty body', 'body', prose(), null],
    ['the order of a set', 'audiences', refs('audience', '@1', '@2'), refs('audience', '@2', '@1')],
    [
      'the id of a heading',
      'body',
      prose('<h1', { heading: 'Fees#0', id: 'h_1' }, '>Fees</h1>'),
      prose('<h1', { heading: 'Fees#0', id: 'h_2' }, '>Fees</h1>'),
    ],
    [
      'an anchor that leads nowhere',
      'body',
      prose('<a href="', link('@8', { fragment: 'h_old' }), '">x</a>'),
      prose('<a href="', link('@8', { fragment: 'h_new' }), '">x</a>'),
    ],
    ['a flag and itself', 'agent', true, true],
    [
      'an image by its address, signed or not, and by its path',
      'body',
      prose('<img src="', { image: 'https://downloads.intercomcdn.com/i/o/1/a.png?expires=9&signature=f#x' }, '">'),
      prose('<img src="', { image: 'cdn:/i/o/1/a.png' }, '">'),
    ],
    [
      'an image of another of its hosts',
      'body',
      prose('<img src="', { image: 'https://uploads-1.eu.intercomcdn.eu/a.png?x' }, '">'),
      prose('<img src="', { image: 'cdn://uploads-1.eu.intercomcdn.eu/a.png' }, '">'),
    ],
  ])('%s', (_, field, one, other) => {
    expect(told(of(field, [one, one, one, other]))).toEqual([])
    expect(told(of(field, [other, one, one, one]))).toEqual([])
  })

  test.each<[string, string, Value, Value]>([
    ['a flag', 'agent', true, false],
    ['a reference', 'folder', { kind: 'folder', key: '@1' }, { kind: 'folder', key: '@2' }],
    ['a set', 'audiences', refs('audience', '@1'), refs('audience', '@2')],
    ['a heading', 'body', prose('<h1', { heading: 'A#0' }, '>'), prose('<h1', { heading: 'B#0' }, '>')],
    ['an image', 'body', prose('<img src="', { image: 'sha256:1' }, '">'), prose('<img src="', { image: 'sha256:2' }, '">')],
    [
      'an image of a host that only looks like it',
      'body',
      prose('<img src="', { image: 'https://example.com/https://downloads.intercomcdn.com/i/o/1/a.png' }, '">'),
      prose('<img src="', { image: 'https://example.com/cdn:/i/o/1/a.png' }, '">'),
    ],
    [
      'the query of an image that is hosted elsewhere',
      'body',
      prose('<img src="', { image: 'https://example.com/a.png?v=1' }, '">'),
      prose('<img src="', { image: 'https://example.com/a.png?v=2' }, '">'),
    ],
    ['two members for one', 'audiences', refs('audience', '@1', '@2'), refs('audience', '@1\n@2')],
    ['the target of a link', 'body', prose(link('@8')), prose(link('@9'))],
    ['the language of a link', 'body', prose(link('@8')), prose(link('@8', { locale: 'fr' }))],
    ['the anchor of a link', 'body', prose(link('@8')), prose(link('@8', { anchor: 'Fees#0' }))],
    ['the case of a text', 'description', 'rye', 'Rye'],
    ['one space for two inside a text', 'description', 'a  b', 'a b'],
  ])('but %s is', (_, field, one, other) => {
    expect(told(of(field, [other, one, one, one]))).toEqual([`update article:bread ${field}`])
    const places = ['1', '2'].map((id) => live('folder', id, { name: id, parent: null }))
    expect(places).toHaveLength(2)
    expect(told(of(field, [one, one, one, other]))).toEqual(['drift article:bread'])
  })
})

describe('a link is known by what it leads to, not by how the workspace writes it', () => {
  const headed = prose('<h1', { heading: 'Fees#0', id: 'h_1' }, '>Fees</h1>')
  const french = prose('<h1', { heading: 'Frais#0', id: 'h_2' }, '>Frais</h1>')
  const cake: Fields = { title: 'Cake', body: headed, 'title@fr': 'Gâteau', 'body@fr': french }
  const cakeFile: Fields = {
    ...cake,
    body: prose('<h1', { heading: 'Fees#0' }, '>Fees</h1>'),
    'body@fr': prose('<h1', { heading: 'Frais#0' }, '>Frais</h1>'),
  }
  const on = (local: LinkPart, remote: LinkPart, before = local): Plan => {
    const body = (part: LinkPart): Fields => ({ title: 'Bread', body: prose('<a href="', part, '">on</a>') })
    return planned(
      [want('article', 'bread', body(local)), want('article', 'cake', cakeFile)],
      [live('article', '7', body(remote)), live('article', '8', cake)],
      [remembered('article', 'bread', '7', body(before), body(remote)), remembered('article', 'cake', '8', cakeFile, cake)],
    )
  }

  test('by id, with its heading, in its language', () => {
    expect(told(on(link('cake'), link('@8')))).toEqual([])
    expect(told(on(link('cake', { anchor: 'Fees#0' }), link('@8', { fragment: 'h_1' })))).toEqual([])
    expect(told(on(link('cake', { anchor: 'Frais#0', locale: 'fr' }), link('@8', { fragment: 'h_2', locale: 'fr' })))).toEqual([])
    // the language of the help center is no language of a link
    expect(told(on(link('cake', { anchor: 'Fees#0' }), link('@8', { fragment: 'h_1', locale: 'en' })))).toEqual([])
  })

  test('one beside its heading though that is there is written anew, as nothing but a link', () => {
    const drawn = on(link('cake', { anchor: 'Fees#0' }), link('@8', { fragment: 'h_old' }))
    expect(changes(drawn)).toMatchObject([{ verb: 'update', fields: ['body'], links: true, id: '7' }])
    expect(told(on(link('cake', { anchor: 'Gone#0' }), link('@8', { fragment: 'h_old' })))).toEqual([])
  })

  const words = (text: string, part: LinkPart): Prose => prose(`<p>${text}</p><a href="`, part, '">on</a>')
  const edited = (before: Prose, local: Prose, remote: Prose): Plan => {
    const body = (of: Prose): Fields => ({ title: 'Bread', body: of })
    return planned(
      [want('article', 'bread', body(local)), want('article', 'cake', cakeFile)],
      [live('article', '7', body(remote)), live('article', '8', cake)],
      [
        remembered('article', 'bread', '7', body(before), body(words('Old', link('@8', { fragment: 'h_1' })))),
        remembered('article', 'cake', '8', cakeFile, cake),
      ],
    )
  }

  test('a file given the text Intercom has is no conflict where an anchor of that text leads nowhere: the anchor is written', () => {
    const theirs = words('New', link('@8', { fragment: 'h_old' }))
    const drawn = edited(
      words('Old', link('cake', { anchor: 'Fees#0' })),
      words('New', link('cake', { anchor: 'Fees#0' })),
      theirs,
    )
    expect(told(drawn)).toEqual(['update article:bread body'])
    expect(changes(drawn)).toMatchObject([{ links: true }])
    // nor is it drift where a teammate came back to what the file says
    const back = words('Old', link('@8', { fragment: 'h_old' }))
    const ours = words('Old', link('cake', { anchor: 'Fees#0' }))
    expect(told(edited(ours, ours, back))).toEqual(['update article:bread body'])
  })

  test('an anchor that leads somewhere, or was taken away, is what somebody wrote', () => {
    const before = words('Old', link('cake', { anchor: 'Fees#0' }))
    const local = words('New', link('cake', { anchor: 'Fees#0' }))
    expect(told(edited(before, local, words('New', link('@8'))))).toEqual(['conflict article:bread'])
    expect(told(edited(before, local, words('New', link('@7', { fragment: 'h_old' }))))).toEqual(['conflict article:bread'])
    expect(told(edited(before, local, words('Other', link('@8', { fragment: 'h_old' }))))).toEqual(['conflict article:bread'])
    expect(told(edited(before, before, words('Old', link('@8'))))).toEqual(['drift article:bread'])
  })

  test('one that was open and can be closed is written, and does not count as an update', () => {
    const drawn = on(link('cake'), link('@8'), link('cake', { open: true }))
    expect(drawn.refusals).toEqual([])
    expect(drawn.remember).toHaveLength(1)
    const astray = on(link('cake'), link('@5'), link('cake', { open: true }))
    expect(changes(astray)).toMatchObject([{ verb: 'update', fields: ['body'], links: true }])
  })

  test('one to another article is more than a link', () => {
    const drawn = on(link('cake'), link('@7'), link('bread'))
    expect(changes(drawn)).toMatchObject([{ verb: 'update', fields: ['body'] }])
    expect(changes(drawn)[0]).not.toHaveProperty('links')
  })

  test('and an image by where it came from', () => {
    const shown = (image: string): Fields => ({ title: 'Bread', body: prose('<img src="', { image }, '">') })
    const scene = {
      files: [want('article', 'bread', shown('sha256:1'))],
      there: [live('article', '7', shown('cdn:/i/o/1.png'))],
      memory: [remembered('article', 'bread', '7', shown('sha256:1'), shown('cdn:/i/o/0.png'))],
    }
    const images = new Map([
      ['cdn:/i/o/1.png', 'sha256:1'],
      ['cdn:/i/o/0.png', 'sha256:1'],
    ])
    const drawn = drawnIn({ ...scene, rules: { images } })
    expect(told(drawn.plan)).toEqual([])
    expect(drawn.matched.names.images.get('sha256:1')).toBe('cdn:/i/o/0.png')
    expect(told(drawnIn(scene).plan)).toEqual(['drift article:bread'])
  })

  test('what each page calls its headings is known to those who write links', () => {
    const { names } = drawnIn({
      files: [want('article', 'cake', cakeFile)],
      there: [live('article', '8', cake), live('article', '9', { title: 'Theirs', body: headed })],
      memory: [remembered('article', 'cake', '8', cakeFile, cake)],
    }).matched
    expect([...names.headings]).toEqual([
      ['article:cake', new Map([['Fees#0', 'h_1']])],
      ['article:cake@fr', new Map([['Frais#0', 'h_2']])],
      ['article:@9', new Map([['Fees#0', 'h_1']])],
    ])
    expect(names.ids.get('article:cake')).toBe('8')
  })
})

describe('a create', () => {
  const defaults = { article: { state: 'draft', author: { kind: 'author', key: '@1' } } }

  test('is given what the service demands and files may leave out; what is remembered is what the file says', () => {
    const drawn = planned([want('article', 'bread', { title: 'Bread' })], [], [], { defaults })
    expect(changes(drawn)).toEqual([
      {
        verb: 'create',
        to: { ...want('article', 'bread', { title: 'Bread' }), fields: { title: 'Bread', ...defaults.article } },
        base: { title: 'Bread' },
      },
    ])
    expect(drawn.counts).toEqual({
      create: 1,
      update: 0,
      delete: 0,
      adopt: 0,
      forget: 0,
      unchanged: 0,
      conflict: 0,
      blocked: 0,
      drift: 0,
      orphan: 0,
      becomePublic: 0,
    })
  })

  test('keeps what the file says instead, and says what becomes public', () => {
    const open = { title: 'Bread', state: 'published', author: { kind: 'author', key: '@2' } }
    const drawn = planned([want('article', 'bread', open)], [], [], { defaults })
    expect(changes(drawn)).toMatchObject([{ to: { fields: open } }])
    expect(drawn.counts.becomePublic).toBe(1)
  })

  test('of a translation is given a state of its own, on a new article and on one that is there', () => {
    const both = { title: 'Bread', 'title@fr': 'Pain' }
    const [made] = changes(planned([want('article', 'bread', both)], [], [], { defaults }))
    expect(made?.verb === 'create' && made.to.fields).toEqual({ ...both, ...defaults.article, 'state@fr': 'draft' })
    const there = { title: 'Bread', state: 'published' }
    const [grown] = changes(
      planned(
        [want('article', 'bread', both)],
        [live('article', '7', there)],
        [remembered('article', 'bread', '7', { title: 'Bread' }, there)],
        {
          defaults,
        },
      ),
    )
    expect(grown).toMatchObject({ verb: 'update', fields: ['title@fr', 'state@fr'], base: both })
    expect(grown?.verb === 'update' && grown.to.fields).toEqual({ ...both, state: 'published', 'state@fr': 'draft' })
    expect(grown).not.toHaveProperty('links')
    const named = { ...both, 'state@fr': 'published' }
    const [published] = changes(planned([want('article', 'bread', named)], [], [], { defaults }))
    expect(published?.verb === 'create' && published.to.fields['state@fr']).toBe('published')
  })

  test('that lacks what it needs is a finding with its place, and the rest goes on', () => {
    const drawn = planned([want('snippet', 'hours', { title: ' ', locale: 'en' }), stay], [], [])
    expect(drawn.findings).toEqual([
      {
        severity: 'error',
        rule: 'required/body',
        file: 'content/hours.md',
        line: 1,
        message: 'body: expected a value, a new snippet needs one; got nothing',
      },
    ])
    expect(told(drawn)).toEqual(['create article:stay'])
    const untitled = planned([{ kind: 'snippet', key: 'x', fields: { title: '', locale: 'en', body: text('X') } }], [], [])
    expect(untitled.findings.map(({ rule, file, line }) => [rule, file, line])).toEqual([['required/title', 'snippet:x', 1]])
  })
})

describe('what goes public and what leaves the site is counted', () => {
  const state = (before: string, after: string, field = 'state'): Plan =>
    of(field, [after, before, before, before].map(String), { limits: { deletes: 0, updates: '50%' } })
  test.each([
    ['draft', 'published', 1, []],
    ['published', 'draft', 0, ['unpublish']],
    ['published', 'published', 0, []],
    ['scheduled', 'published', 1, []],
    ['scheduled', 'draft', 0, []],
  ])('%s → %s', (before, after, count, refused) => {
    for (const field of ['state', 'state@fr']) {
      const drawn = state(before, after, field)
      expect(drawn.counts.becomePublic).toBe(count)
      expect(drawn.refusals.map(({ guard }) => guard)).toEqual(refused)
    }
  })
  test('a title that says so is no state', () => {
    expect(of('description', ['published', 'draft', 'draft', 'draft']).counts.becomePublic).toBe(0)
  })
})

describe('what a plan costs', () => {
  const tags = (...names: string[]): Fields => ({ tags: refs('tag', ...names) })
  const there = ['rye', 'oat', 'bun'].map((name, n) => live('tag', `${n + 1}`, { name }))
  const cost = (local: Fields, before: Fields, seen: Fields, rate = 166): Plan['cost'] =>
    planned(
      [want('article', 'bread', { title: 'Bread', ...local })],
      [live('article', '7', { title: 'Bread', ...seen }), ...there],
      [remembered('article', 'bread', '7', { title: 'Bread', ...before }, { title: 'Bread', ...seen })],
      { rate },
    ).cost

  test('one request a change, one more for each tag put on or taken off, none for an update of tags alone', () => {
    const seen = { tags: refs('tag', '@1') }
    expect(cost(tags('rye', 'oat', 'bun'), tags('rye'), seen).requests).toBe(2)
    expect(cost(tags('oat'), tags('rye'), seen).requests).toBe(2)
    expect(cost({ ...tags('oat'), description: 'x' }, tags('rye'), seen).requests).toBe(3)
    expect(cost({ ...tags('rye'), description: 'x' }, tags('rye'), seen).requests).toBe(1)
    expect(cost(tags('rye'), tags('rye'), seen)).toEqual({ requests: 0, seconds: 0 })
  })

  test('a create with its tags, a delete, nothing for what is only remembered', () => {
    const made = planned([want('article', 'bread', { title: 'Bread', ...tags('rye', 'oat') })], there, [])
    expect(made.cost).toEqual({ requests: 3, seconds: 1 })
    const gone = planned(
      [stay],
      [live('article', '7', { title: 'Bread' }), live('article', '9', { title: 'Stay' })],
      [remembered('article', 'bread', '7', { title: 'Bread' })],
      { prune: true },
    )
    expect(told(gone)).toEqual(['adopt article:stay', 'delete article:bread'])
    expect(gone.cost.requests).toBe(1)
  })

  test('seconds follow from the rate, rounded up', () => {
    const many = Array.from({ length: 21 }, (_, n) => want('article', `a${n}`, { title: `A ${n}` }))
    expect(planned(many, [], [], { rate: 10 }).cost).toEqual({ requests: 21, seconds: 3 })
  })
})

describe('sets and what others put there', () => {
  const there = ['rye', 'oat', 'theirs'].map((name, n) => live('tag', `${n + 1}`, { name }))
  const on = (local: Fields, before: Fields, seen: Fields, remote: Fields): Plan =>
    planned(
      [want('article', 'bread', { title: 'Bread', ...local })],
      [live('article', '7', { title: 'Bread', ...remote }), ...there],
      [remembered('article', 'bread', '7', { title: 'Bread', ...before }, { title: 'Bread', ...seen })],
    )
  const named = (...names: string[]): Fields => ({ tags: refs('tag', ...names) })
  const ids = (...keys: string[]): Fields => ({ tags: refs('tag', ...keys) })

  test('named for the first time as empty takes what is there away; named with members takes nothing', () => {
    const emptied = on(named(), {}, ids('@3'), ids('@3'))
    expect(changes(emptied)).toMatchObject([{ verb: 'update', fields: ['tags'], to: { fields: { tags: [] } } }])
    const added = on(named('rye'), {}, ids('@3'), ids('@3'))
    expect(changes(added)).toMatchObject([{ to: { fields: { tags: refs('tag', 'rye', 'theirs') } } }])
  })

  test('that never were answered are compared all the same', () => {
    expect(told(on(named('rye'), named('rye'), {}, {}))).toEqual([])
    expect(told(on(named('oat'), named('rye'), ids('@1'), {}))).toEqual(['conflict article:bread'])
  })

  test('of an article nobody remembered: empty in the file is a takeover, members that are there are none', () => {
    const taken = (local: Fields): Plan =>
      planned(
        [want('article', 'bread', { title: 'Bread', ...local })],
        [live('article', '7', { title: 'Bread', ...ids('@1', '@3') }), ...there],
        [],
      )
    expect(told(taken(named('rye')))).toEqual(['adopt article:bread'])
    expect(told(taken(named()))).toEqual(['update article:bread tags'])
    const [step] = changes(taken(named('oat')))
    expect(step).toMatchObject({ verb: 'update', takeover: true, base: { title: 'Bread', ...named('oat') }, id: '7' })
    expect(step?.verb === 'update' && step.to.fields['tags']).toEqual(refs('tag', 'oat', 'rye', 'theirs'))
  })
})

describe('a takeover', () => {
  test('writes what differs, with what a new translation needs, and shows what was there', () => {
    const file = { title: 'Bread', body: text('Rye'), 'title@fr': 'Pain' }
    const there = { title: 'Bread', body: text('Oat'), agent: true }
    const [step] = changes(planned([want('article', 'bread', file)], [live('article', '7', there)], []))
    expect(step).toEqual({
      verb: 'update',
      from: { kind: 'article', key: 'bread', fields: there },
      to: { ...want('article', 'bread', file), fields: { ...there, ...file, 'state@fr': 'draft' } },
      fields: ['body', 'title@fr', 'state@fr'],
      base: file,
      id: '7',
      takeover: true,
    })
  })
  test('is none where the file says the same: it is remembered, and nothing is sent', () => {
    const there = { title: 'Bread', body: text('Oat'), agent: true }
    const file = { title: 'Bread', body: text('Oat') }
    expect(changes(planned([want('article', 'bread', file)], [live('article', '7', there)], []))).toEqual([
      {
        verb: 'adopt',
        from: { kind: 'article', key: 'bread', fields: there },
        to: want('article', 'bread', file),
        base: file,
        id: '7',
      },
    ])
  })
})

describe('a command given by flag', () => {
  const source = (audience: string): Fields => ({
    url: 'https://a.test',
    status: 'active',
    sync: 'api',
    audiences: refs('audience', audience),
  })
  const on = (local: Fields, commands: readonly string[]): Plan =>
    planned(
      [want('import-source', 'https://a.test', local)],
      [live('import-source', '3', source('@1'))],
      [remembered('import-source', 'https://a.test', '3', source('@1'))],
      { commands: new Set(commands) },
    )
  const flag = 'apply-audience-to-existing'

  test('goes with its field, and the plan says what it does', () => {
    expect(changes(on(source('@2'), [flag]))).toMatchObject([
      { fields: ['audiences'], commands: ['touches all pages of the source'] },
    ])
  })
  test('goes with no other field, and not unasked', () => {
    expect(changes(on(source('@2'), []))[0]).not.toHaveProperty('commands')
    expect(changes(on({ ...source('@1'), status: 'deactivated' }, [flag]))[0]).not.toHaveProperty('commands')
  })
})

describe('what agrees already is remembered without a request', () => {
  test('both sides changed to the same', () => {
    const drawn = of('description', ['New', 'Old', 'Old', 'New'])
    expect(drawn.remember).toEqual([
      {
        ref: { kind: 'article', key: 'bread' },
        id: '7',
        base: { title: 'Bread', description: 'New' },
        seen: { title: 'Bread', description: 'New' },
      },
    ])
    expect(drawn.counts.unchanged).toBe(2)
  })
  test('where nothing moved nothing is', () => {
    expect(of('description', ['Old', 'Old', 'Old', 'Old'])).toMatchObject({ remember: [], levels: [], fixes: [], overrides: [] })
  })
  test('what somebody did to a field that is not ours is nobody’s business', () => {
    const drawn = planned(
      [stay],
      [live('article', '9', { title: 'Stay', description: 'Theirs' })],
      [remembered('article', 'stay', '9', { title: 'Stay' })],
    )
    expect(drawn).toMatchObject({ levels: [], beside: [], remember: [] })
  })
})
