import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OutcomeDocument } from '../../src/report/json/schemas.ts'
import { startSandbox, type Edit, type Sandbox, type State } from '../../src/sandbox/index.ts'
import { desk, type Desk, type Ended } from '../commands/desk.ts'
import { subjects } from '../kinds/subjects.ts'
import { webCreates, webEdits } from './world/web-edits.ts'

let at: Desk
let sandbox: Sandbox

async function opened(): Promise<void> {
  sandbox = await startSandbox({ limit: '1000000/10s' })
  at = desk({ 'sync.config.json': JSON.stringify({ workspaces: { live: { baseUrl: sandbox.url } } }) })
}
async function closed(): Promise<void> {
  at.clean()
  await sandbox.close()
}

const run = (args: string): Promise<Ended> => at.run(args, { env: { INTERCOM_ACCESS_TOKEN: sandbox.token } })
const whole = '--prune --allow deletes --allow updates --allow takeover'
const theirs = async (edit: Omit<Edit, 'admin'>): Promise<void> => {
  const { status, body } = await sandbox.control.edit({ ...edit, admin: 'ana@example.com' })
  if (status >= 300) throw new Error(`the teammate could not do that: ${JSON.stringify(body)}`)
}
const row = (table: keyof State, id: number): string | undefined => {
  const found = sandbox.control.state()[table].find((each) => each.id === id)
  return found === undefined ? undefined : JSON.stringify(found)
}
function lay(files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files))
    if (text === null) rmSync(join(at.root, path))
    else at.write(path, text)
}
async function everything(): Promise<void> {
  expect(await run(`apply --yes ${whole}`)).toMatchObject({ code: 0 })
}
async function nothingLeft(): Promise<void> {
  await everything()
  expect(await run(`plan ${whole} --detailed-exitcode`)).toMatchObject({ code: 0 })
}
async function carriedOut(): Promise<{ readonly ended: Ended; readonly said: OutcomeDocument }> {
  const ended = await run('apply plan.json --yes --format json')
  return { ended, said: JSON.parse(ended.out) as OutcomeDocument }
}
let price = 0
const other = (): Record<string, string> => ({ 'content/articles/other.md': `# Another page\n\nIt costs ${(price += 1)}.\n` })
const first = <T>(record: Readonly<Record<string, T>>): T => Object.values(record)[0] as T

describe.each(subjects)(
  'what a teammate did to a $kind between plan and apply stays',
  ({ kind, around, object, edits, without }) => {
    const editsOf = webEdits[kind]
    const createOf = webCreates[kind]
    if (editsOf === undefined || createOf === undefined) throw new Error(`no edits of ${kind}`)

    describe.each([
      ['an update', first(edits) as Readonly<Record<string, string | null>> | undefined],
      ['a delete', without],
    ])('%s', (_, change) => {
      beforeAll(opened)
      afterAll(closed)

      test.skipIf(change === undefined)(
        'is a conflict, whichever field it was; the rest of the plan is carried out',
        async () => {
          lay({ ...around, ...object })
          await everything()
          const { table, id, edits } = editsOf(sandbox.control.state())
          lay(change ?? {})
          for (const { field, does, back } of edits) {
            lay(other())
            expect(await run(`plan ${whole} --out plan.json`)).toMatchObject({ code: 0 })
            await theirs(does)
            const before = row(table, id)
            const { ended, said } = await carriedOut()
            expect([field, ended.code, said.counts.conflict, said.counts.applied]).toEqual([field, 5, 1, 1])
            expect(said.outcomes.find(({ status }) => status === 'conflict')).toMatchObject({ kind, failure: { code: 'stale' } })
            expect(row(table, id)).toBe(before)
            await theirs(back)
          }
          await nothingLeft()
        },
      )
    })

    describe('remembering it again', () => {
      beforeAll(opened)
      afterAll(closed)

      test('is a conflict, whichever field it was, and nothing is sent', async () => {
        lay({ ...around, ...object })
        await everything()
        const { table, id, edits } = editsOf(sandbox.control.state())
        for (const { field, does, back } of edits) {
          rmSync(join(at.root, '.content-sync/live'), { recursive: true })
          expect(await run('plan --out plan.json')).toMatchObject({ code: 0 })
          await theirs(does)
          const before = row(table, id)
          const { ended, said } = await carriedOut()
          expect([field, ended.code, said.counts.conflict, said.requests.writes]).toEqual([field, 5, 1, 0])
          expect(said.counts.adopted).toBeGreaterThan(0)
          expect(row(table, id)).toBe(before)
          await theirs(back)
        }
        await nothingLeft()
      })
    })

    describe('making it', () => {
      beforeAll(opened)
      afterAll(closed)

      test('is a conflict where somebody made it first, and there is no second one', async () => {
        lay(around)
        await everything()
        lay({ ...object, ...other() })
        expect(await run('plan --out plan.json')).toMatchObject({ code: 0 })
        const { table, does } = createOf(sandbox.control.state())
        await theirs(does)
        const before = JSON.stringify(sandbox.control.state()[table])
        const { ended, said } = await carriedOut()
        expect([ended.code, said.counts.conflict, said.counts.applied]).toEqual([5, 1, 1])
        const kept = sandbox.control.state()[table].filter((each) => before.includes(`"id":${each.id},`))
        expect(sandbox.control.state()[table]).toHaveLength(kept.length)
      })
    })
  },
)
