import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { lease, type Machine, type Store } from '../../src/ledger/index.ts'
import { Stop, type Fields, type Ledger } from '../../src/model/index.ts'
import type { Bench } from './backends/backend.ts'
import { file } from './backends/file.ts'
import { inGit } from './backends/git.ts'
import { hosted } from './backends/hosted.ts'

const bread: Fields = { title: 'Bread', body: { parts: ['<p>Flour</p>'] } }
const cake: Fields = { title: 'Cake' }
const put = (ledger: Ledger, key: string, id: string | null, base: Fields = bread): void => {
  ledger.put({ kind: 'article', key, id, base, seen: base })
}
const told = (ledger: Ledger): unknown[] => ledger.entries().map(({ key, id, base }) => [key, id, base.fields()])
const ledgerFile = 'ledger.ndjson'
const journalFile = 'journal/steps.ndjson'

/** How a run that is not allowed ends: its exit code and what it says. */
async function refusal(work: () => unknown): Promise<[exit: number, says: string]> {
  try {
    await work()
  } catch (error) {
    if (error instanceof Stop) return [error.exit, error.message]
    throw error
  }
  return [0, 'nothing was refused']
}

const served = await hosted()
afterAll(() => served.close())

describe.each([file, inGit, ...served.backends])('a memory kept in $name', (backend) => {
  let bench: Bench
  beforeEach(() => {
    bench = backend.open()
  })
  afterEach(() => {
    bench.close()
  })

  /** A whole run: holds, opens, does something, lets go. */
  async function run<T>(work: (ledger: Ledger, store: Store) => T | Promise<T>, over?: Partial<Machine>): Promise<T> {
    const store = bench.store(over)
    const lock = await store.lock()
    try {
      return await work(await store.open('bakery'), store)
    } finally {
      await lock.release()
    }
  }
  /** What somebody else finds there. */
  const found = async (): Promise<unknown[]> => told(await bench.store({ pid: 200 }).open('bakery'))
  const remembered = (): Promise<void> =>
    run(async (ledger) => {
      put(ledger, 'bread', '1')
      put(ledger, 'cake', '2', cake)
      await ledger.save()
    })
  const digests = (): [string, string][] =>
    [...bench.files()].flatMap(([path, bytes]) =>
      path.startsWith('lock') ? [] : [[path, createHash('sha256').update(bytes).digest('hex')]],
    )
  const text = (path = ledgerFile): string => bench.files().get(path)?.toString() ?? ''

  describe('what was put is there again', () => {
    test('after a save, with what was learned', async () => {
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
      expect(await bench.store().workspace()).toBe('bakery')
    })

    test('once it is durable, though the run that put it is never heard of again', async () => {
      const gone = bench.store()
      await gone.lock()
      const ledger = await gone.open('bakery')
      put(ledger, 'bread', null)
      await ledger.durable()
      put(ledger, 'bread', '1')
      put(ledger, 'cake', '2', cake)
      await Promise.all([ledger.durable(), ledger.durable()])
      expect(await found()).toEqual([
        ['bread', '1', bread],
        ['cake', '2', cake],
      ])
    })

    test('a rename is one step: never two keys for the id, never none', async () => {
      await remembered()
      await run(async (ledger) => {
        ledger.put({ kind: 'article', key: 'loaf', id: '1', base: bread, seen: bread }, 'bread')
        await ledger.durable()
        expect(await found()).toEqual([
          ['cake', '2', cake],
          ['loaf', '1', bread],
        ])
        await ledger.save()
      })
      expect(await found()).toEqual([
        ['cake', '2', cake],
        ['loaf', '1', bread],
      ])
    })

    test('keys that change places do it in one step, with what is remembered anew because of them', async () => {
      await remembered()
      await run(async (ledger) => {
        ledger.move(
          [
            { memo: { kind: 'article', key: 'cake', id: '1', base: bread, seen: null }, was: 'bread' },
            { memo: { kind: 'article', key: 'bread', id: '2', base: cake, seen: null }, was: 'cake' },
          ],
          [{ kind: 'article', key: 'loaf', id: '3', base: bread, seen: null }],
        )
        await ledger.durable()
        expect(await found()).toEqual([
          ['cake', '1', bread],
          ['bread', '2', cake],
          ['loaf', '3', bread],
        ])
        await ledger.save()
      })
      expect(await found()).toEqual([
        ['bread', '2', cake],
        ['cake', '1', bread],
        ['loaf', '3', bread],
      ])
    })

    test('what was dropped stays dropped, and its record goes', async () => {
      await remembered()
      const records = (): number => [...bench.files().keys()].filter((path) => path.startsWith('objects')).length
      expect(records()).toBe(2)
      await run(async (ledger) => {
        ledger.drop({ kind: 'article', key: 'bread' })
        await ledger.save()
      })
      expect(await found()).toEqual([['cake', '2', cake]])
      expect(records()).toBe(1)
    })

    test('it is the same memory as long as its entries are the same, and of one birth for ever', async () => {
      await remembered()
      const first = (await bench.store().open('bakery')).state()
      await run(async (ledger) => {
        put(ledger, 'bread', '1', cake)
        put(ledger, 'bread', '1')
        await ledger.save()
      })
      expect((await bench.store().open('bakery')).state()).toEqual(first)
      await run(async (ledger) => {
        put(ledger, 'bread', '1', cake)
        await ledger.save()
      })
      const later = (await bench.store().open('bakery')).state()
      expect([later.lineage, later.serial === first.serial]).toEqual([first.lineage, false])
    })

    test('looking at it changes nothing, also while another run is at it', async () => {
      await remembered()
      await run(async (ledger) => {
        put(ledger, 'loaf', null)
        await ledger.durable()
        const before = digests()
        await found()
        await found()
        expect(digests()).toEqual(before)
        put(ledger, 'loaf', '3')
        await ledger.save()
      })
      expect(await found()).toHaveLength(3)
    })
  })

  describe('a memory that is not what was written is refused with the way out, and stays as it is', () => {
    /** Both a reader and a writer must be refused. */
    async function refused(workspace = 'bakery'): ReturnType<typeof refusal> {
      const before = digests()
      const reading = await refusal(() => bench.store().open(workspace))
      expect(digests()).toEqual(before)
      const writing = await refusal(async () => {
        const store = bench.store()
        const lock = await store.lock()
        try {
          await store.open(workspace)
        } finally {
          await lock.release()
        }
      })
      expect(writing).toEqual(reading)
      const left = new Map(digests())
      for (const [path, digest] of before) expect([path, left.get(path)]).toEqual([path, digest])
      return reading
    }

    test('cut off, wherever', async () => {
      await remembered()
      const whole = text()
      for (const length of [0, 1, 40, whole.indexOf('\n'), whole.length - 20, whole.length - 1]) {
        bench.damage(ledgerFile, whole.slice(0, length))
        const [exit, says] = await refused()
        expect([length, exit, says]).toEqual([length, 65, expect.stringMatching(/ledger\.ndjson:\d: .*cut off.*ledger rebuild/u)])
      }
    })

    test('with one bit turned, wherever', async () => {
      await remembered()
      const whole = Buffer.from(text())
      const tried = Array.from({ length: backend.git ? 8 : 200 }, (_, n) => (n * 7919) % (whole.length * 8))
      for (const bit of tried) {
        const turned = Buffer.from(whole)
        turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        bench.damage(ledgerFile, turned)
        const [exit] = await refusal(() => bench.store().open('bakery'))
        if ([65, 77].includes(exit)) continue
        // a check sum that does not look like one any more leaves the rest as it was
        expect([bit, await found()]).toEqual([
          bit,
          [
            ['bread', '1', bread],
            ['cake', '2', cake],
          ],
        ])
      }
    })

    test('with the markers of a merge', async () => {
      await remembered()
      const [header, ...lines] = text().split('\n')
      bench.damage(ledgerFile, [header, '<<<<<<< ours', ...lines].join('\n'))
      expect(await refused()).toEqual([65, expect.stringMatching(/ledger\.ndjson:2: .*merge conflict markers/u)])
    })

    test('written by a newer program', async () => {
      await remembered()
      bench.damage(ledgerFile, text().replace('"version":1', '"version":2'))
      expect(await refused()).toEqual([65, expect.stringMatching(/newer content-sync \(ledger version 2/u)])
    })

    test('of another workspace', async () => {
      await remembered()
      expect(await refused('smithy')).toEqual([
        77,
        expect.stringMatching(/remembers workspace bakery, the token opens smithy.*Use the token of that workspace/u),
      ])
    })

    test('a key with two ids, an id with two keys', async () => {
      await remembered()
      const whole = text()
      bench.damage(ledgerFile, whole.replace('"key":"cake"', '"key":"bread"'))
      expect(await refused()).toEqual([65, expect.stringMatching(/article:bread has two ids, 1 and 2/u)])
      bench.damage(ledgerFile, whole.replace('"id":"2"', '"id":"1"'))
      expect(await refused()).toEqual([65, expect.stringMatching(/article 1 has two keys, bread and cake/u)])
    })

    /** A run that never ended: its journal is left behind. */
    async function crashed(): Promise<void> {
      const store = bench.store({ pid: 300 })
      await store.lock()
      const ledger = await store.open('bakery')
      put(ledger, 'loaf', '3')
      put(ledger, 'roll', '4')
      await ledger.durable()
    }

    test('a journal that is damaged anywhere but at its end', async () => {
      await remembered()
      await crashed()
      const lines = text(journalFile).split('\n')
      bench.damage(journalFile, [lines[0], lines[1]?.slice(3), ...lines.slice(2)].join('\n'))
      expect(await refused()).toEqual([65, expect.stringMatching(/steps\.ndjson:2: the journal is damaged.*Move the file/u)])
      bench.damage(journalFile, lines.join('\n').replace('"id":"3"', '"id":"7"'))
      expect(await refused()).toEqual([65, expect.stringMatching(/steps\.ndjson:2: .*not the one that was written/u)])
      bench.damage(journalFile, lines.join('\n').slice(0, -20))
      expect((await found()).map((entry) => (entry as string[])[0])).toEqual(['bread', 'cake', 'loaf'])
    })

    test('a journal that belongs to another ledger', async () => {
      await remembered()
      await crashed()
      const other = backend.open()
      try {
        const store = other.store()
        const lock = await store.lock()
        const ledger = await store.open('bakery')
        put(ledger, 'strange', '9')
        await ledger.durable()
        const journal = other.files().get(journalFile)
        if (journal === undefined) throw new Error('the other memory has no journal')
        bench.damage(journalFile, journal)
        await lock.release()
      } finally {
        other.close()
      }
      expect(await refused()).toEqual([
        65,
        expect.stringMatching(/journal belongs to another ledger .*go on from the last saved ledger/u),
      ])
      bench.damage(journalFile, null)
      expect((await found()).length).toBe(2)
    })

    test('a record that is gone, or not what it was', async () => {
      await remembered()
      const record = [...bench.files().keys()].find((path) => path.startsWith('objects')) ?? ''
      bench.damage(record, 'not compressed')
      expect((await refusal(found))[0]).toBe(65)
      bench.damage(record, null)
      expect(await refusal(found)).toEqual([65, expect.stringMatching(/names this record and it is not there/u)])
    })
  })

  describe('one run at a time', () => {
    const other: Partial<Machine> = { pid: 200 }
    const hour = 3_600_000

    test('the second is told who holds it, since when, and how to take it away; then it is free', async () => {
      const lock = await bench.store().lock()
      expect(await refusal(() => bench.store(other).lock())).toEqual([
        4,
        expect.stringMatching(
          new RegExp(`process 100 on oven, since 1970-01-01T00:16:40.000Z.*content-sync ledger unlock ${lock.holder.id}`, 'u'),
        ),
      ])
      await lock.release()
      await (await bench.store(other).lock()).release()
    })

    test('what a run put is there for the next, also what nobody waited for', async () => {
      await remembered()
      await run(async (ledger) => {
        put(ledger, 'loaf', '3')
        await ledger.durable()
        put(ledger, 'roll', '4')
      })
      expect((await found()).map((entry) => (entry as string[])[0])).toEqual(['bread', 'cake', 'loaf', 'roll'])
    })

    test('a process that died here is followed at once, and what it left is there', async () => {
      const dead = bench.store({ pid: 300, began: () => 'once' })
      await dead.lock()
      const ledger = await dead.open('bakery')
      put(ledger, 'bread', null)
      await ledger.durable()
      await run(async (next) => {
        expect(told(next)).toEqual([['bread', null, bread]])
        put(next, 'bread', '1')
        await next.save()
      }, other)
      expect(await found()).toEqual([['bread', '1', bread]])
    })

    test('a silent holder far away is watched before its place is taken, whatever the clock says; it then writes nothing more', async () => {
      let ticks = 0
      const far = bench.store({ host: 'laptop', ticks: () => ticks })
      const stalled = await far.lock()
      const ledger = await far.open('bakery')
      put(ledger, 'bread', null)
      await ledger.durable()
      expect((await refusal(() => bench.store(other).lock()))[0]).toBe(4)

      const watched: number[] = []
      const taker = bench.store({
        ...other,
        now: () => 1_000_000 + hour,
        ticks: () => ticks,
        sleep: (ms) => {
          ticks += ms
          return Promise.resolve()
        },
      })
      const taken = await taker.lock((_, left) => watched.push(left))
      expect(Math.max(...watched)).toBeGreaterThanOrEqual(lease / 3)
      const next = await taker.open('bakery')
      put(next, 'bread', '1')
      await next.save()

      const late = await refusal(async () => {
        put(ledger, 'late', '2')
        await ledger.durable()
      })
      expect(late).toEqual([4, expect.stringMatching(/lost its lock to process 200 on oven/u)])
      expect((await refusal(() => stalled.renew()))[0]).toBe(4)
      expect((await refusal(() => ledger.save()))[0]).toBe(4)
      await stalled.release()
      expect((await refusal(() => bench.store({ pid: 100 }).lock()))[1]).toMatch(/process 200/u)
      await taken.release()
      expect(await found()).toEqual([['bread', '1', bread]])
    })

    test.runIf(backend.git)('a machine of the same name elsewhere is not taken for one whose process died here', async () => {
      const alike = await bench.store({ pid: 300, began: () => 'once' }).lock()
      rmSync(join(tmpdir(), `content-sync-${alike.holder.id}`))
      expect(await refusal(() => bench.store(other).lock())).toEqual([4, expect.stringContaining(alike.holder.id)])
      await alike.release()
    })

    test('a holder that renews while it is watched keeps it', async () => {
      const far = await bench.store({ host: 'laptop' }).lock()
      let ticks = 0
      const taker = bench.store({
        ...other,
        now: () => 1_000_000 + hour,
        ticks: () => ticks,
        sleep: async (ms) => {
          ticks += ms
          if (ticks < 3000) await far.renew()
        },
      })
      expect((await refusal(() => taker.lock()))[0]).toBe(4)
      await far.check()
      await far.release()
    })

    test('a person takes it away by its id only, and its holder notices', async () => {
      const lock = await bench.store().lock()
      const stranger = bench.store(other)
      expect(await refusal(() => stranger.unlock('another'))).toEqual([64, expect.stringContaining(lock.holder.id)])
      await stranger.unlock(lock.holder.id)
      expect(await refusal(() => stranger.unlock(lock.holder.id))).toEqual([64, expect.stringContaining('no lock')])
      expect((await refusal(() => lock.renew()))[0]).toBe(4)
      await (await bench.store(other).lock()).release()
    })

    test('of a memory that is forgotten nothing is left', async () => {
      await remembered()
      await bench.store().drop()
      expect(await found()).toEqual([])
      expect([...bench.files().keys()].filter((path) => !path.startsWith('lock'))).toEqual([])
    })
  })
})
