import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitStore, type Machine, type Store } from '../../src/ledger/index.ts'
import { Stop } from '../../src/model/index.ts'
import { machine } from './backends/backend.ts'
import { bare, clone, git, held } from './backends/git.ts'
import { gitHost, type Host } from './backends/host.ts'

const secret = 'token-nobody-may-read'

let root: string
let remote: string
let host: Host
beforeEach(async () => {
  root = bare()
  remote = join(root, 'remote.git')
  host = await gitHost(dirname(root))
})
afterEach(async () => {
  await host.close()
  rmSync(root, { recursive: true })
})

const below = (): string => `${basename(root)}/remote.git`
const { PATH } = process.env
/** Nothing but git: no identity, no home, nobody who could be asked. */
const bareEnv = { PATH, GIT_CONFIG_NOSYSTEM: '1', HOME: '/nowhere' }

function checkout(address: string, ...how: readonly string[]): string {
  const path = clone(root, ...how)
  git(path, ['remote', 'set-url', 'origin', address])
  return path
}
const store = (path: string, env: Readonly<Record<string, string | undefined>> = {}, over: Partial<Machine> = {}): Store =>
  gitStore(
    { root: path, name: 'bakery', folder: join(path, '.content-sync', 'bakery'), env: { ...bareEnv, ...env } },
    machine({ sleep: () => Promise.resolve(), ...over }),
  )

async function bake(at: Store, key = 'bread'): Promise<void> {
  const lock = await at.lock()
  const ledger = await at.open('bakery')
  ledger.put({ kind: 'article', key, id: key, base: { title: key }, seen: null })
  await ledger.save()
  await lock.release()
}
const keys = async (at: Store): Promise<string[]> => (await at.open('bakery')).entries().map(({ key }) => key)

async function refusal(work: () => Promise<unknown>): Promise<[exit: number, says: string]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Stop) return [error.exit, error.message]
    throw error
  }
  return [0, 'nothing was refused']
}

test('a token that may only read can plan; an apply with it is told which right is missing, and nothing was put there', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below(), secret))
  await bake(store(path))
  host.grant(secret, 'read')
  const before = held(remote)
  expect(await keys(store(path))).toEqual(['bread'])
  const [exit, says] = await refusal(() => store(path).lock())
  expect([exit, says]).toEqual([77, expect.stringMatching(/may not push to it: .*403.*permissions: contents: write/u)])
  expect(says).not.toContain(secret)
  expect(held(remote)).toEqual(before)
})

test('a token that is wrong, or none, is said to be the reason; nobody is asked for another', async () => {
  for (const token of [undefined, secret]) {
    const [exit, says] = await refusal(() => keys(store(checkout(host.address(below(), token)))))
    expect([exit, says]).toEqual([77, expect.stringMatching(/may not read it: .*permissions: contents: read/u)])
    expect(says).not.toContain(secret)
  }
})

test('credentials of the remote stand in nothing that is kept: not in the ref, nor in what lies in the checkout', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below(), secret))
  await bake(store(path))
  expect(await keys(store(path))).toEqual(['bread'])
  const kept = git(remote, ['cat-file', 'commit', 'refs/content-sync/bakery']).toString()
  expect([...held(remote).values()].map(String).concat(kept).join('\n')).not.toContain(secret)
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile())
  const found = files.map(({ parentPath, name }) => join(parentPath, name)).filter((each) => readFileSync(each).includes(secret))
  expect(found).toEqual([join(path, '.git', 'config')])
})

test('a token from the header CI puts into the config is enough', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below()))
  const basic = Buffer.from(`x-access-token:${secret}`).toString('base64')
  git(path, ['config', `http.${new URL(host.address('')).origin}/.extraheader`, `AUTHORIZATION: basic ${basic}`])
  await bake(store(path))
  expect(await keys(store(path))).toEqual(['bread'])
})

test('a checkout of CI is enough: one commit deep, on no branch, of nobody', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below(), secret), '--depth=1')
  git(path, ['checkout', '--quiet', '--detach'])
  await bake(store(path), 'bread')
  await bake(store(path), 'cake')
  expect((await keys(store(checkout(host.address(below(), secret), '--depth=1')))).sort()).toEqual(['bread', 'cake'])
})

test('a host whose rules let nobody change such refs is told apart from a missing right', async () => {
  const path = clone(root)
  for (const hook of ['pre-receive', 'update']) {
    const place = join(remote, 'hooks', hook)
    writeFileSync(place, '#!/bin/sh\necho "only branches and tags here" >&2\nexit 1\n', { mode: 0o755 })
    const [exit, says] = await refusal(() => store(path).lock())
    expect([hook, exit, says]).toEqual([
      hook,
      77,
      expect.stringMatching(/the host refuses to change it: .*only branches and tags.*allow refs\/content-sync\/\*/u),
    ])
    rmSync(place)
  }
  git(remote, ['config', 'transfer.hideRefs', 'refs/content-sync'])
  expect(await refusal(() => store(path).lock())).toEqual([77, expect.stringMatching(/hidden ref.*allow refs\/content-sync/u)])
  expect(held(remote).size).toBe(0)
})

test('a host that keeps the ref and shows it to nobody is noticed: the next run does not begin a second memory', async () => {
  git(remote, ['config', 'uploadpack.hideRefs', 'refs/content-sync'])
  const path = clone(root)
  // its own first state is all it needs
  const first = await refusal(() => bake(store(path)))
  const before = held(remote)
  expect(before.size).toBeGreaterThan(0)
  expect(await refusal(() => store(clone(root)).lock())).toEqual([
    77,
    expect.stringMatching(/has it and does not show it.*hideRefs/u),
  ])
  expect(held(remote)).toEqual(before)
  expect(first[0]).toBe(0)
})

test('a checkout that git does not trust is said as such, with what to do, not as a folder outside of git', async () => {
  const path = clone(root)
  const [exit, says] = await refusal(() => keys(store(path, { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' })))
  expect([exit, says]).toEqual([78, expect.stringMatching(/belongs to another user.*safe\.directory/u)])
})

test('a host that is away for a moment is asked again; one that stays away is said to be away', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below(), secret))
  await bake(store(path))
  host.outage(3)
  expect(await keys(store(path))).toEqual(['bread'])
  host.outage(1000)
  const [exit, says] = await refusal(() => store(path).lock())
  expect([exit, says]).toEqual([69, expect.stringMatching(/cannot be reached: .*503.*try again/u)])
  expect(says).not.toContain(secret)
})

test('an answer to a push that is lost is looked up: the run goes on, and holds the workspace once', async () => {
  host.grant(secret, 'write')
  const path = checkout(host.address(below(), secret))
  host.loseAnswers(1)
  await bake(store(path))
  expect(await keys(store(path))).toEqual(['bread'])
  expect(held(remote).has('lock')).toBe(false)
})
