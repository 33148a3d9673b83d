import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ana, sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
})
afterEach(() => ends.close())

const verdict = ({ out }: { out: string }): string => out.trimEnd().split('\n').at(-1) ?? ''
const carry = (more = ''): ReturnType<Two['run']> => ends.run(`migrate --from old --to new --yes ${more}`)
const parity = (more = ''): ReturnType<Two['run']> => ends.run(`migrate --from old --to new --parity ${more}`)
const writes = (side: 'old' | 'new'): string[] =>
  ends[side].control.log().flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]))

/** A second run that finds nothing, and a comparison that finds nothing. */
async function quiet(): Promise<void> {
  const before = writes('new').length
  const again = await carry()
  expect([again.code, verdict(again)]).toEqual([0, expect.stringMatching(/^new: no changes/u)])
  expect(writes('new').length).toBe(before)
  const compared = await parity()
  expect([compared.code, verdict(compared)]).toEqual([0, expect.stringMatching(/^0 differences, 0 links back, 0 broken links/u)])
}

const article = (title: string, body: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  title,
  body,
  author_id: 1002,
  state: 'published',
  ...more,
})

describe('a help center moves to another workspace', () => {
  beforeEach(async () => {
    sample(ends.desk)
    expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  })

  test('whole: pages, translations, collections, folders, snippets, sources, tags, images and links', async () => {
    const read = writes('old').length
    const dry = await ends.run('migrate --from old --to new --dry-run')
    expect(verdict(dry)).toMatch(/^new: 44 to create · 17 become public/u)
    expect(dry.err).toContain('requests: 10 reads, 0 writes')
    expect(await carry()).toMatchObject({ code: 0 })
    await quiet()
    expect(writes('old').length).toBe(read)
    const bodies = ends.new.control
      .state()
      .articles.flatMap(({ contents }) => Object.values(contents).map(({ body }) => body.html))
      .join('')
    expect(bodies.includes('intercom.help/was')).toBe(false)
    expect(bodies.includes('intercom.help/is/en/articles/')).toBe(true)
  })

  test('a later run touches exactly what changed where it came from', async () => {
    await carry()
    const [first, second] = ends.old.control.state().articles
    const third = ends.old.control.state().articles.find(({ contents }) => contents['en']?.title.startsWith('Print labels'))
    await ends.edit('old', 'PUT', `/articles/${first?.id ?? 0}`, { title: 'Another title', author_id: 1002 })
    await ends.edit('old', 'PUT', `/articles/${second?.id ?? 0}`, { parent_ids: [], author_id: 1002 })
    await ends.edit('old', 'DELETE', `/articles/${third?.id ?? 0}`)
    const added = await ends.edit('old', 'POST', '/articles', article('New here', '<p>Since then.</p>'))
    const before = writes('new').length
    const delta = await carry('--accept links')
    expect([delta.code, verdict(delta)]).toEqual([0, expect.stringMatching(/^new: 3 applied/u)])
    const sent = writes('new').slice(before)
    expect(sent.filter((line) => line.startsWith('POST'))).toEqual(['POST /articles'])
    expect(sent.filter((line) => line.startsWith('PUT'))).toHaveLength(2)
    const gone = await carry('--accept links')
    expect(gone.out).toContain('1 gone from old')
    const pruned = await carry('--prune --accept links')
    expect([pruned.code, verdict(pruned)]).toEqual([0, expect.stringMatching(/^new: 1 applied/u)])
    expect(ends.new.control.state().articles.map(({ contents }) => contents['en']?.title)).toContain('New here')
    expect(ends.new.control.state().articles).toHaveLength(ends.old.control.state().articles.length)
    expect(added.id).toBeDefined()
  })

  test('an edit made in the new workspace meanwhile is not overwritten, and one made in both is said', async () => {
    await carry()
    const [first] = ends.old.control.state().articles
    const title = first?.contents['en']?.title
    const there = ends.new.control.state().articles.find(({ contents }) => contents['en']?.title === title)
    await ends.edit('new', 'PUT', `/articles/${there?.id ?? 0}`, { title: 'As they like it', author_id: 1002 })
    const kept = await carry()
    expect([kept.code, verdict(kept)]).toEqual([0, expect.stringContaining('1 edited in new')])
    await ends.edit('old', 'PUT', `/articles/${first?.id ?? 0}`, { title: 'As we like it', author_id: 1002 })
    const both = await carry()
    expect([both.code, verdict(both)]).toEqual([5, expect.stringContaining('1 in conflict')])
    expect(ends.new.control.state().articles.find(({ id }) => id === there?.id)?.contents['en']?.title).toBe('As they like it')
  })

  test('the comparison finds a word, a link, a picture, a tag and a page that are not the same', async () => {
    await carry()
    const articles = ends.new.control.state().articles
    const linked = articles.find(({ contents }) => contents['en']?.body.html.includes('intercom.help/is/en/articles/'))
    const pictured = articles.find(({ contents }) => contents['en']?.body.html.includes('<img'))
    const [first, second] = articles.filter(({ id }) => id !== linked?.id && id !== pictured?.id)
    const html = (one: typeof linked): string => one?.contents['en']?.body.html ?? ''
    ends.new.control.plant(
      linked?.id ?? 0,
      html(linked).replace('intercom.help/is/en/articles/', 'intercom.help/was/en/articles/'),
    )
    ends.new.control.plant(pictured?.id ?? 0, html(pictured).replace(/<img[^>]*>/u, ''))
    ends.new.control.plant(first?.id ?? 0, html(first).replace('</p>', ' surely</p>'))
    await ends.edit('new', 'DELETE', `/articles/${second?.id ?? 0}`)
    const found = await parity('--format json')
    expect(found.code).toBe(2)
    const report = JSON.parse(found.out) as {
      differences: { what: string; to: string | null }[]
      stale: { to: string }[]
    }
    const what = (id: number | undefined): string[] =>
      report.differences.filter(({ to }) => to === String(id)).map(({ what }) => what)
    expect(what(first?.id)).toEqual(['words'])
    expect(what(pictured?.id)).toEqual(expect.arrayContaining(['images', 'blocks']))
    expect(what(linked?.id)).toContain('links')
    expect(report.stale.map(({ to }) => to)).toEqual([String(linked?.id)])
    expect(report.differences.filter(({ to }) => to === null)).toMatchObject([{ what: 'missing' }])
    const page = await parity('--format html --out parity.html')
    expect(page.code).toBe(2)
    expect(readFileSync(join(ends.desk.root, 'parity.html'), 'utf8')).toContain('Links that still lead back (1)')
  })
})

describe('what cannot be carried over as it is, is a question with its answer, and nothing is written before', () => {
  const asked = async (says: string | RegExp, accept: string): Promise<void> => {
    const dry = await carry()
    expect([dry.code, writes('new')]).toEqual([65, []])
    expect(dry.out).toMatch(says)
    const settled = await carry(`--accept ${accept}`)
    expect(settled.code).toBe(0)
    expect(verdict(await carry(`--accept ${accept}`))).toMatch(/^new: no changes/u)
  }

  test('an author nobody there is', async () => {
    await ends.close()
    ends = await two({ new: { seed: { admins: [{ name: 'Kim', email: 'kim@example.com' }] } } })
    await ends.edit('old', 'POST', '/articles', article('Bread', '<p>Flour.</p>'))
    await asked(/no teammate of new is ana@example\.com: “Bread”; map it .*--accept authors/u, 'authors')
  })

  test('an author who is mapped is no question', async () => {
    await ends.close()
    ends = await two({ new: { seed: { admins: [{ name: 'Kim', email: 'kim@example.com' }] } } })
    const config = JSON.parse(readFileSync(join(ends.desk.root, 'sync.config.json'), 'utf8')) as {
      workspaces: { new: Record<string, unknown> }
    }
    config.workspaces.new['map'] = { authors: { [ana]: 'kim@example.com' } }
    ends.desk.write('sync.config.json', JSON.stringify(config))
    await ends.edit('old', 'POST', '/articles', article('Bread', '<p>Flour.</p>'))
    expect(await carry()).toMatchObject({ code: 0 })
    await quiet()
  })

  test('a language the other help center does not have', async () => {
    await ends.close()
    ends = await two({ new: { seed: { locales: ['en'] } } })
    const fr = { title: 'Pain', body: '<p>Farine.</p>', author_id: 1002, state: 'published' }
    await ends.edit('old', 'POST', '/articles', article('Bread', '<p>Flour.</p>', { translated_content: { fr } }))
    await asked(/the help center of new has no fr: “Bread”; switch it on .*--accept locales/u, 'locales')
  })

  test('an audience that is not there, or there twice: who may read it is never guessed', async () => {
    await ends.close()
    ends = await two({ new: { seed: { audiences: ['Trial users', 'Trial users'] } } })
    const [all, trial] = ends.old.control.state().audiences
    await ends.edit('old', 'POST', '/articles', article('Bread', '<p>Flour.</p>', { audience_ids: [all?.id] }))
    await ends.edit('old', 'POST', '/articles', article('Cake', '<p>Sugar.</p>', { audience_ids: [trial?.id] }))
    const dry = await carry()
    expect([dry.code, writes('new')]).toEqual([65, []])
    expect(dry.out).toMatch(/new has no audience "Everyone on a paid plan": “Bread”; make it, or map it/u)
    expect(dry.out).toMatch(/2 audiences of new are called "Trial users" \(ids \d+, \d+\): “Cake”/u)
    expect(dry.out).not.toContain('--accept audiences')
  })

  test('a link to a page that was deleted', async () => {
    const target = await ends.edit('old', 'POST', '/articles', article('Cake', '<p>Sugar.</p>'))
    const link = `<p><a href="https://intercom.help/was/en/articles/${target.id}">Cake</a></p>`
    await ends.edit('old', 'POST', '/articles', article('Bread', link))
    await ends.edit('old', 'DELETE', `/articles/${target.id}`)
    await asked(/article 1001 is linked to and not in the help center of old: “Bread”.*--accept links/u, 'links')
    expect(ends.new.control.state().articles[0]?.contents['en']?.body.html).not.toContain('intercom.help/was')
  })

  test('a workspace that holds something already; what it holds stays as it is', async () => {
    await ends.edit('old', 'POST', '/articles', article('Bread', '<p>Flour.</p>'))
    await ends.edit('new', 'POST', '/articles', article('Cake', '<p>Sugar.</p>'))
    const before = ends.new.control.state().articles
    await asked(/new is not empty: it has 1 articles and snippets of its own.*--accept existing/u, 'existing')
    expect(ends.new.control.state().articles.filter(({ id }) => id === before[0]?.id)).toEqual(before)
  })
})

describe('a wrong word is refused before anything is read', () => {
  test.each([
    ['migrate --from old --yes', 64, /--to is missing: expected one of old, new/u],
    ['migrate --from old --to old --yes', 64, /expected another workspace than old/u],
    ['migrate --from od --to new --yes', 64, /--from: expected one of old, new, got "od".*old/u],
    ['migrate --from old --to new', 64, /migrate asks before it writes/u],
  ])('%s', async (line, code, says) => {
    const ended = await ends.run(line)
    expect([ended.code, ended.err]).toEqual([code, expect.stringMatching(says)])
    expect(ends.new.control.log()).toEqual([])
  })

  test('two names for one workspace', async () => {
    ends.desk.write(
      'sync.config.json',
      JSON.stringify({ workspaces: { old: { baseUrl: ends.old.url }, new: { baseUrl: ends.old.url } } }),
    )
    const ended = await ends.desk.run('migrate --from old --to new --yes', {
      env: { INTERCOM_ACCESS_TOKEN_OLD: ends.old.token, INTERCOM_ACCESS_TOKEN_NEW: ends.old.token },
    })
    expect([ended.code, ended.err]).toEqual([77, expect.stringContaining('open the same workspace')])
  })
})

test('a migration is taken back like any other run: what it made goes, what was there before stays', async () => {
  sample(ends.desk)
  await ends.run('apply -w old --yes')
  await ends.edit('new', 'POST', '/articles', article('Cake', '<p>Sugar.</p>'))
  const before = ends.new.control.state()
  expect(await carry('--accept existing')).toMatchObject({ code: 0 })
  const back = await ends.run('rollback -w new --from old --yes --allow deletes')
  expect([back.code, back.out + back.err]).toEqual([0, expect.stringContaining('taking back run')])
  const { articles, collections, folders, snippets } = ends.new.control.state()
  expect({ articles, collections, folders, snippets }).toEqual({
    articles: before.articles,
    collections: before.collections,
    folders: before.folders,
    snippets: before.snippets,
  })
})
