import { afterEach, beforeEach, expect, test } from 'vitest'
import { two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
  await ends.edit('old', 'POST', '/articles', { title: 'Rye', body: '<p>Dark.</p>', author_id: 1002, state: 'published' })
  ends.old.control.faults([{ on: { method: 'GET', path: '^/macros' }, do: { status: 500 } }])
})
afterEach(() => ends.close())

test('macros that cannot be listed do not keep the articles from being carried over, and are said', async () => {
  const { code, out } = await ends.run('migrate --from old --to new --yes')
  expect([code, out]).toEqual([0, expect.stringMatching(/not carried over: macros.*could not be read/u)])
  expect(ends.new.control.state().articles).toHaveLength(1)
})

test('a backup that would lack its macros because they cannot be listed is not made', async () => {
  expect(await ends.run('backup first -w old')).toMatchObject({ code: 69 })
})
