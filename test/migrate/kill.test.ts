import { afterAll, beforeAll, expect, test } from 'vitest'
import { chosen, seed } from '../reliability/world/chosen.ts'
import { runner, type Runner } from '../reliability/machine/runner.ts'
import type { Moment } from '../../src/sandbox/index.ts'
import { sample, two } from './two.ts'

const tokens = { old: 'token-of-the-old-one', new: 'token-of-the-new-one' }
const env = { INTERCOM_ACCESS_TOKEN_OLD: tokens.old, INTERCOM_ACCESS_TOKEN_NEW: tokens.new }

// on the machine of those that are killed, so that it sees they are dead
let steady: Runner
beforeAll(async () => {
  steady = await runner('.', env)
})
afterAll(() => steady.close())

const migrate = ['migrate', '--from', 'old', '--to', 'new', '--yes']

const kills = Number(process.env['MIGRATE_KILLS'] ?? 6)

test(
  `a migration that is killed goes on where it was: no page is made twice (MIGRATE_KILLS: at so many moments of 164, else at 6 by FC_SEED=${seed})`,
  async () => {
    const moments = Array.from({ length: 82 }, (_, n) => n + 1).flatMap((n) => [
      { phase: 'arrived' as const, n },
      { phase: 'done' as const, n },
    ])
    for (const moment of chosen(moments, kills)) {
      const said = `killed when write ${moment.n} had ${moment.phase}`
      let seen = 0
      const hold: { strike?: () => Promise<void> } = {}
      const watch = async ({ method, phase }: Moment): Promise<void> => {
        if (method === 'GET' || phase !== moment.phase) return
        seen += 1
        if (seen === moment.n) await hold.strike?.()
      }
      const ends = await two({ old: { token: tokens.old }, new: { token: tokens.new, watch } })
      const run = (...args: readonly string[]): ReturnType<Runner['run']> => steady.runIn(ends.desk.root, ...args)
      const mortal = await runner(ends.desk.root, env)
      try {
        sample(ends.desk)
        expect(await run('apply', '-w', 'old', '--yes')).toMatchObject({ code: 0 })
        const killed = mortal.runIn(ends.desk.root, ...migrate)
        hold.strike = async () => {
          mortal.child.kill('SIGKILL')
          await killed
        }
        expect([said, (await killed).code]).toEqual([said, -1])
        delete hold.strike
        const again = await run(...migrate)
        expect([said, again.code, again.err]).toEqual([said, 0, again.err])
        // one whose images nobody hands out any more may have been refused
        const posts = ends.new.control.log().filter(({ method, path, done }) => method === 'POST' && path === '/articles' && done)
        const articles = ends.new.control.state().articles
        expect([said, articles.length, posts.length]).toEqual([said, 18, 18])
        const quiet = await run(...migrate)
        expect([said, quiet.out.trimEnd().split('\n').at(-1)]).toEqual([said, 'new: no changes · 44 unchanged'])
        const compared = await run('migrate', '--from', 'old', '--to', 'new', '--parity')
        expect([said, compared.code, compared.out]).toEqual([said, 0, compared.out])
      } finally {
        await mortal.close()
        await ends.close()
      }
    }
  },
  300_000 + kills * 30_000,
)
