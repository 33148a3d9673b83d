import { parentPort, workerData } from 'node:worker_threads'
import { bytesOf, chance, inputOf } from './input.ts'
import { hold } from './laws.ts'

/** Runs through the inputs of a seed. Which one is at work stands in `at`, where a watchdog sees it even when this thread hangs. */
const { seed, from, to, at } = workerData as { seed: number; from: number; to: number; at: SharedArrayBuffer }
const now = new Int32Array(at)
const failures: { n: number; says: string }[] = []
for (let n = from; n < to && failures.length < 20; n += 1) {
  Atomics.store(now, 0, n)
  try {
    hold(bytesOf(inputOf(seed, n), chance(seed + 1, n)))
  } catch (error) {
    failures.push({ n, says: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
}
parentPort?.postMessage(failures)
