import { afterEach, describe, expect, test } from 'vitest'
import { until } from '../journeys/command.ts'
import { live, type Live } from './live.ts'
import { runner, type Runner } from './machine/runner.ts'

const rounds = Number(process.env['LOCK_ROUNDS'] ?? 50)
const page = (title: string, words: string): string => `---\ntitle: ${title}\n---\n\n${words}\n`

let at: Live | undefined
let runners: Runner[] = []
afterEach(async () => {
  await Promise.all(runners.map((each) => each.close()))
  await at?.close()
  at = undefined
  runners = []
})

/** Processes in the folder of a scene; `lease` in milliseconds. */
async function started(scene: Live, ...given: readonly Readonly<Record<string, string>>[]): Promise<Runner[]> {
  runners = await Promise.all(given.map((env) => runner(scene.at.root, { INTERCOM_ACCESS_TOKEN: scene.sandbox.token, ...env })))
  return runners
}

interface Report {
  readonly requests: { readonly writes: number }
  readonly counts: { readonly applied: number }
}
const writesOf = (out: string): number => (out === '' ? 0 : (JSON.parse(out) as Report).requests.writes)
const titles = (scene: Live): string[] =>
  scene.sandbox.control
    .state()
    .articles.map(({ contents }) => Object.values(contents)[0]?.title ?? '')
    .sort()

test(`eight processes start together, ${rounds} times: one writes, the others wait for it or end with 4, and nothing is made twice (R23; LOCK_ROUNDS)`, async () => {
  const scene = (at = await live({ 'content/articles/rolls.md': page('Rolls', 'Fresh.') }))
  const eight = await started(scene, ...Array<Record<string, string>>(8).fill({}))
  const ends = new Map<number, number>()
  for (let round = 1; round <= rounds; round += 1) {
    scene.at.write(`content/articles/loaf-${round}.md`, page(`Loaf ${round}`, 'Warm.'))
    scene.at.write('content/articles/rolls.md', page('Rolls', `Fresh, batch ${round}.`))
    const before = scene.writes().length
    const ended = await Promise.all(eight.map((each) => each.run('apply', '--yes', '-f', 'json')))
    for (const { code } of ended) ends.set(code, (ends.get(code) ?? 0) + 1)
    const writers = ended.filter(({ out }) => writesOf(out) > 0)
    expect([round, writers.length, ended.map(({ err }) => err)]).toEqual([round, 1, ended.map(({ err }) => err)])
    expect([round, writersWrote(writers), writers[0]?.code]).toEqual([round, scene.writes().length - before, 0])
    for (const { code, err } of ended) {
      expect([round, [0, 4].includes(code), err]).toEqual([round, true, err])
      if (code === 4) expect(err).toMatch(/another run holds this workspace: process \d+ on .*Nothing was written/u)
    }
  }
  expect(titles(scene)).toEqual(['Rolls', ...Array.from({ length: rounds }, (_, n) => `Loaf ${n + 1}`)].sort())
  const { code } = await scene.run('plan', '--detailed-exitcode')
  expect(code).toBe(0)
  console.log(`lock: ${rounds} rounds of 8, exit codes ${JSON.stringify([...ends])}`)
  expect(ends.get(4) ?? 0).toBeGreaterThan(rounds)
}, 600_000)

const writersWrote = (writers: readonly { readonly out: string }[]): number =>
  writers.reduce((sum, { out }) => sum + writesOf(out), 0)

/** Thirty pages; at the nth write that arrives something happens, and the request waits for it. */
async function thirty(nth: number, there: () => void | Promise<void>): Promise<Live> {
  let arrived = 0
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, n) => [`content/articles/loaf-${n}.md`, page(`Loaf ${n}`, 'Warm.')]),
  )
  at = await live(files, {
    watch: ({ method, phase }) => {
      if (method === 'GET' || phase !== 'arrived') return
      arrived += 1
      return arrived === nth ? there() : undefined
    },
  })
  return at
}

const lease = 3000
const short = { LEASE: String(lease) }

describe('a run that stands still for longer than its lease (a laptop asleep, SIGSTOP)', () => {
  test('sends nothing once another has taken over, ends with 4, and the other ends where no failure would have', async () => {
    const first: { runner?: Runner } = {}
    let stopped = false
    const scene = await thirty(7, () => {
      stopped = first.runner?.child.kill('SIGSTOP') === true
    })
    const [slow, quick] = await started(scene, short, short)
    if (slow === undefined || quick === undefined) throw new Error('two runners were asked for')
    first.runner = slow
    const ending = slow.run('apply', '--yes')
    await until(() => stopped)
    const second = await until(async () => {
      const said = await quick.run('apply', '--yes')
      return said.code === 4 ? undefined : said
    })
    expect([second.code, second.err]).toEqual([0, second.err])
    expect(second.err).toMatch(/its lease looks over: watching it for \d+ s/u)
    const sent = scene.writes().length
    slow.child.kill('SIGCONT')
    const ended = await ending
    expect([ended.code, ended.err]).toEqual([4, ended.err])
    expect(ended.err).toMatch(/this run lost its lock/u)
    expect(scene.writes()).toHaveLength(sent)
    expect(new Set(titles(scene)).size).toBe(30)
    expect(titles(scene)).toHaveLength(30)
    expect((await scene.run('plan', '--detailed-exitcode')).code).toBe(0)
  }, 120_000)

  test('goes on where nobody took over', async () => {
    const first: { runner?: Runner } = {}
    let stopped = false
    const scene = await thirty(7, () => {
      stopped = first.runner?.child.kill('SIGSTOP') === true
    })
    const [slow] = await started(scene, short)
    if (slow === undefined) throw new Error('a runner was asked for')
    first.runner = slow
    const ending = slow.run('apply', '--yes')
    await until(() => stopped)
    await new Promise((resolve) => setTimeout(resolve, lease + 500))
    slow.child.kill('SIGCONT')
    const ended = await ending
    expect([ended.code, ended.err]).toEqual([0, ended.err])
    expect(titles(scene)).toHaveLength(30)
    expect((await scene.run('plan', '--detailed-exitcode')).code).toBe(0)
  }, 120_000)
})

describe('a clock that is an hour off (R24)', () => {
  test.each([
    ['ahead of the holder', 0, 3_600_000],
    ['behind the holder', 3_600_000, 0],
  ])(
    'a second run %s does not take over from one at work',
    async (_, ours, theirs) => {
      let go = (): void => undefined
      const over = new Promise<void>((resolve) => (go = resolve))
      let writing = false
      const scene = await thirty(1, () => {
        writing = true
        return over
      })
      const [first, second] = await started(scene, { ...short, SKEW: String(ours) }, { ...short, SKEW: String(theirs) })
      if (first === undefined || second === undefined) throw new Error('two runners were asked for')
      const ending = first.run('apply', '--yes')
      await until(() => writing)
      const refused = await second.run('apply', '--yes')
      expect([refused.code, refused.err]).toEqual([4, refused.err])
      if (theirs > ours) expect(refused.err).toMatch(/its lease looks over: watching it/u)
      go()
      const ended = await ending
      expect([ended.code, ended.err]).toEqual([0, ended.err])
      expect(titles(scene)).toHaveLength(30)
    },
    120_000,
  )
})
