import { afterEach, describe, expect, test } from 'vitest'
import { Stop } from '../../../src/model/index.ts'
import type { Fault, FaultDo } from '../../../src/sandbox/index.ts'
import type { Tree } from '../world/bakery.ts'
import { seed } from '../world/chosen.ts'
import { portrait } from '../world/portrait.ts'
import { open, type Ran, type Scene } from '../world/scene.ts'

const scenes: Scene[] = []
afterEach(async () => {
  for (const scene of scenes.splice(0)) await scene.close()
})
const opened = async (): Promise<Scene> => {
  const scene = await open()
  scenes.push(scene)
  return scene
}

const page = (title: string, words: string): string => `---\ntitle: ${title}\n---\n\n${words}\n`
const loaves = (count: number, words: string): Tree =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `content/articles/bread/loaf-${n}.md`,
      page(`Loaf ${n}`, `${words} Then [the next](loaf-${(n + 1) % count}.md).`),
    ]),
  )
const before: Tree = {
  'config/folders.yaml': '- name: Counter\n- name: Oven\n',
  ...loaves(8, 'Dark.'),
  'content/articles/cake/plum.md': page('Plum', 'Sweet.'),
  'content/articles/cake/twin.md': page('Plum of the day', 'Sweet.'),
  'content/snippets/hours.md': page('When do you open?', 'At nine.'),
}
const after: Tree = {
  'config/folders.yaml': '- name: Counter\n',
  ...loaves(9, 'Darker.'),
  'content/articles/pie/plum.md': page('Plum', 'Sweet.'),
  'content/snippets/hours.md': page('When do you open?', 'At eight.'),
  'content/snippets/parking.md': page('Where can I park?', 'In front of the house.'),
}

const writes = ({ sandbox }: Scene): number => sandbox.requests().filter(({ method, done }) => method !== 'GET' && done).length

/** What a workspace is that went from one tree to the other without any trouble. */
async function calm(): Promise<unknown> {
  const scene = await opened()
  for (const tree of [before, after]) {
    scene.lay(tree)
    await scene.apply()
  }
  return portrait(scene.sandbox.control.state())
}

const troubles: readonly FaultDo[] = [
  { status: 500 },
  { status: 502, raw: '<html>' },
  { status: 503 },
  'reset-before',
  { cut: 0.3 },
]
const tries = Number(process.env['STORM_SEEDS'] ?? 4)

describe.each([0.1, 0.3, 0.6])('%d of all readings fail', (share) => {
  const seeds = Array.from({ length: tries }, (_, n) => seed + n)
  test(`an apply ends, or says 69 and that nothing was written; what it wrote it says; the next one ends in the same workspace (R11; seeds ${seeds.join(', ')})`, async () => {
    const expected = await calm()
    for (const each of seeds) {
      const scene = await opened()
      scene.lay(before)
      await scene.apply()
      scene.lay(after)
      const already = writes(scene)
      const faults = troubles.map((what): Fault => ({ on: { method: 'GET', chance: share / troubles.length }, do: what }))
      scene.sandbox.control.faults({ seed: each, faults })
      const ended = await scene.apply().catch((error: unknown) => error)
      scene.sandbox.control.faults([])
      if (ended instanceof Error) {
        expect([each, ended, ended instanceof Stop && ended.exit]).toEqual([each, ended, 69])
        expect([each, writes(scene) - already]).toEqual([each, 0])
      } else {
        const { outcomes } = ended as Ran
        const done = outcomes?.filter(({ status }) => status === 'applied').length ?? 0
        expect([each, writes(scene) - already >= done, done > 0]).toEqual([each, true, true])
        const open = outcomes?.filter(
          ({ status, failure }) => !['applied', 'adopted', 'forgotten'].includes(status) && failure === undefined,
        )
        expect([each, open]).toEqual([each, []])
      }
      await scene.wait()
      await scene.apply()
      const { plan } = await scene.plan()
      expect([each, plan.levels, plan.beside]).toEqual([each, [], []])
      expect([each, portrait(scene.sandbox.control.state())]).toEqual([each, expected])
    }
  })
})

test(`where 2 requests in 100 go wrong, a whole apply sends at most 1.1 times as many as without, and nothing is missing (R47, FC_SEED=${seed})`, async () => {
  const many: Tree = { ...after, ...loaves(120, 'Dark.') }
  const sent = async (faults: readonly Fault[]): Promise<{ count: number; struck: number; end: unknown }> => {
    const scene = await opened()
    scene.lay(many)
    scene.sandbox.control.faults({ seed, faults })
    await scene.apply()
    scene.lay({ ...many, ...loaves(120, 'Darker.') })
    scene.sandbox.control.faults({ seed, faults })
    await scene.apply()
    const log = scene.sandbox.requests()
    const struck = log.filter(({ status }) => status === 0 || status === 429 || status >= 500).length
    expect((await scene.plan()).plan.levels).toEqual([])
    return { count: log.length, struck, end: portrait(scene.sandbox.control.state()) }
  }
  const often = { chance: 0.02 }
  const quiet = await sent([])
  const rough = await sent([
    { on: { ...often, method: 'GET' }, do: { status: 500 } },
    { on: { ...often, method: 'PUT' }, do: { status: 503 } },
    { on: { ...often, method: 'PUT' }, do: 'drop-after' },
    { on: { ...often, method: 'POST' }, do: { status: 429, code: 'rate_limit_exceeded' } },
  ])
  expect(rough.struck).toBeGreaterThan(3)
  expect(rough.count / quiet.count).toBeLessThanOrEqual(1.1)
  expect(rough.end).toEqual(quiet.end)
})
