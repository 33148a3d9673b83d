import { describe, expect, test } from 'vitest'
import type { Beside, Fields, Finding, Plan, Resource } from '../../src/model/index.ts'
import type { Rules } from '../../src/plan/index.ts'
import { changes, live, planned, plannedIn, remembered, text, told, want } from './values.ts'

const title = 'Opening hours'
const a: Fields = { title, body: text('Seven'), state: 'published' }
const stay = want('article', 'stay', { title: 'Stay' })
const stays = live('article', '9', { title: 'Stay' })
const known = remembered('article', 'stay', '9', { title: 'Stay' })
const error: Finding = { severity: 'error', rule: 'front-matter/state', file: 'content/x.md', line: 1, message: 'state: …' }

interface Case {
  readonly files?: Fields | null
  readonly there?: Fields | null
  readonly base?: Fields
  readonly seen?: Fields
  readonly rules?: Partial<Rules>
  readonly by?: string
  readonly staged?: readonly string[]
  readonly findings?: readonly Finding[]
  readonly whole?: boolean
  readonly blocked?: string
}

const hours = (fields: Fields, { by, staged }: Case): Resource => ({
  ...live('article', '7', fields),
  stamp: { updatedAt: 5, ...(by === undefined ? {} : { by }), ...(staged === undefined ? {} : { staged }) },
})

/** What is planned for one article beside another that stays. */
const drawn = (of: Case): Plan => {
  const { files = null, there = null, base = a, seen = base } = of
  return plannedIn({
    files: [...(files === null ? [] : [want('article', 'hours', files)]), stay],
    there: [...(there === null ? [] : [hours(there, of)]), stays],
    memory: [
      { ...remembered('article', 'hours', '7', base, seen), ...(of.blocked === undefined ? {} : { blocked: of.blocked }) },
      known,
    ],
    findings: of.findings ?? [],
    incomplete: of.whole === false ? ['article'] : [],
    rules: of.rules ?? {},
  })
}

const beside = (of: Case): readonly Beside[] => drawn(of).beside
const gone = { kind: 'article', key: 'hours', id: '7' }
const unnumbered = { kind: 'article', key: 'hours', file: 'content/hours.md', line: 1 }
const here = { ...unnumbered, id: '7' }

describe('a file that is gone', () => {
  test('leaves its article where it is, and says so and who wrote it last', () => {
    const orphan = { why: 'orphan', ...gone, says: 'its file is gone, the object in Intercom stays (prune deletes it)' }
    expect(beside({ there: a })).toEqual([orphan])
    expect(beside({ there: a, by: '5' })).toEqual([{ ...orphan, by: '5' }])
    expect(drawn({ there: a }).counts).toMatchObject({ orphan: 1, delete: 0, unchanged: 1 })
  })

  test('is forgotten where its article is gone too, but not on half a list', () => {
    expect(told(drawn({}))).toEqual(['forget article:hours'])
    expect(drawn({}).counts).toMatchObject({ forget: 1, unchanged: 1 })
    expect(told(drawn({ whole: false }))).toEqual([])
  })

  test('with prune takes its article along, as it was found', () => {
    expect(changes(drawn({ there: a, rules: { prune: true } }))).toEqual([
      { verb: 'delete', id: '7', from: { kind: 'article', key: 'hours', fields: a, stamp: { updatedAt: 5 } } },
    ])
  })

  test('whose article somebody edited is a conflict that names what and who', () => {
    const says = 'its file is gone, and body was edited in Intercom: an edit beats a delete'
    const there = { ...a, body: text('Nine') }
    expect(beside({ there, rules: { prune: true }, by: '5' })).toEqual([{ why: 'conflict', ...gone, by: '5', says }])
    expect(beside({ there, rules: { prune: 'unpublish' } })).toEqual([{ why: 'conflict', ...gone, says }])
  })

  test('counts a text somebody added in another language, and not a flag we never set', () => {
    const translated = { ...a, 'title@de': 'Zeiten', 'body@de': text('Sieben') }
    expect(beside({ there: translated, rules: { prune: true } })[0]?.says).toContain('and title@de, body@de was edited')
    expect(told(drawn({ there: { ...a, agent: true }, rules: { prune: true } }))).toEqual(['delete article:hours'])
  })

  test('on half a list deletes nothing', () => {
    const says = 'its file is gone; the list of articles is not whole, so nothing is deleted'
    expect(beside({ there: a, rules: { prune: true }, whole: false })).toContainEqual({ why: 'orphan', ...gone, says })
    expect(changes(drawn({ there: a, rules: { prune: true }, whole: false }))).toEqual([])
  })

  test('while another file cannot be read deletes nothing: it may be that one; a warning is no such file', () => {
    const says = 'its file is gone; while other files have errors nothing is deleted'
    expect(beside({ there: a, rules: { prune: true }, findings: [error] })).toEqual([{ why: 'orphan', ...gone, says }])
    const warned = drawn({ there: a, rules: { prune: true }, findings: [{ ...error, severity: 'warning' }] })
    expect(told(warned)).toEqual(['delete article:hours'])
  })

  test('that Intercom would not let go is not tried again until it is asked for', () => {
    const blocked = 'a Fin procedure still uses this snippet'
    const says = `${blocked} (--retry-blocked tries again)`
    expect(beside({ there: a, rules: { prune: true }, blocked })).toEqual([{ why: 'blocked', ...gone, says, known: true }])
    expect(told(drawn({ there: a, rules: { prune: true, retryBlocked: true }, blocked }))).toEqual(['delete article:hours'])
  })

  test('of a kind the API cannot delete stays', () => {
    const fields = { name: 'Ana', email: 'ana@acme.test' }
    const drawn = planned([stay], [stays, live('author', '3', fields)], [known, remembered('author', 'ana', '3', fields)], {
      prune: true,
    })
    const says = 'its file is gone; the API deletes no authors'
    expect(drawn.beside).toEqual([{ why: 'orphan', kind: 'author', key: 'ana', id: '3', says }])
  })

  test('with prune: unpublish takes every language off the site and nothing else', () => {
    const both = { ...a, 'title@fr': 'Horaires', 'state@fr': 'published', 'title@de': 'Zeiten', 'state@de': 'draft' }
    const [step] = changes(drawn({ there: both, base: both, rules: { prune: 'unpublish' } }))
    expect(step).toMatchObject({ verb: 'update', id: '7', fields: ['state', 'state@fr'], base: both })
    expect(step?.verb === 'update' && step.to.fields).toEqual({ ...both, state: 'draft', 'state@fr': 'draft' })
    expect(step?.verb === 'update' && step.from.fields).toEqual(both)
  })

  test('with prune: unpublish and nothing on the site is said, not written', () => {
    const draft = { ...a, state: 'draft' }
    expect(drawn({ there: draft, base: draft, rules: { prune: 'unpublish' } })).toMatchObject({
      levels: [],
      beside: [{ why: 'orphan', ...gone, says: 'its file is gone, the object in Intercom stays' }],
    })
  })

  test('because the rules of what is content changed leaves management (R18)', () => {
    const rules = { prune: true, facts: { roots: 'other roots' } } as const
    expect(drawn({ there: a, rules })).toMatchObject({
      levels: [[{ verb: 'forget', ref: { kind: 'article', key: 'hours' } }]],
      beside: [
        {
          why: 'unmanaged',
          ...gone,
          says: 'content roots or ignore rules changed: it leaves management, the object in Intercom stays',
        },
      ],
    })
    expect(told(drawn({ there: a, rules: { prune: true, facts: { roots: 'roots' } } }))).toEqual(['delete article:hours'])
  })
})

describe('an article that is gone from Intercom while its file stands', () => {
  const subject = { ...here }
  test('is drift that says how to have it back', () => {
    const says = 'deleted in Intercom; drift: restore makes it anew, deleting the file forgets it'
    expect(beside({ files: a })).toEqual([{ why: 'drift', ...subject, says }])
  })

  test('and changed since is a conflict with both texts', () => {
    expect(beside({ files: { ...a, title: 'Hours' } })).toEqual([
      {
        why: 'conflict',
        ...subject,
        fields: [{ name: 'title', before: title, after: 'Hours' }],
        says: 'deleted in Intercom while the file changed; --allow recreate makes it anew',
      },
    ])
    expect(told(drawn({ files: a, rules: { allow: new Set(['recreate']) } }))).toEqual(['create article:hours'])
  })

  test('is not there for sure only on a whole list', () => {
    const says = 'the list of articles is not whole, so it may exist already'
    expect(beside({ files: a, whole: false })).toContainEqual({ why: 'blocked', ...unnumbered, says })
  })
})

describe('an edit in Intercom', () => {
  const there = { ...a, title: 'When we open' }
  test('is shown as it was and as it is, with who and where', () => {
    const drift = {
      why: 'drift',
      ...here,
      fields: [{ name: 'title', before: title, after: 'When we open' }],
      says: 'edited in Intercom since we last wrote',
    }
    expect(beside({ files: a, there })).toEqual([drift])
    expect(beside({ files: a, there, by: '5' })).toEqual([{ ...drift, by: '5' }])
    expect(beside({ files: a, there, rules: { drift: 'restore' } })).toEqual([])
  })

  test('of a field the file changed as well leaves the whole article out', () => {
    const files = { ...a, title: 'Hours', body: text('Ten') }
    expect(drawn({ files, there, by: '5' })).toMatchObject({
      levels: [],
      beside: [
        {
          why: 'conflict',
          ...here,
          by: '5',
          fields: [
            { name: 'title', before: 'When we open', after: 'Hours' },
            { name: 'body', before: text('Seven'), after: text('Ten') },
          ],
          says: 'changed in the files and in Intercom; make them agree (in files: pull --merge), or take one side by hand',
        },
      ],
    })
  })

  test('left alone is remembered as it was: it is drift tomorrow too', () => {
    const files = { ...a, body: text('Ten') }
    const [step] = changes(drawn({ files, there }))
    expect(step).toMatchObject({ verb: 'update', fields: ['body'], drifted: ['title'] })
    expect(step?.verb === 'update' && step.to.fields['title']).toBe('When we open')
    const both = drawn({ files: { ...a, body: text('Ten') }, there: { ...there, body: text('Ten') } })
    expect(both.remember).toEqual([
      { ref: { kind: 'article', key: 'hours' }, id: '7', base: files, seen: { ...a, body: text('Ten') } },
    ])
  })

  test('undone on demand is written with what the files say, and only that', () => {
    const [step] = changes(drawn({ files: a, there, rules: { drift: 'restore' } }))
    expect(step).toMatchObject({ verb: 'update', fields: ['title'], base: a })
    expect(step?.verb === 'update' && step.to.fields).toEqual(a)
    expect(step).not.toHaveProperty('drifted')
    expect(step).not.toHaveProperty('links')
  })
})

describe('a field that left the file', () => {
  test('is said and not cleared, and no longer remembered', () => {
    const files = { title, state: 'published' }
    expect(drawn({ files, there: a })).toMatchObject({
      levels: [],
      beside: [{ why: 'unmanaged', ...here, says: 'body left the file: no longer managed, the value in Intercom stays' }],
      remember: [{ base: files, seen: a }],
    })
  })
})

describe('a staged draft is never written over silently (R39)', () => {
  const files = { ...a, title: 'Hours' }
  const says = 'an unpublished draft waits in Intercom; publish or discard it there, or --allow drafts'
  const fields = [{ name: 'title', before: title, after: 'Hours' }]

  test('it is a conflict that names who', () => {
    expect(drawn({ files, there: a, staged: [''] })).toMatchObject({
      levels: [],
      beside: [{ why: 'conflict', ...here, fields, says }],
    })
    expect(beside({ files, there: a, staged: [''], by: '5' })).toEqual([
      { why: 'conflict', ...here, by: '5', fields, says: says.replace(';', ' (last edited by teammate 5);') },
    ])
  })

  test('only in the language that would be written', () => {
    expect(told(drawn({ files, there: a, staged: ['fr'] }))).toEqual(['update article:hours title'])
    const french = { ...a, 'title@fr': 'Horaires' }
    const renamed = { ...french, 'title@fr': 'Heures' }
    expect(told(drawn({ files: renamed, there: french, base: french, staged: ['fr'] }))).toEqual(['conflict article:hours'])
    expect(told(drawn({ files: renamed, there: french, base: french, staged: [''] }))).toEqual(['update article:hours title@fr'])
  })

  test('nor thrown away with an article whose file is gone', () => {
    const lost = 'its file is gone, and an unpublished draft waits in Intercom; publish or discard it there, or --allow drafts'
    const both = { ...a, 'title@fr': 'Horaires' }
    const french = { there: both, base: both }
    for (const prune of [true, 'unpublish'] as const) {
      expect(beside({ ...french, staged: ['fr'], rules: { prune } })).toEqual([{ why: 'conflict', ...gone, says: lost }])
      const allowed = drawn({ ...french, staged: ['fr'], rules: { prune, allow: new Set(['drafts']) } })
      expect(changes(allowed)).toHaveLength(1)
    }
    expect(beside({ there: a, staged: [''], by: '5', rules: { prune: true } })).toMatchObject([{ why: 'conflict', by: '5' }])
    expect(told(drawn({ there: a, staged: [''] }))).toEqual(['orphan article:hours'])
  })

  test('nothing to write is no conflict', () => {
    expect(told(drawn({ files: a, there: a, staged: [''] }))).toEqual([])
  })

  test('let pass by a flag', () => {
    expect(told(drawn({ files, there: a, staged: [''], rules: { allow: new Set(['drafts']) } }))).toEqual([
      'update article:hours title',
    ])
  })

  test('nor by a file of the same name', () => {
    const taken = (rules: Partial<Rules>): Plan =>
      planned([want('article', 'new', { title, body: text('Ten') })], [hours(a, { staged: [''] })], [], rules)
    expect(taken({}).beside).toEqual([
      {
        why: 'conflict',
        ...here,
        key: 'new',
        file: 'content/new.md',
        fields: [{ name: 'body', before: text('Seven'), after: text('Ten') }],
        says,
      },
    ])
    expect(told(taken({ allow: new Set(['drafts']) }))).toEqual(['update article:new body'])
  })
})

describe('a translation whose file is gone', () => {
  const both: Fields = { ...a, 'title@fr': 'Horaires', 'state@fr': 'published' }
  const without = { files: a, there: both, base: both }
  const said = (of: Partial<Case>): unknown => drawn({ ...without, ...of }).beside.map(({ why, says }) => `${why}: ${says}`)

  test('stays and is said', () => {
    expect(drawn(without).beside).toEqual([
      {
        why: 'orphan',
        ...unnumbered,
        says: 'its fr file is gone, the fr text in Intercom stays (prune would turn it into a draft)',
      },
    ])
    expect(drawn(without)).toMatchObject({ levels: [], remember: [], counts: { unchanged: 2 } })
  })

  test('leaves the site with prune, and is forgotten', () => {
    const [step] = changes(drawn({ ...without, rules: { prune: true } }))
    expect(step).toMatchObject({ verb: 'update', fields: ['state@fr'], base: a })
    expect(step?.verb === 'update' && step.to.fields).toEqual({ ...both, 'state@fr': 'draft' })
    expect(step?.verb === 'update' && step.base).toEqual(a)
  })

  test('that is a draft already is only forgotten', () => {
    const draft = { ...both, 'state@fr': 'draft' }
    const plan = drawn({ files: a, there: draft, base: draft, rules: { prune: true } })
    expect(plan).toMatchObject({ levels: [], beside: [] })
    expect(plan.remember.map(({ base }) => base)).toEqual([a])
  })

  test('that Intercom no longer has is only forgotten', () => {
    const plan = drawn({
      files: a,
      there: { ...a, 'state@fr': 'published' },
      base: { ...a, 'state@fr': 'published' },
      rules: { prune: true },
    })
    expect(changes(plan)).toEqual([])
  })

  test('stays while the list is not whole, or another file has errors', () => {
    expect(said({ rules: { prune: true }, whole: false })).toContain(
      'orphan: its fr file is gone; the list of articles is not whole, so the fr text stays',
    )
    expect(said({ rules: { prune: true }, findings: [error] })).toEqual([
      'orphan: its fr file is gone; while other files have errors the fr text stays',
    ])
    expect(said({ rules: { prune: true }, findings: [{ ...error, severity: 'warning' }] })).toEqual([])
  })

  test('leaves management where the rules of what is content changed', () => {
    const plan = drawn({ ...without, rules: { prune: true, facts: { roots: 'other' } } })
    expect(plan.beside).toEqual([
      {
        why: 'unmanaged',
        ...unnumbered,
        says: 'content roots or ignore rules changed: its fr text leaves management and stays in Intercom',
      },
    ])
    expect(plan.levels).toEqual([])
    expect(plan.remember.map(({ base }) => base)).toEqual([a])
  })

  test('that somebody edited is a conflict, where prune would take it off the site and only there', () => {
    const edited = { ...both, 'title@fr': 'Heures' }
    const fought = { files: a, there: edited, base: both }
    const says = 'its file is gone, and title@fr was edited in Intercom: an edit beats a delete'
    expect(drawn({ ...fought, rules: { prune: true } }).beside).toEqual([
      { why: 'conflict', ...here, fields: [{ name: 'title@fr', before: 'Heures', after: null }], says },
    ])
    expect(told(drawn({ ...fought, rules: { prune: true, facts: { roots: 'other' } } }))).toEqual(['unmanaged article:hours'])
    expect(told(drawn(fought))).toEqual(['orphan article:hours'])
    const draft = { ...edited, 'state@fr': 'draft' }
    expect(told(drawn({ ...fought, there: draft, rules: { prune: true } }))).toEqual([])
  })

  test('of a kind without states stays', () => {
    const shelf = { name: 'Shop', parent: null }
    const plan = planned(
      [stay, want('collection', 'shop', shelf)],
      [stays, live('collection', '4', { ...shelf, 'name@fr': 'Magasin' })],
      [known, remembered('collection', 'shop', '4', { ...shelf, 'name@fr': 'Magasin' })],
      { prune: true },
    )
    expect(plan.beside.map(({ says }) => says)).toEqual(['its fr file is gone, the fr text in Intercom stays'])
  })
})
