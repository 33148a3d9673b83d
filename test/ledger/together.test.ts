import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { began, type Bench } from './backends/backend.ts'
import type { Answer, Told } from './backends/child.ts'
import { file } from './backends/file.ts'
import { inGit } from './backends/git.ts'
import { seed } from '../reliability/world/chosen.ts'

const script = new URL('./backends/child.ts', import.meta.url).pathname
const processes = 8
const rounds = Number(process.env['LOCK_ROUNDS'] ?? 5)

describe.each([file, inGit])('processes that start together on a memory kept in $name', (backend) => {
  let bench: Bench
  let children: ChildProcess[] = []
  beforeEach(() => {
    bench = backend.open()
  })
  afterEach(
    async () => {
      for (const child of children) if (child.kill('SIGKILL')) await once(child, 'exit')
      children = []
      bench.close()
      // each round leaves files behind in eight checkouts
    },
    60_000 + rounds * 3_000,
  )

  const start = (): ChildProcess => {
    const child = fork(script, { execArgv: ['--import', 'jiti/register'], env: { ...process.env, ...bench.door() } })
    children.push(child)
    return child
  }
  async function tell(child: ChildProcess, told: Told): Promise<Answer> {
    child.send(told)
    const [answer] = (await once(child, 'message')) as [Answer]
    return answer
  }
  const keys = async (): Promise<string[]> => {
    const store = bench.store({ pid: process.pid, began, now: Date.now, ticks: () => performance.now() })
    return (await store.open('bakery')).entries().map(({ key }) => key)
  }

  test(
    `one holds it and the others are told so, ${rounds} times; nothing that was put is lost (LOCK_ROUNDS)`,
    async () => {
      const all = Array.from({ length: processes }, start)
      for (let round = 1; round <= rounds; round++) {
        const answers = await Promise.all(all.map((child) => tell(child, { do: 'lock' })))
        const [one, ...more] = all.filter((_, n) => answers[n]?.exit === 0)
        expect([round, one === undefined ? answers : 'one holds', more.length]).toEqual([round, 'one holds', 0])
        if (one === undefined) return
        for (const { exit, says } of answers)
          if (exit !== 0) expect([exit, says]).toEqual([4, expect.stringContaining(`process ${one.pid ?? 0} on oven`)])
        expect((await tell(one, { do: 'put', key: `round-${round}` })).says).toBe('')
        expect((await tell(one, { do: 'release' })).says).toBe('')
        expect(await keys()).toHaveLength(round)
      }
    },
    120_000 + rounds * 20_000,
  )

  test('each gets its turn, no update is lost, and whoever looks meanwhile sees a whole memory', async () => {
    const all = Array.from({ length: processes }, start)
    const turn = async (child: ChildProcess, n: number): Promise<void> => {
      for (let answer = await tell(child, { do: 'lock' }); answer.exit !== 0; answer = await tell(child, { do: 'lock' })) {
        expect([answer.exit, answer.says]).toEqual([4, expect.any(String)])
        await new Promise((done) => setTimeout(done, 20 * n))
      }
      expect((await tell(child, { do: 'put', key: `baker-${n}` })).says).toBe('')
      expect((await tell(child, { do: 'release' })).says).toBe('')
    }
    const looking = { over: false, counts: [] as number[] }
    const look = async (): Promise<void> => {
      while (!looking.over) {
        looking.counts.push((await keys()).length)
        await new Promise((done) => setTimeout(done, 10))
      }
    }
    const looked = look()
    await Promise.all(all.map(turn))
    looking.over = true
    await looked
    expect([...looking.counts].sort((a, b) => a - b)).toEqual(looking.counts)
    expect((await keys()).sort()).toEqual(Array.from({ length: processes }, (_, n) => `baker-${n}`))
  })

  test(`one that is killed leaves all that was durable, and its place, to the next (FC_SEED=${seed})`, async () => {
    for (let round = 0; round < 3; round++) {
      const child = start()
      expect((await tell(child, { do: 'lock' })).says).toBe('')
      const durable: string[] = []
      child.on('message', (answer: Answer) => durable.push(answer.says))
      child.send({ do: 'work' } satisfies Told)
      const enough = 1 + ((seed + round * 7) % 5)
      while (durable.length < enough) await once(child, 'message')
      child.kill('SIGKILL')
      await once(child, 'exit')
      const next = start()
      expect((await tell(next, { do: 'lock' })).says).toBe('')
      expect((await tell(next, { do: 'put', key: `after-${round}` })).says).toBe('')
      expect((await tell(next, { do: 'release' })).says).toBe('')
      expect(await keys()).toEqual(expect.arrayContaining([...durable, `after-${round}`]))
    }
  })
})
