import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bare, git, held } from '../ledger/backends/git.ts'
import type { Ended } from '../commands/desk.ts'
import { two, type Two } from './two.ts'

let open: { ends: Two; root: string } | undefined
afterEach(async () => {
  await open?.ends.close()
  if (open !== undefined) rmSync(open.root, { recursive: true })
  open = undefined
})

/** Two workspaces whose memories are kept on the remote of the desk's repository. */
async function remembering(): Promise<{ ends: Two; remote: string; run: (args: string) => Promise<Ended> }> {
  const ends = await two({ config: { ledger: 'git' } })
  const root = bare()
  open = { ends, root }
  rmSync(join(ends.desk.root, '.git'), { recursive: true })
  git(ends.desk.root, ['init', '--quiet'])
  git(ends.desk.root, ['remote', 'add', 'origin', join(root, 'remote.git')])
  ends.desk.write('content/articles/bread/rye.md', '# Rye\n\nBaked at night, as [spelt](spelt.md) is.\n')
  ends.desk.write('content/articles/bread/spelt.md', '# Spelt\n\nBaked at noon.\n')
  const { PATH = '' } = process.env
  const env = { PATH, INTERCOM_ACCESS_TOKEN_OLD: ends.old.token, INTERCOM_ACCESS_TOKEN_NEW: ends.new.token }
  return { ends, remote: join(root, 'remote.git'), run: (args) => ends.desk.run(args, { env }) }
}

test('a migration whose memory is in git goes over once, is found done by the next run, and can be taken back', async () => {
  const { ends, remote, run } = await remembering()
  expect(await run('apply -w old --yes')).toMatchObject({ code: 0 })
  const first = await run('migrate --from old --to new --yes')
  expect([first.code, first.err]).toEqual([0, first.err])
  expect(ends.new.control.state().articles).toHaveLength(2)
  const again = await run('migrate --from old --to new --yes')
  expect(again.out.trimEnd().split('\n').at(-1)).toMatch(/^new: no changes/u)
  const memories = git(remote, ['for-each-ref', '--format=%(refname)']).toString().trim().split('\n')
  expect(memories).toContain('refs/content-sync/new.from-old')
  expect(held(remote, 'refs/content-sync/new.from-old').has('lock')).toBe(false)
  const back = await run('rollback -w new --from old --yes --allow deletes')
  expect([back.code, back.err]).toEqual([0, back.err])
  expect(ends.new.control.state().articles).toHaveLength(0)
})
