import { afterEach, beforeEach, expect, test } from 'vitest'
import { sample, two, type Two } from './two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
})
afterEach(() => ends.close())

test('a help center arrives whole in another workspace, and a second run finds nothing to do', async () => {
  sample(ends.desk)
  expect(await ends.run('apply -w old --yes')).toMatchObject({ code: 0 })
  const before = ends.old.control.log().length
  const dry = await ends.run('migrate --from old --to new --dry-run')
  expect(dry.out).toContain('new: 44 to create · 17 become public')
  expect(dry.err).toContain('requests: 10 reads, 0 writes')
  expect(await ends.run('migrate --from old --to new --yes')).toMatchObject({ code: 0 })
  const again = await ends.run('migrate --from old --to new --yes')
  expect([again.code, again.out.trimEnd().split('\n').at(-1)]).toEqual([0, 'new: no changes · 44 unchanged'])
  expect(again.err).toContain('requests: 10 reads, 0 writes')
  expect(
    ends.old.control
      .log()
      .slice(before)
      .filter(({ method }) => method !== 'GET'),
  ).toEqual([])
})
