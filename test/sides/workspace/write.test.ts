import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Names, Part, Resource, Value } from '../../../src/model/index.ts'
import { Refused, isRefs, noNames } from '../../../src/model/index.ts'
import { workspace } from '../../../src/sides/workspace/index.ts'
import type { WorkspaceSide } from '../../../src/sides/workspace/index.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import { creating, optionsFor, updating } from './bakery.ts'

let sandbox: Sandbox
let side: WorkspaceSide
let names: Names

beforeEach(async () => {
  sandbox = await startSandbox({ seed: { helpCenter: 'bakery' } })
  side = workspace(optionsFor(sandbox))
  names = noNames()
  for (const author of await side.list('author')) names.ids.set(`author:${emailOf(author)}`, author.key.slice(1))
})

afterEach(() => sandbox.close())

const members = (value: Value | undefined) => (isRefs(value) ? value.map((ref) => ref.key).sort() : [])
const emailOf = ({ fields: { email } }: Resource) => (typeof email === 'string' ? email : 'nobody')
const robin = { kind: 'author', key: 'robin@example.com' }
const ana = { kind: 'author', key: 'ana@example.com' }

test('an article is read back as it was written, whatever the workspace made of its body', async () => {
  const body = { parts: ['<h1', { heading: 'Fees#0' }, '>Fees</h1><p>Bread is <b>free</b>.</p>'] }
  const fields = { title: 'Fees', description: '', body, state: 'published', author: robin }
  const { id, seen } = await side.write(creating('article', 'fees', fields), names)
  const headings = names.headings.get('article:fees')
  expect(seen?.fields).toMatchObject({
    title: 'Fees',
    state: 'published',
    author: { kind: 'author', key: `@${names.ids.get('author:robin@example.com')}` },
  })
  expect(seen?.fields['body']).toEqual({
    parts: ['<h1', { heading: 'Fees#0', id: headings?.get('Fees#0') }, '>Fees</h1><p>Bread is <b>free</b>.</p>'],
  })
  expect(headings?.get('Fees#0')).toMatch(/^h_[0-9a-f]{10}$/)
  expect(names.ids.get('article:fees')).toBe(id)
  expect((await side.list('article'))[0]).toEqual(seen)
})

test('an update sends the planned fields and the author it has, and nothing else', async () => {
  const { id, seen } = await side.write(creating('article', 'fees', { title: 'Fees', state: 'draft', author: ana }), names)
  if (seen === null) throw new Error('no answer')
  sandbox.control.switches({ restampAuthor: true })
  const answer = await side.write(updating('fees', seen, { title: 'Our fees' }), names)
  expect(answer.seen?.fields).toMatchObject({ title: 'Our fees', state: 'draft', author: seen.fields['author'] })
  expect(answer.id).toBe(id)
})

test('tags are put on and taken off one by one, and those of others stay', async () => {
  for (const name of ['warm', 'cold', 'vegan']) await side.write(creating('tag', name, { name }), names)
  const tag = (key: string) => ({ kind: 'tag', key })
  const made = await side.write(
    creating('article', 'rolls', { title: 'Rolls', author: robin, tags: [tag('warm'), tag('vegan')] }),
    names,
  )
  if (made.seen === null) throw new Error('no answer')
  expect(made.seen.fields['tags']).toHaveLength(2)
  const from = { ...made.seen, fields: { ...made.seen.fields, tags: [tag('warm'), tag('vegan')] } }
  const { seen } = await side.write(updating('rolls', from, { tags: [tag('warm'), tag('cold')] }), names)
  const ids = ['warm', 'cold'].map((name) => `@${names.ids.get(`tag:${name}`)}`)
  expect(members(seen?.fields['tags'])).toEqual(ids.sort())
  expect(side.tally().routes['PUT /articles/{id}']).toBeUndefined()
  expect((await side.list('article'))[0]?.fields['tags']).toEqual(seen?.fields['tags'])
})

test('a tag that cannot be put on leaves the article known: the failure carries its id', async () => {
  names.ids.set('tag:ghost', '99999')
  const change = creating('article', 'rolls', { title: 'Rolls', author: robin, tags: [{ kind: 'tag', key: 'ghost' }] })
  const failure = await side.write(change, names).catch((error: unknown) => (error instanceof Refused ? error.failure : null))
  const [article] = await side.list('article')
  expect(failure).toMatchObject({ status: 404, id: article?.key.slice(1) })
})

test('a translation is written beside the default locale, and an update of one field keeps its others', async () => {
  const fields = {
    title: 'Bread',
    state: 'published',
    author: robin,
    body: { parts: ['<p>Bread</p>'] },
    'title@fr': 'Pain',
    'body@fr': { parts: ['<p>Du pain</p>'] },
    'state@fr': 'published',
    'author@fr': robin,
  }
  const { seen } = await side.write(creating('article', 'bread', fields), names)
  expect(seen?.fields).toMatchObject({
    title: 'Bread',
    'title@fr': 'Pain',
    'body@fr': { parts: ['<p>Du pain</p>'] },
    'state@fr': 'published',
  })
  if (seen === null) throw new Error('no answer')
  const after = await side.write(updating('bread', seen, { 'title@fr': 'Le pain' }), names)
  expect(after.seen?.fields).toMatchObject({ 'title@fr': 'Le pain', 'body@fr': { parts: ['<p>Du pain</p>'] }, title: 'Bread' })
})

test('where an update replaces all translations, the lost one is put back and the run is told', async () => {
  sandbox.control.switches({ translations: 'replace' })
  const locale = (code: string, title: string) => ({
    [`title@${code}`]: title,
    [`body@${code}`]: { parts: [`<p>${title}</p>`] },
    [`state@${code}`]: 'draft',
    [`author@${code}`]: robin,
  })
  const { seen } = await side.write(
    creating('article', 'bread', { title: 'Bread', author: robin, ...locale('fr', 'Pain'), ...locale('es', 'Pan') }),
    names,
  )
  if (seen === null) throw new Error('no answer')
  const failure = await side
    .write(updating('bread', seen, { 'title@fr': 'Le pain' }), names)
    .catch((error: unknown) => (error instanceof Refused ? error.failure : null))
  expect(failure).toMatchObject({ code: 'translations_replaced', id: seen.key.slice(1) })
  const [article] = await side.list('article')
  expect(article?.fields).toMatchObject({ 'title@fr': 'Le pain', 'title@es': 'Pan', 'body@es': { parts: ['<p>Pan</p>'] } })
  if (article === undefined) throw new Error('no article')
  const pinned = workspace(optionsFor(sandbox, { translations: () => 'replace' }))
  const again = await pinned.write(updating('bread', article, { 'title@fr': 'Pain frais' }), names)
  expect(again.seen?.fields).toMatchObject({ 'title@fr': 'Pain frais', 'title@es': 'Pan' })
})

test('a locale the workspace does not keep is a failure, not a silent loss', async () => {
  sandbox.control.switches({ multilingual: false })
  const change = creating('article', 'bread', { title: 'Bread', author: robin, 'title@fr': 'Pain', 'author@fr': robin })
  const failure = await side.write(change, names).catch((error: unknown) => (error instanceof Refused ? error.failure : error))
  expect(failure).toMatchObject({ code: 'locale_ignored' })
})

test('links go out as addresses of our help center and come back as what they lead to', async () => {
  const target = await side.write(
    creating('article', 'fees', {
      title: 'Fees',
      author: robin,
      body: { parts: ['<h1', { heading: 'Cards#0' }, '>Cards</h1>'] },
    }),
    names,
  )
  const anchor = names.headings.get('article:fees')?.get('Cards#0')
  const parts: Part[] = [
    '<p><a href="',
    { link: { kind: 'article', key: 'fees' }, locale: 'en', anchor: 'Cards#0' },
    '">fees</a> <a href="',
    { link: { kind: 'article', key: 'nowhere' } },
    '">soon</a></p>',
  ]
  const { seen } = await side.write(creating('article', 'start', { title: 'Start', author: robin, body: { parts } }), names)
  const back: Part[] = [
    '<p><a href="',
    { link: { kind: 'article', key: `@${target.id}` }, locale: 'en', fragment: anchor ?? 'none' },
    '">fees</a> <a href="https://intercom.help/bakery/en">soon</a></p>',
  ]
  expect(seen?.fields['body']).toEqual({ parts: back })
})

test('an image is fetched once, and sent as the path it is hosted under from then on', async () => {
  const source = `sha256:${'ab'.repeat(32)}`
  const asked: string[] = []
  const here = workspace(
    optionsFor(sandbox, { imageUrl: (image) => (asked.push(image), 'https://images.example.test/oven.png') }),
  )
  const body = { parts: ['<p><img src="', { image: source }, '" alt="oven"></p>'] }
  const first = await here.write(creating('article', 'a', { title: 'A', author: robin, body }), names)
  const path = names.images.get(source)
  expect(path).toMatch(/^cdn:\/i\/o\//)
  const second = await here.write(creating('article', 'b', { title: 'B', author: robin, body }), names)
  expect(asked).toEqual([source])
  expect(second.seen?.fields['body']).toEqual(first.seen?.fields['body'])
  expect(second.seen?.fields['body']).toMatchObject({ parts: [expect.any(String), { image: path }, expect.any(String)] })
})

test('an image nobody can fetch is refused before anything is sent', async () => {
  const body = { parts: ['<p><img src="', { image: `sha256:${'cd'.repeat(32)}` }, '" alt=""></p>'] }
  const before = side.tally().writes
  const write = side.write(creating('article', 'a', { title: 'A', author: robin, body }), names)
  await expect(write).rejects.toMatchObject({ failure: { status: 0, code: 'image_unreachable' } })
  expect(side.tally().writes).toBe(before)
})

test('folders, collections, snippets and import sources are created, changed, cleared and deleted', async () => {
  const audience = (await side.list('audience'))[0]
  if (audience === undefined) throw new Error('the sandbox has no audience')
  const who = { kind: 'audience', key: audience.key }
  const cases = [
    { kind: 'folder', make: { name: 'Ovens', description: 'Hot', emoji: '🔥' }, change: { name: 'Stoves', description: '' } },
    {
      kind: 'collection',
      make: { name: 'Bread', description: 'All of it', 'name@fr': 'Pain' },
      change: { description: '', 'name@fr': 'Le pain' },
    },
    {
      kind: 'snippet',
      make: { title: 'Hours', locale: 'en', body: { parts: ['<p>We open at six.</p>'] }, audiences: [who], agent: true },
      change: { title: 'Opening', audiences: [], agent: false },
    },
    {
      kind: 'import-source',
      make: { url: 'https://bread.example.test', sync: 'api', audiences: [who] },
      change: { status: 'deactivated', audiences: [] },
    },
  ]
  for (const { kind, make, change } of cases) {
    const created = await side.write(creating(kind, 'x', make), names)
    expect(created.seen?.fields, kind).toMatchObject(make)
    if (created.seen === null) throw new Error('no answer')
    const changed = await side.write(updating('x', created.seen, change), names)
    expect(changed.seen?.fields, kind).toMatchObject({ ...make, ...change })
    expect((await side.list(kind))[0], kind).toEqual(changed.seen)
    if (changed.seen === null) throw new Error('no answer')
    expect(await side.write({ verb: 'delete', from: changed.seen, id: created.id }, names)).toEqual({
      id: created.id,
      seen: null,
    })
    expect(await side.list(kind), kind).toEqual([])
  }
})

test('the audience of existing pages is changed only when the flag asks for it', async () => {
  const bodies: unknown[] = []
  const spy = { kind: 'import-source', key: 'x' }
  const made = await side.write(creating(spy.kind, spy.key, { url: 'https://bread.example.test', sync: 'api' }), names)
  if (made.seen === null) throw new Error('no answer')
  const flagged = workspace(optionsFor(sandbox, { flags: new Set(['apply-audience-to-existing']) }))
  bodies.push((await side.write(updating('x', made.seen, { audiences: [] }), names)).id)
  const plain = sandbox.requests().at(-1)?.body
  await flagged.write(updating('x', made.seen, { audiences: [] }), names)
  expect(sandbox.requests().at(-1)?.body).not.toBe(plain)
  await flagged.write(updating('x', made.seen, { status: 'active' }), names)
  await side.write(updating('x', made.seen, { status: 'active' }), names)
  expect(sandbox.requests().at(-1)?.body).toBe(sandbox.requests().at(-2)?.body)
})

test('what is written on top of a staged draft goes live with it, in the locale it was written in', async () => {
  const fields = {
    title: 'Bread',
    state: 'published',
    author: robin,
    'title@fr': 'Pain',
    'state@fr': 'published',
    'author@fr': robin,
  }
  const { id } = await side.write(creating('article', 'bread', fields), names)
  for (const body of [{ title: 'Staged' }, { translated_content: { fr: { title: 'En attente' } } }]) {
    await sandbox.control.edit({ path: `/articles/${id}/draft`, body, admin: 'ana@example.com' })
  }
  const [before] = await side.list('article')
  if (before === undefined) throw new Error('no article')
  expect(before.stamp?.staged).toEqual(['', 'fr'])
  const { seen } = await side.write(updating('bread', before, { title: 'Our bread' }), names)
  expect(seen?.fields).toMatchObject({ title: 'Our bread', 'title@fr': 'Pain', state: 'published' })
  expect(seen?.stamp?.staged).toEqual(['fr'])
  expect((await side.list('article'))[0]).toEqual(seen)
})

test('a locale added later is for the same audience as the rest, not for everybody', async () => {
  const audience = (await side.list('audience'))[0]
  const who = { kind: 'audience', key: audience?.key ?? '' }
  const { seen } = await side.write(creating('article', 'bread', { title: 'Bread', author: robin, audiences: [who] }), names)
  if (seen === null) throw new Error('no answer')
  expect(seen.fields['audiences']).toEqual([who])
  await side.write(updating('bread', seen, { 'title@fr': 'Pain', 'author@fr': robin }), names)
  const [article] = sandbox.control.state().articles
  const audiences = Object.values(article?.contents ?? {}).map(({ audienceIds }) => audienceIds)
  expect(audiences).toEqual([[Number(who.key.slice(1))], [Number(who.key.slice(1))]])
})
