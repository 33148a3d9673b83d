import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { planSchema, type PlanDocument } from '../../src/report/json/schemas.ts'
import type { Ended } from '../commands/desk.ts'
import { ana, sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

type Promotion = NonNullable<PlanDocument['promotion']>

const verdict = ({ out }: Ended): string => out.trimEnd().split('\n').at(-1) ?? ''
const promote = (more = ''): Promise<Ended> => ends.run(`migrate --from old --to new --yes ${more}`)
const drawn = async (more = ''): Promise<PlanDocument> => {
  const { out, err } = await ends.run(`migrate --from old --to new --dry-run --format json ${more}`)
  return planSchema.parse(JSON.parse(out === '' ? err : out))
}
const sides = async (more = ''): Promise<Promotion> => {
  const { promotion } = await drawn(more)
  if (promotion === undefined) throw new Error('the plan has no columns')
  return promotion
}

/** An object as `AAB`, one letter a side, with the fields that each side changed and that the last one is behind in. */
const short = ({ objects }: Promotion): Record<string, string> =>
  Object.fromEntries(
    objects.map(({ name, repository, from, to }) => [
      name,
      [
        [repository, from, to].map(({ content }) => content ?? '-').join(''),
        ...[repository, from, to].flatMap(({ is }, side) => (is === 'there' ? [] : [`${side}:${is}`])),
        ...[repository, from, to].flatMap(({ changed }, side) => changed.map((name) => `${side}:${name}`)),
        ...to.behind.map((name) => `behind:${name}`),
      ].join(' '),
    ]),
  )

/** An edit in the browser of one of the workspaces, that leaves the author who it was. */
const put = (side: 'old' | 'new', start: string, fields: Record<string, unknown>): Promise<unknown> => {
  const found = ends[side].control.state().articles.find(({ contents }) => contents['en']?.title.startsWith(start))
  return ends.edit(side, 'PUT', `/articles/${found?.id ?? 0}`, { author_id: found?.contents['en']?.authorId, ...fields })
}
const rewrite = (file: string, change: (text: string) => string): void => {
  const before = readFileSync(join(ends.desk.root, file), 'utf8')
  expect(change(before)).not.toBe(before)
  ends.desk.write(file, change(before))
}

describe('a promotion shows the files and both workspaces', () => {
  test('before the first one all is in the files and the first; after it all three are the same, and a second run is empty', async () => {
    const before = await sides()
    expect(new Set(Object.values(short(before)))).toEqual(new Set(['AA- 2:absent']))
    expect(before.objects).toHaveLength(36)
    expect(await promote()).toMatchObject({ code: 0 })
    const after = await drawn()
    expect([after.promotion?.counts, after.changes, after.findings.filter(({ severity }) => severity !== 'note')]).toEqual([
      { same: 36, differing: 0 },
      [],
      [],
    ])
    expect((await ends.run('migrate --from old --to new --dry-run')).out).toContain(
      'old is what the repository says\nnew is what old is · all 36 objects the same everywhere\n',
    )
  })

  test('each side that moved is told from the others, field by field, and by whom', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    // in the files alone
    rewrite('content/articles/payments/refunds.md', (text) => text.replace('ninety', 'sixty'))
    // in the first workspace alone
    await put('old', 'Custom cakes', { description: 'Cakes, and a deposit.' })
    // in the second alone
    await put('new', 'Change or cancel', { description: 'As they like it.' })
    // applied and not promoted
    rewrite('content/articles/orders/label-printing.md', (text) => text.replace(/^title: .*$/mu, 'title: Labels'))
    expect(await ends.run('apply -w old --yes --only article:orders/label-printing')).toMatchObject({ code: 0 })
    const seen = await sides()
    expect(short(seen)).toEqual({
      'payments/refunds': 'ABB 0:body',
      'orders/custom-cakes': 'ABA 1:description behind:description',
      'orders/change-or-cancel-an-order': 'AAB 2:description',
      'orders/label-printing': 'AAB behind:title',
    })
    expect(
      seen.objects.map(({ name, from, to }) => [name, from.by, to.by]).filter(([, a, b]) => a !== null || b !== null),
    ).toEqual([
      ['orders/change-or-cancel-an-order', null, ana],
      ['orders/custom-cakes', ana, null],
    ])
    const { findings } = await drawn()
    expect(
      findings.filter(({ rule }) => rule.startsWith('promote/')).map(({ rule, file, message }) => [rule, file, message]),
    ).toEqual([
      [
        'promote/edited',
        'content/articles/orders/custom-cakes.md',
        'edited in old, and the repository does not know it: “Custom cakes” (description by ana@example.com); promote it anyway, or first: content-sync pull -w old',
      ],
      ['promote/not-applied', 'content/articles/payments/refunds.md', expect.stringContaining('content-sync apply -w old')],
    ])

    // promoted anyway, the rest is as before; the second run has nothing to do
    expect(await promote()).toMatchObject({ code: 0 })
    const after = await drawn()
    expect(after.changes).toEqual([])
    expect(short(after.promotion as Promotion)).toEqual({
      'payments/refunds': 'ABB 0:body',
      'orders/custom-cakes': 'ABB 1:description',
      'orders/change-or-cancel-an-order': 'AAB 2:description',
    })
    // what was promoted is known to the repository after a pull
    expect(await ends.run('pull -w old --yes --only article:orders/custom-cakes')).toMatchObject({ code: 0 })
    expect(Object.keys(short(await sides()))).toEqual(['orders/change-or-cancel-an-order', 'payments/refunds'])
  })

  test('a text changed on two sides, or on all three, is told as that', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    const words = (text: string): void => {
      rewrite('content/articles/orders/custom-cakes.md', (file) => file.replace(/^description: .*$/mu, `description: ${text}`))
    }
    await put('old', 'Custom cakes', { description: 'In old.' })
    words('In the files.')
    expect(short(await sides())).toEqual({ 'orders/custom-cakes': 'ABC 0:description 1:description behind:description' })
    await put('new', 'Custom cakes', { description: 'In new.' })
    const clash = await drawn()
    expect(short(clash.promotion as Promotion)).toEqual({
      'orders/custom-cakes': 'ABC 0:description 1:description 2:description behind:description',
    })
    expect(clash.counts).toMatchObject({ update: 0, conflict: 1 })
    // what the second has is what the files say: the first is beside
    await put('new', 'Custom cakes', { description: 'In the files.' })
    expect(short(await sides())).toEqual({
      'orders/custom-cakes': 'ABA 0:description 1:description 2:description behind:description',
    })
    words('In old.')
    await put('new', 'Custom cakes', { description: 'In old.' })
    expect(short(await sides())).toEqual({})
    expect(await promote()).toMatchObject({ code: 0 })
    expect((await drawn()).changes).toEqual([])
  })

  test('an edit that this run would undo is told as one, by whom', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    const config = JSON.parse(readFileSync(join(ends.desk.root, 'sync.config.json'), 'utf8')) as object
    ends.desk.write('sync.config.json', JSON.stringify({ ...config, drift: 'restore' }))
    await put('new', 'Custom cakes', { description: 'As they like it.' })
    const seen = await drawn()
    expect([short(seen.promotion as Promotion), seen.promotion?.objects[0]?.to.by, seen.counts.update]).toEqual([
      { 'orders/custom-cakes': 'AAB 2:description' },
      ana,
      1,
    ])
  })

  test('a text with links and pictures that only the first has otherwise is the same in the files and the second', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    const linked = ends.old.control.state().articles.flatMap(({ contents }) => {
      const { title = '', body } = contents['en'] ?? {}
      return body?.html.includes('intercom.help/was/en/articles/') === true ? [title] : []
    })
    for (const title of linked) await put('old', title, { body: '<p>Nothing left.</p>' })
    const seen = short(await sides())
    expect([linked.length > 8, Object.keys(seen).length]).toEqual([true, linked.length])
    // anchors of links into them have no heading to lead to any more
    expect(Object.values(seen).filter((said) => !/^ABA 1:body behind:body( behind:body@fr)?$/u.test(said))).toEqual([])
  })

  test('what one of them does not have is told as missing there', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    const made = { body: '<p>Flour.</p>', author_id: 1002, state: 'published' }
    await ends.edit('old', 'POST', '/articles', { ...made, title: 'Rye bread' })
    await ends.edit('new', 'POST', '/articles', { ...made, title: 'Nothing of ours' })
    ends.desk.write('content/articles/orders/plain-bread.md', '---\ntitle: Plain bread\n---\nWater.\n')
    for (const side of ['old', 'new'] as const) {
      const start = side === 'old' ? 'Refund' : 'Print labels'
      const found = ends[side].control.state().articles.find(({ contents }) => contents['en']?.title.startsWith(start))
      await ends.edit(side, 'DELETE', `/articles/${found?.id ?? 0}`)
    }
    const seen = await drawn('--accept links')
    expect(short(seen.promotion as Promotion)).toMatchObject({
      'rye-bread': '-A- 0:absent 2:absent',
      'orders/plain-bread': 'A-- 1:absent 2:absent',
      'orders/label-printing': 'AA- 2:deleted',
      'payments/refunds': expect.stringMatching(/^A-A 1:deleted 2:leaving/u) as string,
    })
    expect(seen.findings.find(({ rule }) => rule === 'promote/no-file')?.message).toContain('“Rye bread”; promote it anyway')
  })
})

describe('--only promotes a part, and the columns are about that part', () => {
  test('by kind, key, folder of files, and path of titles', async () => {
    const words = {
      snippets: 4,
      'article:orders/label-printing': 1,
      'content/articles/payments/': 4,
      'article:print-labels-*': 1,
      'orders/**': 10,
    }
    for (const [word, count] of Object.entries(words)) {
      const { promotion, changes } = await drawn(`--only ${word}`)
      expect([word, promotion?.objects.length]).toEqual([word, count])
      const known = new Set(promotion?.objects.map(({ kind, key }) => `${kind}:${key}`))
      expect(changes.filter(({ kind, key }) => kind !== 'tag' && !known.has(`${kind}:${key}`))).toEqual([])
    }
  })

  test('a file that is named by its path goes over under its title, and nothing else', async () => {
    const one = await promote('--only content/articles/orders/label-printing.md --only collections --only folders')
    expect([one.code, ends.new.control.state().articles.map(({ contents }) => contents['en']?.title)]).toEqual([
      0,
      ['Print labels for packed orders'],
    ])
    expect(verdict(await promote('--only content/articles/orders/label-printing.md'))).toMatch(/^new: no changes/u)
  })
})

describe('the files are beside it where they belong', () => {
  test('not of a workspace that no file was applied to; asked for, that is said', async () => {
    await ends.close()
    ends = await two()
    await ends.edit('old', 'POST', '/articles', { title: 'Bread', body: '<p>Flour.</p>', author_id: 1002 })
    ends.desk.write('content/articles/cake.md', '---\ntitle: Cake\n---\nSugar.\n')
    expect(await drawn()).not.toHaveProperty('promotion')
    const asked = await ends.run('migrate --from old --to new --dry-run --repository show')
    expect([asked.code, asked.err]).toEqual([64, expect.stringContaining('nothing is remembered of files in old')])
  })

  test('hidden when asked, and the plan is the same', async () => {
    const [shown, hidden] = [await drawn(), await drawn('--repository hide')]
    expect(hidden).not.toHaveProperty('promotion')
    expect(hidden.changes).toEqual(shown.changes)
    expect(hidden.counts).toEqual(shown.counts)
  })

  test('files with errors stop nothing', async () => {
    ends.desk.write('content/articles/orders/custom-cakes.md', '---\ntitle: [\n---\n')
    const seen = await drawn()
    expect(seen.counts.create).toBe(44)
    expect(seen.promotion?.objects.find(({ title }) => title === 'Custom cakes')?.repository).toMatchObject({
      content: null,
      is: 'unclear',
    })
  })

  test('a reader has them as a table with what differs below, a reviewer in a comment', async () => {
    expect(await promote()).toMatchObject({ code: 0 })
    await put('old', 'Custom cakes', { description: 'Cakes | and `a` deposit.' })
    const { code, out } = await ends.run('migrate --from old --to new --dry-run --format markdown')
    expect([code, out]).toEqual([0, expect.stringContaining('| | object | repository | <code>old</code> | <code>new</code> |')])
    expect(out).toMatch(/^\| update \| article <code>orders\/custom-cakes<\/code>.* \| A \| B edited.* \| A behind.* \|$/mu)
    expect(out).toContain('repository, new → old')
    expect(out).toContain('+ "Cakes | and `a` deposit."')
    expect(await ends.run('migrate --from old --to new --yes --format markdown')).toMatchObject({ code: 64 })
    const { out: table } = await ends.run('migrate --from old --to new --dry-run --verbose')
    expect(table).toMatch(/^ {2}orders\/custom-cakes +A +B edited: description \(ana@example\.com\) +A behind: description$/mu)
    expect(table).toContain(
      '      repository, new → old\n        description\n          - "Take orders for cakes that do not exist yet, with a deposit and a photo."\n          + "Cakes | and `a` deposit."\n',
    )
  })
})
