import { setImmediate as turn } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refused, Stop } from '../../../src/model/index.ts'
import type { Writing } from '../../../src/sides/workspace/http.ts'
import { writing } from '../../../src/sides/workspace/http.ts'
import type { Sandbox } from '../../../src/sandbox/index.ts'
import { startSandbox } from '../../../src/sandbox/index.ts'
import type { Time } from '../../reliability/wire/time.ts'
import { time } from '../../reliability/wire/time.ts'
import { optionsFor } from './bakery.ts'

const lost = new Stop(4, 'the lock is held by somebody else')
let at: Time
let sandbox: Sandbox
let asked: number
let held: (nth: number) => boolean

beforeEach(async () => {
  at = time()
  sandbox = await startSandbox({ limit: '2/10s', now: at.now, sleep: at.serve })
  asked = 0
})
afterEach(() => sandbox.close())

const client = (): Writing =>
  writing(
    optionsFor(sandbox, {
      clock: at,
      before: async () => {
        asked += 1
        await turn()
        if (!held(asked)) throw lost
      },
    }),
  )
const folder = { folder: { name: 'Ovens' } }
const writes = (): string[] =>
  sandbox.requests().flatMap(({ method, status }) => (method === 'GET' ? [] : [`${method} ${status}`]))

test('a write that waited for its turn while the lock went to somebody else is not sent', async () => {
  held = (nth) => nth <= 2
  const line = client()
  const ends = await at.run(Promise.allSettled(Array.from({ length: 6 }, () => line.post('/folders', folder))))
  expect(ends.map(({ status }) => status)).toEqual([...Array<string>(2).fill('fulfilled'), ...Array<string>(4).fill('rejected')])
  expect(ends.flatMap((end) => (end.status === 'rejected' ? [end.reason as unknown] : []))).toEqual([lost, lost, lost, lost])
  expect(writes()).toEqual(['POST 200', 'POST 200'])
  expect(line.tally()).toMatchObject({ writes: 2 })
})

test.each([429, 500])(
  'a write answered %d is asked for again before it is sent again, and what is lost by then stays lost',
  async (status) => {
    held = () => true
    const line = client()
    const made = (await at.run(line.post('/folders', folder))) as { id: number }
    sandbox.control.faults([{ on: { method: 'PUT' }, do: { status } }])
    held = (nth) => nth < 3
    await expect(at.run(line.put(`/folders/${made.id}`, folder))).rejects.toBe(lost)
    expect(writes()).toEqual(['POST 200', `PUT ${status}`])
  },
)

test('reading asks nobody, and what was not sent leaves its place in the budget to others', async () => {
  held = () => false
  const line = client()
  for (let n = 0; n < 5; n += 1) await expect(at.run(line.delete('/folders/1'))).rejects.toBe(lost)
  await at.run(Promise.all(Array.from({ length: 5 }, () => line.get('/folders'))))
  expect(asked).toBe(5)
  expect(writes()).toEqual([])
  expect(sandbox.requests().map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
})

test('it is the throw itself that comes out, no refusal of Intercom', async () => {
  held = () => false
  const error = await at.run(
    client()
      .post('/folders', folder)
      .catch((reason: unknown) => reason),
  )
  expect(error).not.toBeInstanceOf(Refused)
  expect(error).toBe(lost)
})
