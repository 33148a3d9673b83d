import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { found } from './found.ts'
import { bytesOf, chance, inputOf } from './input.ts'
import { hold } from './laws.ts'

const runs = Number(process.env['FUZZ_RUNS'] ?? 5_000)
const seed = Number(process.env['FC_SEED'] ?? 30)
/** Milliseconds one input may take before it counts as one that never ends. */
const patience = 10_000

/** Runs inputs in a thread of their own, which is ended when one of them hangs. Answers what went wrong. */
async function fuzzed(from: number, to: number): Promise<{ n: number; says: string }[]> {
  const at = new SharedArrayBuffer(4)
  const now = new Int32Array(at)
  const worker = new Worker(new URL('worker.ts', import.meta.url), {
    workerData: { seed, from, to, at },
    execArgv: ['--import', import.meta.resolve('jiti/register')],
  })
  return await new Promise((resolve, reject) => {
    let last = -1
    const dog = setInterval(() => {
      const n = Atomics.load(now, 0)
      if (n === last) {
        clearInterval(dog)
        void worker.terminate().then(() => {
          resolve([{ n, says: `still at work after ${patience / 1000} s` }])
        })
      }
      last = n
    }, patience)
    worker.once('message', (failures: { n: number; says: string }[]) => {
      clearInterval(dog)
      resolve(failures)
    })
    worker.once('error', (error) => {
      clearInterval(dog)
      reject(error)
    })
  })
}

test(`${runs} files as nobody writes them (seed ${seed}) are read or refused with a line, and an edit changes nothing else`, async () => {
  const failures = await fuzzed(0, runs)
  const told = failures.map(
    ({ n, says }) => `${n}: ${JSON.stringify(bytesOf(inputOf(seed, n), chance(seed + 1, n)).toString('latin1'))}\n${says}`,
  )
  expect(told.join('\n\n')).toBe('')
}, 7_200_000)

test.each(found.map((text, n) => [n, text] as const))('what once failed (%i) is held', (_, text) => {
  for (const turn of [0, 1, 2]) hold(Buffer.from(text), turn)
})
