import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Ended } from '../commands/desk.ts'
import { sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const verdict = ({ out }: Ended): string => out.trimEnd().split('\n').at(-1) ?? ''
/** Of a workspace by itself: what its files are called is left aside. */
const promote = (words: readonly string[], more = ''): Promise<Ended> =>
  ends.run(`migrate --from old --to new --repository hide --yes ${words.map((word) => `--only ${word}`).join(' ')} ${more}`)
const writes = (): string[] =>
  ends.new.control.log().flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]))
const titles = (side: 'old' | 'new'): string[] =>
  ends[side].control
    .state()
    .articles.map(({ contents }) => contents['en']?.title ?? '')
    .sort()
const idOf = (start: string): number =>
  ends.old.control.state().articles.find(({ contents }) => contents['en']?.title.startsWith(start))?.id ?? 0

const orders = [
  'Change or cancel an order',
  'Closing days and shorter hours',
  'Custom cakes',
  'Customers who do not come',
  'How an order travels from click to counter',
  'Pickup times and how many orders fit into them',
]

describe('migrate --only: a part is promoted', () => {
  test('what a pattern of keys names goes over, later edits of it too, and nothing else is touched; the whole may follow', async () => {
    const alone = await promote(['orders/**'])
    expect([alone.code, alone.out, writes()]).toEqual([5, expect.stringContaining('it needs'), []])
    expect(await promote(['orders/**', 'collections', 'folders'])).toMatchObject({ code: 0 })
    expect(titles('new')).toEqual(orders)
    const sent = writes().length

    await ends.edit('old', 'PUT', `/articles/${idOf('Custom cakes')}`, { description: 'Cakes, and a deposit.', author_id: 1002 })
    await ends.edit('old', 'PUT', `/articles/${idOf('Refund')}`, { description: 'Money back.', author_id: 1002 })
    const later = await promote(['orders/**'])
    expect([later.code, verdict(later)]).toEqual([0, expect.stringMatching(/^new: 1 applied/u)])
    expect(writes().slice(sent)).toEqual([expect.stringMatching(/^PUT \/articles\//u)])

    expect(await promote([], '--accept existing')).toMatchObject({ code: 0 })
    expect(titles('new')).toEqual(titles('old'))
    await ends.edit('old', 'DELETE', `/articles/${idOf('Print labels')}`)
    expect(verdict(await promote(['orders/**'], '--prune'))).toMatch(/^new: no changes/u)
    expect(verdict(await promote([], '--prune --accept links'))).toMatch(/^new: \d+ applied/u)
    expect(titles('new')).toEqual(titles('old'))
  })

  test('a name is enough: the ids that keys end in need not be known', async () => {
    const one = await promote(['collection:orders', 'folders', 'article:orders/custom-cakes'])
    expect([one.code, titles('new')]).toEqual([0, ['Custom cakes']])
    // what is below the collection goes with it, as everywhere
    expect(
      ends.new.control
        .state()
        .collections.map(({ name }) => name)
        .sort(),
    ).toEqual(['Holidays and closing days', 'Orders', 'Pickup'])
    expect(verdict(await promote(['collection:orders', 'folders', 'article:orders/custom-cakes']))).toMatch(/^new: no changes/u)
  })

  test('nothing is asked about what stays where it is', async () => {
    await ends.edit('old', 'POST', '/articles', {
      title: 'Leads nowhere',
      body: '<p><a href="https://intercom.help/was/en/pages/gone">Gone</a></p>',
      author_id: 1002,
      state: 'published',
    })
    expect(await promote([])).toMatchObject({ code: 65 })
    expect(await promote(['orders/**', 'collections', 'folders'])).toMatchObject({ code: 0 })
    expect(titles('new')).toEqual(orders)
    expect(await promote([])).toMatchObject({ code: 65 })
    expect(await promote([], '--accept links')).toMatchObject({ code: 0 })
  })
})
