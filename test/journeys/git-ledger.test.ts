import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startSandbox, type Moment, type Sandbox } from '../../src/sandbox/index.ts'
import { bare, clone, git, held } from '../ledger/backends/git.ts'
import { bakery, shop, type Said, type Shop } from './command.ts'

const ref = 'refs/content-sync/live'

let root: string
let sandbox: Sandbox
let at: Shop
let moment: (moment: Moment) => Promise<void> | void

beforeEach(async () => {
  moment = () => undefined
  sandbox = await startSandbox({ limit: '1000000/10s', watch: (each) => moment(each) })
  at = shop({})
  root = bare()
  const seed = clone(root)
  const config = { ledger: 'git', workspaces: { live: { baseUrl: sandbox.url } } }
  for (const [path, text] of Object.entries({ ...bakery, 'sync.config.json': JSON.stringify(config) })) {
    mkdirSync(dirname(join(seed, path)), { recursive: true })
    writeFileSync(join(seed, path), text)
  }
  git(seed, ['add', '.'])
  git(seed, ['commit', '--quiet', '-m', 'our bakery'])
  git(seed, ['push', '--quiet', 'origin', 'HEAD:main'])
})
afterEach(async () => {
  at.close()
  await sandbox.close()
  rmSync(root, { recursive: true })
})

/** A fresh checkout as a runner of CI has it: the last commit of one branch and no identity. */
const runner = (): string => clone(root, '--depth=1')
const command = (checkout: string, ...args: readonly string[]): ReturnType<Shop['start']> =>
  at.start(['--cwd', checkout, ...args], { INTERCOM_ACCESS_TOKEN: sandbox.token, CI: 'true' })
const run = (checkout: string, ...args: readonly string[]): Promise<Said> => command(checkout, ...args).ended
/** How a run ended, and something it said. */
const ends = (said: Said, code: number, says: RegExp): void => {
  expect([said.code, said.out + said.err]).toEqual([code, expect.stringMatching(says)])
}
const branches = (folder: string): string => git(folder, ['for-each-ref', 'refs/heads', 'refs/remotes', 'refs/tags']).toString()
const titles = (): string[] =>
  sandbox.control.state().articles.flatMap(({ contents }) => Object.values(contents).map(({ title }) => title))

it('what one runner applied the next one knows, from nothing but its checkout; no branch and no file of the repository changes', async () => {
  const [one, next] = [runner(), runner()]
  const before = [branches(join(root, 'remote.git')), branches(one), branches(next)]
  ends(await run(one, 'apply', '--yes'), 0, /applied/u)
  expect(git(one, ['status', '--porcelain', '--ignored=no']).toString()).toBe('')
  ends(await run(next, 'plan', '--detailed-exitcode'), 0, /no changes/u)
  expect((await run(next, 'ledger', 'show')).out).toMatch(/article +about\/us/u)
  expect(git(next, ['status', '--porcelain', '--ignored=no']).toString()).toBe('')
  expect([branches(join(root, 'remote.git')), branches(one), branches(next)]).toEqual(before)
  expect([...held(join(root, 'remote.git'), ref).keys()]).toContain('ledger.ndjson')
  expect(held(join(root, 'remote.git'), ref).has('lock')).toBe(false)
})

it('a runner that is killed in the middle is followed by another one elsewhere: nothing is doubled, nothing is missing', async () => {
  for (const [n, phase] of [
    [2, 'done'],
    [5, 'arrived'],
  ] as const) {
    const writes = { seen: 0, killed: false }
    const going = command(runner(), 'apply', '--yes')
    moment = async (each) => {
      if (each.method === 'GET' || each.phase !== phase || ++writes.seen !== n) return
      writes.killed = going.child.kill('SIGKILL')
      await going.ended
    }
    await going.ended
    moment = () => undefined
    expect(writes.killed).toBe(true)
    expect(held(join(root, 'remote.git'), ref).has('journal/steps.ndjson')).toBe(true)
    // what was sent has arrived or is lost by then
    sandbox.control.advance(15_000)
  }
  ends(await run(runner(), 'apply', '--yes'), 0, /applied|no changes/u)
  expect(titles().sort()).toEqual(['About us', 'Fees', 'Pick up your bread', 'Venez chercher votre pain'])
  expect(
    sandbox.control
      .state()
      .collections.map(({ name }) => name)
      .sort(),
  ).toEqual(['About', 'Orders'])
  expect(sandbox.control.state().snippets).toHaveLength(1)
  ends(await run(runner(), 'plan', '--detailed-exitcode'), 0, /no changes/u)
})

it('a remote that is away, closed or not there is said with what to do, before anything is written', async () => {
  const checkout = runner()
  const writes = (): number => sandbox.requests().filter(({ method }) => method !== 'GET').length
  const remote = join(root, 'remote.git')

  writeFileSync(join(remote, 'hooks', 'pre-receive'), '#!/bin/sh\necho "ana may not push here" >&2\nexit 1\n', { mode: 0o755 })
  ends(
    await run(checkout, 'apply', '--yes'),
    77,
    /refs\/content-sync\/live of the git remote origin.*may not push.*contents: write/u,
  )
  rmSync(join(remote, 'hooks', 'pre-receive'))

  git(checkout, ['remote', 'set-url', 'origin', `file://${root}/nowhere.git`])
  ends(await run(checkout, 'plan'), 69, /git remote origin, which cannot be reached/u)

  git(checkout, ['remote', 'rename', 'origin', 'bakery'])
  git(checkout, ['remote', 'add', 'mill', 'nowhere.git'])
  git(checkout, ['branch', '--unset-upstream'])
  ends(await run(checkout, 'plan'), 78, /bakery, mill.*--set-upstream-to/u)

  git(checkout, ['remote', 'remove', 'mill'])
  git(checkout, ['remote', 'remove', 'bakery'])
  ends(await run(checkout, 'plan'), 78, /git remote add origin/u)

  rmSync(join(checkout, '.git'), { recursive: true })
  ends(await run(checkout, 'plan'), 78, /this folder is in none.*ledger: 'file'/u)
  expect(writes()).toBe(0)
})
