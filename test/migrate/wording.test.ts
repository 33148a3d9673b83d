import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  // what was applied is nothing to this migration
  expect(await ends.run('migrate --from old --to new --repository hide --yes')).toMatchObject({ code: 0 })
})
afterEach(() => ends.close())

const dry = async (more = ''): Promise<string> =>
  (await ends.run(`migrate --from old --to new --repository hide --dry-run --accept links ${more}`)).out
const at = (side: 'old' | 'new', start: string): string => {
  const found = ends[side].control.state().articles.find(({ contents }) => contents['en']?.title.startsWith(start))
  return `/articles/${found?.id ?? 0}`
}
const say = (side: 'old' | 'new', start: string, description: string): Promise<unknown> =>
  ends.edit(side, 'PUT', at(side, start), { description, author_id: 1002 })

/** Words of a plan from files, which say nothing to whoever has none. */
const ofFiles = /\bfiles?\b|Intercom|\bapply\b/u

test('who has no files reads of two workspaces by their names, whatever happened to an article', async () => {
  await say('new', 'Custom cakes', 'As they like it.')
  await say('old', 'Change or cancel', 'One.')
  await say('new', 'Change or cancel', 'Another.')
  await ends.edit('new', 'DELETE', at('new', 'Print labels'))
  await ends.edit('new', 'DELETE', at('new', 'Customers who'))
  await say('old', 'Customers who', 'Changed meanwhile.')
  await ends.edit('old', 'DELETE', at('old', 'Pickup times'))
  await ends.edit('old', 'DELETE', at('old', 'Holiday'))
  await say('new', 'Holiday', 'Edited meanwhile.')

  const kept = await dry()
  expect(kept).toContain('edited in new since we last wrote')
  expect(kept).toContain('changed in old and in new; make them agree, or take one side by hand')
  expect(kept).toContain('deleted in new; drift: restore makes it anew, deleting it in old forgets it')
  expect(kept).toContain('deleted in new while it changed in old; --allow recreate makes it anew')
  expect(kept).toContain('it is gone from old, the object in new stays (prune deletes it)')
  expect(kept).toContain('--prune deletes what came from old and is gone there')
  expect(kept).toMatch(/edited in new, 2 gone from old/u)
  expect(kept).not.toMatch(ofFiles)

  const pruned = await dry('--prune')
  expect(pruned).toContain('it is gone from old, and author, description was edited in new: an edit beats a delete')
  expect(pruned).not.toMatch(ofFiles)
})

test('a link to what was deleted in the second one is said by the name of the page before it leads elsewhere', async () => {
  await ends.edit('new', 'DELETE', at('new', 'Refund an order'))
  const told = await dry()
  expect(told).toMatch(
    /article:\S+:1 {2}warning {2}body: it links to article “Refund an order”, deleted in new: such a link leads to the first page/u,
  )
  expect(told).not.toMatch(ofFiles)
  // of a part that does not link there nothing is said
  expect(await dry('--only snippets')).not.toContain('Refund an order')
  const anew = await ends.run('migrate --from old --to new --repository hide --yes --allow recreate')
  expect([anew.code, anew.out]).toEqual([0, expect.not.stringContaining('deleted in new')])
  expect(await dry()).toMatch(/^new: no changes/mu)
})

test('a guard speaks of the workspace the content comes from', async () => {
  await ends.close()
  ends = await two()
  await ends.edit('old', 'POST', '/articles', { title: 'Bread', body: '<p>Flour.</p>', author_id: 1002 })
  await ends.edit('new', 'POST', '/articles', { title: 'Bread', body: '<p>Water.</p>', author_id: 1002 })
  const over = await ends.run('migrate --from old --to new --yes --accept existing')
  expect([over.code, over.out]).toEqual([3, expect.stringContaining('migrate would refuse')])
  expect(over.out).toContain('what is in old of the same name would overwrite 1 object of new')
  expect(over.out).not.toMatch(ofFiles)
  await ends.edit('new', 'POST', '/articles', { title: 'Bread', body: '<p>Milk.</p>', author_id: 1002 })
  const which = await ends.run('migrate --from old --to new --yes --accept existing')
  expect([which.code, which.out]).toEqual([
    5,
    expect.stringContaining('bear its name (ids 1001, 1002); say which is meant: give each'),
  ])
  expect(which.out).not.toMatch(ofFiles)
})
