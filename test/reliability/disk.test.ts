import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'
import { live, type Live } from './live.ts'
import { failingDisk, needsNoRoom, type Disk, type Failing } from './machine/disk.ts'
import { chosen, seed } from './world/chosen.ts'

const all = process.env['DISK_STEPS'] === 'all'
const page = (title: string, words: string, more = ''): string => `---\ntitle: ${title}\n${more}---\n\n${words}\n`

/** What stands there before, and what is wanted then: a create, an update and a delete of each sort. */
const before: Readonly<Record<string, string>> = {
  'content/articles/bread/rye.md': page('Rye', 'Dark.', 'tags: [bread]\n'),
  'content/articles/bread/oat.md': page('Oat', 'Light. Look at [rye](rye.md).'),
  'content/articles/old.md': page('Old', 'Stale.'),
  'content/articles/older.md': page('Older', 'Staler.'),
  'content/snippets/hours.md': page('When do you open?', 'At nine.'),
}
const wanted: Readonly<Record<string, string>> = {
  'content/articles/bread/rye.md': page('Rye', 'Darker.', 'tags: [bread, dark]\n'),
  'content/articles/bread/oat.md': before['content/articles/bread/oat.md'] ?? '',
  'content/articles/older.md': before['content/articles/older.md'] ?? '',
  'content/articles/bread/spelt.md': page('Spelt', 'New. Look at [oat](oat.md).'),
  'content/articles/cake/plum.md': page('Plum', 'Sweet.'),
  'content/snippets/hours.md': page('When do you open?', 'At eight.'),
  'content/snippets/parking.md': page('Where can I park?', 'Behind the house.'),
}
const apply = 'apply --yes --prune --allow deletes --allow updates'

let disk: Disk | undefined
let at: Desk | undefined
let sandbox: Sandbox | undefined
let scene: Live | undefined
afterEach(async () => {
  disk?.mend()
  at?.clean()
  await sandbox?.close()
  await scene?.close()
  disk = at = sandbox = scene = undefined
})

const writes = (): number => sandbox?.requests().filter(({ method }) => method !== 'GET').length ?? 0
const run = async (args: string): Promise<Ended> => {
  if (at === undefined || sandbox === undefined) throw new Error('begin first')
  return await at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } })
}

/** A repository that was applied once, and whose files then say something else. */
async function begun(): Promise<string> {
  sandbox = await startSandbox({ limit: '1000000/10s' })
  at = desk({ ...before, 'sync.config.json': JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }) })
  expect((await run(apply)).code).toBe(0)
  for (const path of Object.keys(before)) rmSync(join(at.root, path))
  for (const [path, text] of Object.entries(wanted)) at.write(path, text)
  return join(at.root, '.content-sync')
}

const titles = (): string[] =>
  [...(sandbox?.control.state().articles ?? [])].map(({ contents }) => contents['en']?.title ?? '').sort()

/** What the next run has to come to, whatever the disk did to the one before. */
async function goesOn(said: string): Promise<void> {
  // its process is gone, and with it the lock; what was sent and never remembered may still arrive
  rmSync(join(at?.root ?? '', '.content-sync/live/lock'), { recursive: true, force: true })
  sandbox?.control.advance(15_000)
  const again = await run(apply)
  expect([said, again.code, again.out + again.err]).toEqual([said, 0, again.out + again.err])
  expect([said, titles()]).toEqual([said, ['Oat', 'Older', 'Plum', 'Rye', 'Spelt']])
  const plan = await run('plan --prune --detailed-exitcode')
  expect([said, plan.code, plan.out]).toEqual([said, 0, plan.out])
  await sandbox?.close()
  at?.clean()
  at = sandbox = undefined
}

test(`wherever the disk fails while a run remembers, nothing more is begun, the memory is the old or the new one, and the next run goes on (R42; DISK_STEPS=all: at every step; else 40 by FC_SEED=${seed})`, async () => {
  const folder = await begun()
  disk = failingDisk({ folder, nth: 0, code: 'EIO', stays: false })
  expect((await run(apply)).code).toBe(0)
  disk.mend()
  const { steps } = disk
  const count = steps.length
  const sent = writes()
  await goesOn('not at all')
  const ways: readonly Pick<Failing, 'code' | 'stays'>[] = [
    { code: 'ENOSPC', stays: true },
    { code: 'EIO', stays: false },
  ]
  const cases = Array.from({ length: count }, (_, n) => n + 1).flatMap((nth) =>
    ways.filter(({ code }) => code !== 'ENOSPC' || !needsNoRoom.test(steps[nth - 1] ?? '')).map((way) => ({ nth, ...way })),
  )
  const codes = new Map<number, number>()
  let cut = 0
  for (const one of all ? cases : chosen(cases, 40)) {
    const folder = await begun()
    disk = failingDisk({ folder, ...one })
    const ended = await run(apply)
    disk.mend()
    const step = disk.steps[one.nth - 1] ?? ''
    const said = `${one.code} at step ${one.nth} of ${count}, ${step}`
    codes.set(ended.code, (codes.get(ended.code) ?? 0) + 1)
    expect([said, disk.failed()]).toEqual([said, true])
    // a cache that cannot be kept costs time only
    expect([said, [74, ...(/cache|gitignore/u.test(step) ? [0] : [])], ended.err]).toEqual([
      said,
      expect.arrayContaining([ended.code]),
      ended.err,
    ])
    if (ended.code === 74)
      expect([said, ended.err]).toEqual([said, expect.stringMatching(/(no room left|the disk failed) \(.*run it again/u)])
    if (writes() < sent) cut += 1
    await goesOn(said)
  }
  console.log(`disk: ${count} steps, exit codes ${JSON.stringify([...codes])}, ${cut} runs sent less than a whole one`)
  expect(cut).toBeGreaterThan(0)
}, 3_600_000)

describe('real disks', () => {
  /** A disk of so many kilobytes at a path; null where this machine does not allow it. */
  function mounted(path: string, size: number): (() => void) | null {
    mkdirSync(path, { recursive: true })
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}k`, 'tmpfs', path], { stdio: 'ignore' })
    } catch {
      console.log('disk: this machine does not allow a disk of our own; not tried')
      return null
    }
    return () => {
      execFileSync('umount', ['-l', path])
    }
  }

  const sizes = [16, 32, 48, 64, 96]
  const many = Object.fromEntries(
    Array.from({ length: 24 }, (_, n) => [
      `content/articles/loaf-${n}.md`,
      page(`Loaf ${n}`, `Warm. ${'bread '.repeat(60)}${n}`),
    ]),
  )

  test.each(sizes)(
    'a disk of %i kB that fills up in the middle of an apply: 74, and with more room the next run goes on',
    async (size) => {
      scene = await live(many)
      const state = join(scene.at.root, '.content-sync')
      const umount = mounted(state, size)
      if (umount === null) return
      let code: number
      try {
        const said = await scene.run('apply', '--yes')
        code = said.code
        expect([size, [0, 74], said.err]).toEqual([size, expect.arrayContaining([said.code]), said.err])
        if (size <= 32) expect(code).toBe(74)
        if (code === 74) expect(said.err).toMatch(/no room left \(ENOSPC/u)
        execFileSync('mount', ['-o', 'remount,size=20m', state])
        scene.sandbox.control.advance(15_000)
        const again = await scene.run('apply', '--yes')
        expect([size, again.code, again.err]).toEqual([size, 0, again.err])
        expect((await scene.run('plan', '--detailed-exitcode')).code).toBe(0)
        expect(scene.sandbox.control.state().articles).toHaveLength(24)
      } finally {
        umount()
      }
    },
  )

  test('a folder that can only be read: nothing is sent, 74 and which file; a plan works all the same', async () => {
    scene = await live(before)
    expect((await scene.run('apply', '--yes')).code).toBe(0)
    scene.at.write('content/articles/bread/rye.md', page('Rye', 'Darker.'))
    const state = join(scene.at.root, '.content-sync')
    try {
      execFileSync('mount', ['--bind', state, state], { stdio: 'ignore' })
    } catch {
      console.log('disk: this machine does not allow a read-only folder; not tried')
      return
    }
    try {
      execFileSync('mount', ['-o', 'remount,ro,bind', state])
      const sent = scene.writes().length
      const said = await scene.run('apply', '--yes')
      expect([said.code, said.err]).toEqual([
        74,
        expect.stringMatching(/\.content-sync\/live\/lock.*it can only be read \(EROFS/u),
      ])
      expect(scene.writes()).toHaveLength(sent)
      expect((await scene.run('plan', '--detailed-exitcode')).code).toBe(2)
    } finally {
      execFileSync('umount', ['-l', state])
    }
    expect((await scene.run('apply', '--yes')).code).toBe(0)
  })
})
