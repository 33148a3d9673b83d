import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Moment } from '../../src/sandbox/index.ts'
import { chosen, seed } from '../reliability/world/chosen.ts'
import { runner, type Runner } from '../reliability/machine/runner.ts'
import { bakeries, breads, listed, titles, type Chain } from './chain.ts'

const pairs = 20
const failing = [3, 11]
const kills = Number(process.env['JOBS_KILLS'] ?? 3)

// a shelf, two pages and a link to close for each pair that works
const moments = Array.from({ length: (pairs - failing.length) * 3 }, (_, n) => n + 1).flatMap((n) => [
  { phase: 'arrived' as const, n },
  { phase: 'done' as const, n },
])

let chain: Chain
let steady: Runner
const hold: { strike?: (moment: Moment) => Promise<void> } = {}
beforeEach(async () => {
  chain = await bakeries(pairs, listed(pairs), async (moment) => {
    if (moment.method !== 'GET') await hold.strike?.(moment)
  })
  // on the machine of those that are killed, so that it sees they are dead
  steady = await runner(chain.desk.root, chain.env)
})
afterEach(async () => {
  delete hold.strike
  await steady.close()
  await chain.close()
})

const line = ['migrate', '--jobs', 'jobs.yaml', '--yes', '--out', 'reports', '--format', 'json']
const exits = (out: string): Map<string, number> =>
  new Map((JSON.parse(out) as { pairs: { to: string; exit: number }[] }).pairs.map(({ to, exit }) => [to, exit]))
const complete = (out: string): number => [...exits(out).values()].filter((exit) => exit === 0).length
/** Creates that were carried out, by workspace. */
const made = (route: string): number[] =>
  chain.new.map((one) => one.control.log().filter(({ method, path, done }) => method === 'POST' && path === route && done).length)

for (const moment of chosen(moments, kills))
  test(`twenty pairs of which two fail, killed when write ${moment.n} of all had ${moment.phase}: run again, 18 are complete and 2 are told, nothing is made twice (JOBS_KILLS, FC_SEED=${seed})`, async () => {
    const fail = {
      on: { method: 'POST', path: '^/articles' },
      do: { status: 500, code: 'server_error', message: 'oven' },
    } as const
    for (const n of failing) chain.new[n]?.control.faults([fail])
    const mortal = await runner(chain.desk.root, chain.env)
    const running = mortal.run(...line)
    let seen = 0
    hold.strike = async ({ phase }) => {
      if (phase !== moment.phase || ++seen !== moment.n) return
      mortal.child.kill('SIGKILL')
      await running
    }
    expect((await running).code).toBe(-1)
    delete hold.strike
    await mortal.close()

    const again = await steady.run(...line)
    expect([again.code, complete(again.out)]).toEqual([1, pairs - failing.length])
    for (const n of failing) expect([n, exits(again.out).get(`is-${n}`)]).toEqual([n, 1])
    const whole = (n: number): boolean => !failing.includes(n)
    expect(made('/articles')).toEqual(chain.new.map((_, n) => (whole(n) ? breads.length : 0)))
    expect(made('/help_center/collections')).toEqual(chain.new.map(() => 1))
    for (const [n, one] of chain.new.entries()) expect([n, titles(one)]).toEqual([n, whole(n) ? breads : []])

    for (const one of chain.new) one.control.faults([])
    const rest = await steady.run(...line)
    expect([rest.code, complete(rest.out)]).toEqual([0, pairs])
    expect(made('/articles')).toEqual(chain.new.map(() => breads.length))
    for (const one of chain.new) one.control.clearLog()
    expect((await steady.run(...line)).code).toBe(0)
    expect(chain.new.flatMap((one) => one.control.log().filter(({ method }) => method !== 'GET'))).toEqual([])
    const compared = await steady.run('migrate', '--jobs', 'jobs.yaml', '--parity')
    expect([compared.code, compared.out]).toEqual([0, expect.stringContaining('20 pairs: all are complete')])
  }, 300_000)
