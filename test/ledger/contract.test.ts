import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Store } from '../../src/ledger/index.ts'
import { Stop, type Fields, type Ledger } from '../../src/model/index.ts'
import type { Bench } from './backends/backend.ts'
import { file } from './backends/file.ts'
import { inGit } from './backends/git.ts'

const bread: Fields = { title: 'Bread', body: { parts: ['<p>Flour</p>'] } }
const cake: Fields = { title: 'Cake' }
const put = (ledger: Ledger, key: string, id: string | null, base: Fields = bread): void => {
  ledger.put({ kind: 'article', key, id, base, seen: base })
}
const told = (ledger: Ledger): unknown[] => ledger.entries().map(({ key, id, base }) => [key, id, base.fields()])

/** How a run that is not allowed ends: its exit code and what it says. */
async function refusal(work: () => unknown): Promise<{ exit: number; says: string }> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Stop) return { exit: error.exit, says: error.message }
    throw error
  }
  return { exit: 0, says: '' }
}

describe.each([file, inGit])('a memory kept in $name', (backend) => {
  let bench: Bench
  beforeEach(() => {
    bench = backend.open()
  })
  afterEach(() => {
    bench.close()
  })

  /** A whole run: holds, opens, does something, lets go. */
  async function run<T>(work: (ledger: Ledger, store: Store) => T | Promise<T>): Promise<T> {
    const store = bench.store()
    const lock = await store.lock()
    try {
      return await work(await store.open('bakery'), store)
    } finally {
      await lock.release()
    }
  }
  const seen = async (): Promise<unknown[]> => told(await bench.store({ pid: 200 }).open('bakery'))

  test('what was put is there again after a save', async () => {
    await run(async (ledger) => {
      put(ledger, 'bread', '1')
      ledger.learn('cdn:/i/o/1', 'sha256:aa')
      ledger.note({ headingIds: 'kept' })
      await ledger.save()
    })
    const again = await bench.store().open('bakery')
    expect(told(again)).toEqual([['bread', '1', bread]])
    expect([...again.images()]).toEqual([['cdn:/i/o/1', 'sha256:aa']])
    expect(again.facts()).toEqual({ headingIds: 'kept' })
  })
})
