import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two({ new: { seed: { macros: [] } } })
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  // ids of real workspaces never meet; here they would
  for (let n = 0; n < 60; n += 1) {
    const made = await ends.edit('new', 'POST', '/articles', { title: `Gone ${n}`, author_id: 1002 })
    await ends.edit('new', 'DELETE', `/articles/${made.id}`)
    const shelf = await ends.edit('new', 'POST', '/help_center/collections', { name: `Gone ${n}` })
    await ends.edit('new', 'DELETE', `/help_center/collections/${shelf.id}`)
  }
  expect(await ends.run('migrate --from old --to new --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const rows = (): string[][] => {
  const [head, ...lines] = readFileSync(join(ends.desk.root, 'redirects.csv'), 'utf8').trimEnd().split('\n')
  expect(head).toBe('from,to,locale')
  return lines.map((line) => line.split(','))
}
const write = (more = '--yes'): ReturnType<Two['run']> => ends.run(`migrate --from old --to new --write-redirects ${more}`)
const posts = (): number =>
  ends.new.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/redirects')).length

/** The published texts of a workspace: an address each. */
const texts = (): number =>
  ends.old.control
    .state()
    .articles.flatMap(({ contents }) => Object.values(contents))
    .filter(({ state }) => state === 'published').length

test('each address a page had, in each language and at each name of the help center, is told with the one it has now', async () => {
  ends.old.control.domain('help.bakery.example')
  expect(await ends.run('migrate --from old --to new --parity --redirects redirects.csv')).toMatchObject({ code: 0 })
  const all = rows()
  const collections = ends.old.control.state().collections.length
  expect(all).toHaveLength(2 * (texts() + collections))
  expect(all.filter(([from = '']) => from.startsWith('https://help.bakery.example/'))).toHaveLength(texts() + collections)
  const french = all.filter(([from = '', to = '', locale]) => locale === 'fr' && from.includes('/fr/') && to.includes('/is/fr/'))
  expect(french.length).toBeGreaterThan(2)
  const title = (address: string): string => address.replace(/^.*\/(?:articles|collections)\/\d+-/u, '')
  for (const [from = '', to = ''] of all) expect(title(to)).toBe(title(from))
})

test('once the domain has moved, the addresses of old pages below it lead to the new ones, written once', async () => {
  ends.new.control.domain('help.bakery.example')
  const dry = await write('--dry-run')
  expect([dry.code, dry.out, posts()]).toEqual([0, expect.stringMatching(/new: \d+ redirects to write · 0 there already/u), 0])
  const done = await write()
  expect([done.code, done.out]).toEqual([0, expect.stringContaining(' 0 failed')])
  const { redirects, articles } = ends.new.control.state()
  expect(redirects).toHaveLength(texts() + ends.old.control.state().collections.length)
  const old = ends.old.control.state().articles.find(({ contents }) => contents['fr']?.state === 'published')
  const found = redirects.find(({ fromUrl }) => fromUrl.startsWith(`https://help.bakery.example/fr/articles/${old?.id ?? 0}-`))
  const target = articles.find(({ id }) => id === found?.target.id)
  expect([found?.locale, target?.contents['fr']?.title]).toEqual(['fr', old?.contents['fr']?.title])
  const before = posts()
  const again = await write()
  expect([again.code, again.out, posts()]).toEqual([
    0,
    expect.stringContaining(`0 redirects to write · ${redirects.length} there already`),
    before,
  ])
})

test('addresses that are not the new help center’s are not sent there, and said', async () => {
  const none = await write()
  expect([none.code, none.out]).toEqual([0, expect.stringContaining('0 redirects to write')])
  expect(none.out).toContain('old addresses are not below https://intercom.help/is')
  expect(posts()).toBe(0)
})

test('a redirect somebody made to something else stays, and an answer that is lost makes no second one', async () => {
  ends.new.control.domain('help.bakery.example')
  const [old] = ends.old.control.state().articles.filter(({ contents }) => contents['en']?.state === 'published')
  await ends.run('migrate --from old --to new --parity --redirects redirects.csv')
  const path =
    rows()
      .find(([from = '']) => from.includes(`/articles/${old?.id ?? 0}-`))?.[0]
      ?.replace('https://intercom.help/was', '') ?? ''
  const other = await ends.edit('new', 'POST', '/articles', { title: 'By hand', author_id: 1002, state: 'published' })
  const [center] = ends.new.control.state().helpCenters
  const hand = {
    from_url: `https://help.bakery.example${path}`,
    locale: 'en',
    target_type: 'article',
    target_id: String(other.id),
  }
  await ends.edit('new', 'POST', `/help_center/help_centers/${center?.id ?? 0}/redirects`, hand)
  ends.new.control.faults([{ on: { method: 'POST', path: '/redirects', every: 3 }, do: 'reset-after' }])
  const done = await write()
  expect([done.code, done.out]).toEqual([0, expect.stringContaining(`leads to article ${other.id} already: it stays`)])
  const { redirects } = ends.new.control.state()
  expect(new Set(redirects.map(({ fromUrl }) => fromUrl)).size).toBe(redirects.length)
  expect(redirects.find(({ fromUrl }) => fromUrl === hand.from_url)?.target.id).toBe(Number(other.id))
  expect((await write()).out).toContain('0 redirects to write')
})
