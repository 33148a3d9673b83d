import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  expect(await ends.run('migrate --from old --to new --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const verdict = ({ out }: { out: string }): string => out.trimEnd().split('\n').at(-1) ?? ''

test('the comparison asks each workspace for each list once', async () => {
  ends.old.control.clearLog()
  ends.new.control.clearLog()
  expect(await ends.run('migrate --from old --to new --parity')).toMatchObject({ code: 0 })
  for (const side of ['old', 'new'] as const) {
    const routes = ends[side].control.log().map(({ method, route }) => `${method} ${route ?? ''}`)
    expect(routes).toContain('GET /articles')
    expect(routes.length).toBe(new Set(routes).size)
  }
})

test('a picture that one workspace names by the European host is the same picture, and another one there is found', async () => {
  const pictured = ends.new.control.state().articles.find(({ contents }) => contents['en']?.body.html.includes('<img'))
  const id = pictured?.id ?? 0
  const html = pictured?.contents['en']?.body.html ?? ''
  const abroad = html.replace(
    /https:\/\/downloads\.intercomcdn\.com(\/i\/o\/[\w/-]+)/gu,
    'https://downloads.eu.intercomcdn.eu$1?expires=9999999999&amp;signature=00',
  )
  expect(abroad).not.toBe(html)
  ends.new.control.plant(id, abroad)
  const same = await ends.run('migrate --from old --to new --parity')
  expect([same.code, verdict(same)]).toEqual([0, expect.stringMatching(/^0 differences/u)])
  const other = ends.new.control.state().images.find(({ path }) => !html.includes(path))?.path ?? ''
  ends.new.control.plant(id, html.replace(/https:\/\/downloads\.intercomcdn\.com\/i\/o\/[\w/-]+/u, other))
  const found = await ends.run('migrate --from old --to new --parity')
  expect([found.code, found.out]).toEqual([2, expect.stringContaining('images')])
  expect(found.out).not.toContain('signature')
})

test('a link to a heading of its own page is compared by that heading', async () => {
  const [first] = ends.new.control.state().articles.filter(({ contents }) => (contents['en']?.body.headings.length ?? 0) > 1)
  const body = first?.contents['en']?.body
  const there = ends.old.control.state().articles.find(({ contents }) => contents['en']?.title === first?.contents['en']?.title)
  const [one, two] = body?.headings ?? []
  const source = there?.contents['en']?.body
  const link = (id: string | undefined): string => `<p class="no-margin"><a href="#${id ?? ''}">below</a></p>`
  ends.old.control.plant(there?.id ?? 0, `${source?.html ?? ''}${link(source?.headings[0]?.id)}`)
  ends.new.control.plant(first?.id ?? 0, `${body?.html ?? ''}${link(one?.id)}`)
  expect(verdict(await ends.run('migrate --from old --to new --parity'))).toMatch(/^0 differences/u)
  ends.new.control.plant(first?.id ?? 0, `${body?.html ?? ''}${link(two?.id)}`)
  const found = await ends.run('migrate --from old --to new --parity')
  expect([found.code, found.out]).toEqual([2, expect.stringContaining('links')])
})
