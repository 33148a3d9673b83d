import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { live, type Live } from './live.ts'
import { runner, type Runner } from './machine/runner.ts'
import { chosen, seed } from './world/chosen.ts'

const count = Number(process.env['INTERRUPTS'] ?? 5)
const pages = 180
const page = (n: number): string => `---\ntitle: Loaf ${n}\n---\n\nWarm.\n`

let at: Live | undefined
let steady: Runner | undefined
afterEach(async () => {
  await steady?.close()
  await at?.close()
  at = steady = undefined
})

interface Report {
  readonly counts: { readonly applied: number; readonly notStarted: number; readonly failed: number }
}

/** Many new pages; when the nth write arrived, `there` happens and its request waits for it. */
async function many(nth: number, there: () => Promise<void>): Promise<Live> {
  let arrived = 0
  const files = Object.fromEntries(Array.from({ length: pages }, (_, n) => [`content/articles/loaf-${n}.md`, page(n)]))
  at = await live(files, {
    watch: ({ method, phase }) => {
      if (method === 'GET' || phase !== 'arrived') return
      arrived += 1
      return arrived === nth ? there() : undefined
    },
  })
  return at
}

const made = (scene: Live): string[] =>
  scene.sandbox.control.state().articles.map(({ contents }) => Object.values(contents)[0]?.title ?? '')

/** What the next run has to come to. */
async function goesOn(scene: Live, said: string): Promise<void> {
  steady = await runner(scene.at.root, { INTERCOM_ACCESS_TOKEN: scene.sandbox.token })
  const show = await steady.run('ledger', 'show')
  expect([said, show.code, show.err]).toEqual([said, 0, show.err])
  // what was sent and never answered may still arrive
  scene.sandbox.control.advance(15_000)
  const again = await steady.run('apply', '--yes')
  expect([said, again.code, again.err]).toEqual([said, 0, again.err])
  expect([said, made(scene).length, new Set(made(scene)).size]).toEqual([said, pages, pages])
  expect([said, (await steady.run('plan', '--detailed-exitcode')).code]).toEqual([said, 0])
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
const moments = (shift: number): number[] =>
  chosen(
    Array.from({ length: 40 }, (_, n) => n + 1 + shift),
    count,
  )

describe(`an interrupt in the middle of an apply (R41; FC_SEED=${seed} INTERRUPTS=${count})`, () => {
  test.each(moments(0).map((nth, n) => [nth, n % 2 === 0 ? 'SIGINT' : 'SIGTERM'] as const))(
    'at write %i, %s once: no new change, what is under way is finished and saved, 130',
    async (nth, signal) => {
      const run: { kill?: () => void } = {}
      const scene = await many(nth, async () => {
        run.kill?.()
        await pause(300)
      })
      const started = scene.at.start(['apply', '--yes', '-f', 'json'], { INTERCOM_ACCESS_TOKEN: scene.sandbox.token })
      run.kill = () => started.child.kill(signal)
      const said = await started.ended
      expect([said.code, said.err]).toEqual([
        130,
        expect.stringContaining('finishing what is under way; once more to stop at once'),
      ])
      const { counts } = JSON.parse(said.out) as Report
      expect([counts.applied + counts.notStarted, counts.failed]).toEqual([pages, 0])
      expect(counts.notStarted).toBeGreaterThan(0)
      expect(made(scene)).toHaveLength(counts.applied)
      expect(existsSync(join(scene.at.root, '.content-sync/live/journal/steps.ndjson'))).toBe(false)
      await goesOn(scene, `${signal} at write ${nth}`)
    },
    120_000,
  )

  test.each(moments(3).map((nth) => [nth]))(
    'at write %i, twice within a second: it ends at once, its memory can be loaded, and the next apply finishes',
    async (nth) => {
      const run: { kill?: () => void; ended?: Promise<unknown> } = {}
      const scene = await many(nth, async () => {
        run.kill?.()
        await pause(150)
        run.kill?.()
        // unanswered: a run that waited for what is under way would wait with it
        await run.ended
      })
      const started = scene.at.start(['apply', '--yes'], { INTERCOM_ACCESS_TOKEN: scene.sandbox.token })
      run.kill = () => started.child.kill('SIGINT')
      run.ended = started.ended
      expect((await started.ended).code).toBe(130)
      await goesOn(scene, `twice at write ${nth}`)
    },
    120_000,
  )
})
