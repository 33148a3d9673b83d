import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lease, takeLock, unlock, type Machine } from '../../src/ledger/index.ts'
import type { Held } from '../../src/ledger/file/lock.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'content-sync-lock-')), 'lock')
})
afterEach(() => {
  rmSync(join(folder, '..'), { recursive: true })
})

const start = 1_000_000
const hour = 3_600_000
let names = 0

/** Time as one machine has it: `set` moves its wall clock alone, `pass` both. */
interface Time {
  now: number
  ticks: number
  pass(ms: number): void
}
const time = (now = start): Time => ({
  now,
  ticks: 5,
  pass(ms) {
    this.now += ms
    this.ticks += ms
  },
})

/** The bakery's build machine, process 100 unless said otherwise. Sleeping lets time pass, and `meanwhile` happens. */
const machine = (at: Time, over: Partial<Machine> = {}, meanwhile: () => void = () => undefined): Machine => ({
  host: 'oven',
  pid: 100,
  began: (pid) => (pid === 100 || pid === 200 ? `start-of-${pid}` : undefined),
  now: () => at.now,
  ticks: () => at.ticks,
  sleep: (ms) => {
    at.pass(ms)
    meanwhile()
    return Promise.resolve()
  },
  unique: () => `lock-${++names}`,
  ...over,
})
const laptop = { host: 'laptop' }
const second = { pid: 200 }

const take = (taker: Machine, watching?: (left: number) => void): Promise<Held> =>
  takeLock(folder, taker, lease, (_, left) => watching?.(left))

const code = async (work: () => unknown): Promise<number> => {
  try {
    await work()
  } catch (error) {
    return (error as { exit: number }).exit
  }
  return 0
}

describe('two pipelines on one workspace would write over each other', () => {
  test('the second is refused at once while the first lives, and told who holds it', async () => {
    await take(machine(time()))
    const waited: number[] = []
    await expect(take(machine(time(), second), (left) => waited.push(left))).rejects.toThrow(
      /process 100 on oven.*ledger unlock lock-/,
    )
    expect(await code(() => take(machine(time(), second)))).toBe(4)
    expect(waited).toEqual([])
  })

  test('the lock is free again after release, and however often it was taken two small files are all that is left', async () => {
    for (let round = 0; round < 20; round += 1) (await take(machine(time(), round % 2 === 0 ? {} : second))).release()
    expect(readdirSync(folder).sort()).toEqual(['19', '20'])
  })

  test('a process that died on this host is taken over from at once', async () => {
    await take(machine(time(), { pid: 300, began: () => 'once' }))
    const waited: number[] = []
    const lock = await take(machine(time(), second), (left) => waited.push(left))
    expect([lock.holder.pid, waited]).toEqual([200, []])
  })

  test('a process number given to another program does not keep a workspace locked', async () => {
    await take(machine(time(), { began: () => 'before the restart' }))
    expect((await take(machine(time(), second))).holder.pid).toBe(200)
  })

  test('a live process of this host whose lease looks over is watched like any other, not taken over', async () => {
    const first = await take(machine(time()))
    const later = time(start + lease + 1)
    expect(
      await code(() =>
        take(
          machine(later, second, () => {
            first.renew()
          }),
        ),
      ),
    ).toBe(4)
  })

  test('a person can remove a lock only by its id, and its holder notices before it writes', async () => {
    const at = time()
    const lock = await take(machine(at))
    expect(
      await code(() => {
        unlock(folder, 'another')
      }),
    ).toBe(64)
    unlock(folder, lock.holder.id)
    expect(
      await code(() => {
        unlock(folder, lock.holder.id)
      }),
    ).toBe(64)
    at.pass(lease)
    expect(
      await code(() => {
        lock.check()
      }),
    ).toBe(4)
    expect((await take(machine(time(), second))).holder.pid).toBe(200)
  })

  test('a lock nobody can read is said with its file, and not taken', async () => {
    await take(machine(time()))
    writeFileSync(join(folder, '1'), 'not a lock')
    await expect(take(machine(time(), second))).rejects.toThrow(/lock\/1: the lock cannot be read/)
  })
})

describe('clocks that are wrong by an hour never make two holders (R24)', () => {
  test('a silent holder on another host keeps it until its lease is over and it was watched, and no longer', async () => {
    await take(machine(time(), laptop))
    expect(await code(() => take(machine(time(start + lease))))).toBe(4)
    const later = time(start + lease + 1)
    const begun = later.ticks
    const lock = await take(machine(later))
    expect(lock.holder.host).toBe('oven')
    expect(later.ticks - begun).toBeGreaterThan(lease / 2)
    expect(later.ticks - begun).toBeLessThan(lease / 2 + 2000)
  })

  test('a taker whose clock is an hour ahead does not take over from a holder that renews', async () => {
    const at = time()
    const first = await take(machine(at, laptop))
    const ahead = time(start + hour)
    const step = (): void => {
      at.pass(1000)
      first.check()
    }
    expect(await code(() => take(machine(ahead, {}, step)))).toBe(4)
    step()
  })

  test('nor does one whose clock is an hour behind, or a holder whose clock is set while it works', async () => {
    const at = time()
    const first = await take(machine(at, laptop))
    expect(await code(() => take(machine(time(start - hour))))).toBe(4)
    for (const jump of [hour, -2 * hour, hour]) {
      at.now += jump
      first.check()
      expect(first.holder.host).toBe('laptop')
    }
    expect(await code(() => take(machine(time(start))))).toBe(4)
  })

  test('whenever a holder thinks that it may write, nobody else does: whatever the clocks say and however long both stall', async () => {
    // ticks of both run alike, as physics has it; wall clocks are apart by up to an hour
    for (const apart of [-hour, -lease, 0, lease, hour])
      for (let stall = 0; stall <= 90_000; stall += 1500) {
        rmSync(folder, { recursive: true, force: true })
        const ours = time()
        const first = await take(machine(ours, laptop))
        ours.pass(stall)
        let wrote = true
        const taker = time(start + stall + apart)
        let taken = false
        const taking = take(
          machine(taker, {}, () => {
            ours.pass(1000)
          }),
        ).then(
          () => (taken = true),
          () => false,
        )
        await taking
        try {
          first.check()
        } catch {
          wrote = false
        }
        expect([apart, stall, wrote && taken]).toEqual([apart, stall, false])
        expect([apart, stall, wrote || taken]).toEqual([apart, stall, true])
      }
  })

  test('a holder that slept beyond its lease and was taken over from does not write on, and does not touch the other’s lock', async () => {
    const at = time()
    const slept = await take(machine(at, laptop))
    const other = await take(machine(time(start + lease + 1)))
    // a machine that sleeps: its wall clock moved on, the other stood still
    at.now += hour
    expect(
      await code(() => {
        slept.check()
      }),
    ).toBe(4)
    slept.release()
    other.renew()
    expect(await code(() => take(machine(time(), second)))).toBe(4)
  })

  test('one that slept and was not taken over from goes on after renewing', async () => {
    const at = time()
    const slept = await take(machine(at, laptop))
    at.now += hour
    slept.check()
    expect(await code(() => take(machine(time(start + hour))))).toBe(4)
  })

  test('a holder that renews in the very moment another stands above it: one of the two steps back', async () => {
    const at = time()
    const first = await take(machine(at, laptop))
    const taker = time(start + lease + 1)
    const seen: boolean[] = []
    // between the last look at the lock and the attempt to take it; later it renews while it is watched
    const unique = (): string => {
      seen.push(true)
      first.renew()
      return 'taker'
    }
    const meanwhile = (): void => {
      if (seen.length > 0) first.renew()
    }
    expect(await code(() => take(machine(taker, { unique }, meanwhile)))).toBe(4)
    expect(seen).toEqual([true])
    first.renew()
  })
})
