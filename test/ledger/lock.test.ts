import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lease, takeLock, unlock, type Machine } from '../../src/ledger/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-sync-lock-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const path = (): string => join(folder, 'lock')
type Clocked = Omit<Machine, 'ticks' | 'sleep'>
let names = 0

/** The bakery's build machine, process 100 unless said otherwise. */
const machine = (over: Partial<Clocked> = {}): Clocked => ({
  host: 'oven',
  pid: 100,
  began: (pid) => (pid === 100 || pid === 200 ? `start-of-${pid}` : undefined),
  now: () => 1_000_000,
  unique: () => `lock-${++names}`,
  ...over,
})

const code = (work: () => unknown): number => {
  try {
    work()
  } catch (error) {
    return (error as { exit: number }).exit
  }
  return 0
}

describe('two pipelines on one workspace would write over each other', () => {
  test('the second is refused while the first lives, and told who holds it', () => {
    takeLock(path(), machine())
    expect(() => takeLock(path(), machine({ pid: 200 }))).toThrow(/process 100 on oven.*ledger unlock lock-/)
    expect(code(() => takeLock(path(), machine({ pid: 200 })))).toBe(4)
  })

  test('the lock is free again after release, and nothing is left on disk', () => {
    takeLock(path(), machine()).release()
    expect(existsSync(path())).toBe(false)
    takeLock(path(), machine({ pid: 200 })).release()
  })

  test('a process that died on this host is taken over from at once', () => {
    takeLock(path(), machine({ pid: 300, began: () => 'once' }))
    const lock = takeLock(path(), machine({ pid: 200 }))
    expect(lock.holder.pid).toBe(200)
  })

  test('a process number given to another program does not keep a workspace locked', () => {
    takeLock(path(), machine({ began: () => 'before the restart' }))
    expect(takeLock(path(), machine({ pid: 200 })).holder.pid).toBe(200)
  })

  test('a silent holder on another host keeps it until its lease is over, and no longer', () => {
    takeLock(path(), machine({ host: 'laptop' }))
    expect(code(() => takeLock(path(), machine({ now: () => 1_000_000 + lease })))).toBe(4)
    expect(takeLock(path(), machine({ now: () => 1_000_001 + lease })).holder.host).toBe('oven')
  })

  test('renewing keeps it past the first lease', () => {
    let now = 1_000_000
    const lock = takeLock(path(), machine({ host: 'laptop', now: () => now }))
    now += lease / 2
    lock.renew()
    expect(code(() => takeLock(path(), machine({ now: () => 1_000_001 + lease })))).toBe(4)
  })

  test('a holder that slept past its lease does not write on: renewing says that the lock is lost', () => {
    const slept = takeLock(path(), machine({ host: 'laptop' }))
    takeLock(path(), machine({ now: () => 1_000_001 + lease }))
    expect(
      code(() => {
        slept.renew()
      }),
    ).toBe(4)
    slept.release()
    expect(existsSync(path())).toBe(true)
  })

  test('a person can remove a lock only by its id', () => {
    const { holder } = takeLock(path(), machine())
    expect(
      code(() => {
        unlock(path(), 'another')
      }),
    ).toBe(64)
    unlock(path(), holder.id)
    expect(existsSync(path())).toBe(false)
    expect(
      code(() => {
        unlock(path(), holder.id)
      }),
    ).toBe(64)
  })
})
