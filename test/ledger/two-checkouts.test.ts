import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'
import { bare, clone, git, held } from './backends/git.ts'

const ref = 'refs/content-sync/live'
const bread = 'content/articles/bread.md'

let root: string
let sandbox: Sandbox
let at: Desk
beforeEach(async () => {
  sandbox = await startSandbox({ limit: '1000000/10s' })
  at = desk()
  root = bare()
  const first = clone(root)
  const config = { ledger: 'git', workspaces: { live: { baseUrl: sandbox.url } } }
  put(first, 'sync.config.json', JSON.stringify(config))
  put(first, bread, '# Bread\n\nBaked at night. [Cake](cake.md) is not.\n')
  put(first, 'content/articles/cake.md', '# Cake\n\nBaked at noon.\n')
  publish(first)
})
afterEach(async () => {
  at.clean()
  await sandbox.close()
  rmSync(root, { recursive: true })
})

function put(checkout: string, path: string, text: string): void {
  mkdirSync(dirname(join(checkout, path)), { recursive: true })
  writeFileSync(join(checkout, path), text)
}
function publish(checkout: string): void {
  git(checkout, ['add', '.'])
  git(checkout, ['commit', '--quiet', '-m', 'our bakery'])
  git(checkout, ['push', '--quiet', 'origin', 'HEAD:main'])
}
/** A fresh checkout as each job of CI has it. */
const runner = (): string => clone(root, '--depth=1')
const run = (checkout: string, args: string): Promise<Ended> =>
  at.run(`--cwd ${checkout} ${args}`, { env: { PATH: process.env['PATH'] ?? '', INTERCOM_ACCESS_TOKEN: sandbox.token } })
const writes = (): number => sandbox.control.log().filter(({ method }) => method !== 'GET').length
const titles = (): string[] =>
  sandbox.control
    .state()
    .articles.map(({ contents }) => contents['en']?.title ?? '')
    .sort()
const memory = (): Map<string, Buffer> => held(join(root, 'remote.git'), ref)

test('a plan drawn by one job is carried out by another, exactly once, wherever it is tried again', async () => {
  const [drawing, applying, late] = [runner(), runner(), runner()]
  const plan = join(root, 'plan.json')
  expect(await run(drawing, `plan --out ${plan}`)).toMatchObject({ code: 0 })
  expect([writes(), memory().size]).toEqual([0, 0])
  const applied = await run(applying, `apply ${plan} --yes`)
  expect([applied.code, applied.out + applied.err]).toEqual([0, expect.stringContaining('applied')])
  expect(titles()).toEqual(['Bread', 'Cake'])
  const before = [writes(), memory()]
  for (const checkout of [applying, late, drawing]) {
    const again = await run(checkout, `apply ${plan} --yes`)
    expect([again.code, again.err]).toEqual([5, expect.stringContaining('this plan was carried out before')])
  }
  expect([writes(), new Map([...memory()].filter(([path]) => path !== 'lock'))]).toEqual(before)
  expect((await run(late, 'plan --detailed-exitcode')).code).toBe(0)
})

test('of two jobs that carry out one plan at the same time one writes; nothing is made twice', async () => {
  const plan = join(root, 'plan.json')
  expect(await run(runner(), `plan --out ${plan}`)).toMatchObject({ code: 0 })
  const both = await Promise.all([runner(), runner()].map((checkout) => run(checkout, `apply ${plan} --yes`)))
  expect(both.map(({ code }) => code).sort()).toEqual([0, expect.toBeOneOf([4, 5])])
  expect(titles()).toEqual(['Bread', 'Cake'])
  expect((await run(runner(), 'plan --detailed-exitcode')).code).toBe(0)
})

test('a plan is refused where another job wrote since it was drawn, or the checkout is of another commit', async () => {
  const drawing = runner()
  expect(await run(drawing, 'apply --yes')).toMatchObject({ code: 0 })
  put(drawing, bread, '# Bread\n\nBaked at dawn.\n')
  publish(drawing)
  const plan = join(root, 'plan.json')
  expect(await run(drawing, `plan --out ${plan}`)).toMatchObject({ code: 0 })
  const before = writes()

  const older = clone(root)
  git(older, ['checkout', '--quiet', 'HEAD~1'])
  const elsewhere = await run(older, `apply ${plan} --yes`)
  expect([elsewhere.code, elsewhere.err]).toEqual([5, expect.stringMatching(/files are not those of the plan.*bread\.md/u)])
  expect(writes()).toBe(before)

  const other = runner()
  put(other, 'content/articles/roll.md', '# Roll\n\nNew.\n')
  expect(await run(other, 'apply --yes --only roll')).toMatchObject({ code: 0 })
  const moved = await run(runner(), `apply ${plan} --yes`)
  expect([moved.code, moved.err]).toEqual([5, expect.stringContaining('the memory moved on since the plan was drawn')])
})

test('a run is taken back by another job than the one that made it, once, with what it left before it', async () => {
  const first = runner()
  expect(await run(first, 'apply --yes')).toMatchObject({ code: 0 })
  const was = readFileSync(join(first, bread), 'utf8')
  put(first, bread, '# Rye bread\n\nBaked never.\n')
  put(first, 'content/articles/roll.md', '# Roll\n\nNew.\n')
  rmSync(join(first, 'content/articles/cake.md'))
  expect(await run(first, 'apply --yes --prune --allow deletes')).toMatchObject({ code: 0 })
  expect(titles()).toEqual(['Roll', 'Rye bread'])

  const next = runner()
  const listed = await run(next, 'ledger history --format json')
  expect([listed.code, (JSON.parse(listed.out) as { runs: unknown[] }).runs]).toEqual([0, expect.toSatisfy(two)])
  const back = await run(next, 'rollback --yes --allow deletes')
  expect([back.code, back.err]).toEqual([0, expect.stringContaining('taking back run')])
  expect(titles()).toEqual(['Bread', 'Cake'])

  cpSync(join(next, 'content'), join(first, 'content'), { recursive: true })
  rmSync(join(first, 'content/articles/roll.md'))
  expect(readFileSync(join(first, bread), 'utf8')).toBe(was)
  const plan = await run(first, 'plan --prune --detailed-exitcode')
  expect([plan.code, plan.out]).toEqual([0, expect.stringContaining('no changes')])
})

const two = (runs: unknown): boolean => Array.isArray(runs) && runs.length === 2
