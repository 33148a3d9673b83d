import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileLedger } from '../../src/ledger/index.ts'
import type { Fields, Ledger } from '../../src/model/index.ts'
import { Stop } from '../../src/model/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-sync-ledger-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const open = (workspace = 'bakery'): Ledger => fileLedger(folder, workspace, () => 'lineage')
const path = (): string => join(folder, 'ledger.ndjson')
const text = (): string => readFileSync(path(), 'utf8')
const bread: Fields = { title: 'Bread', body: { parts: ['<p>Flour</p>'] } }
const cake: Fields = { title: 'Cake' }
const put = (ledger: Ledger, key: string, id: string | null, base: Fields = bread): void => {
  ledger.put({ kind: 'article', key, id, base, seen: base })
}
const told = (ledger: Ledger): unknown[] => ledger.entries().map(({ key, id, base }) => [key, id, base.fields()])

describe('what was remembered is there again', () => {
  test('after a save', async () => {
    const ledger = open()
    put(ledger, 'bread', '1')
    ledger.learn('cdn:/i/o/1', 'sha256:aa')
    ledger.note({ headingIds: 'kept' })
    await ledger.save()
    expect(told(open())).toEqual([['bread', '1', bread]])
    expect([...open().images()]).toEqual([['cdn:/i/o/1', 'sha256:aa']])
    expect(open().facts()).toEqual({ headingIds: 'kept' })
  })

  test('after a crash without a save, up to the last whole step', async () => {
    const ledger = open()
    put(ledger, 'bread', null)
    put(ledger, 'bread', '1')
    put(ledger, 'cake', '2', cake)
    const journal = join(folder, 'journal', 'steps.ndjson')
    appendFileSync(journal, '{"put":{"kind":"article","key":"to')
    expect(told(open())).toEqual([
      ['bread', '1', bread],
      ['cake', '2', cake],
    ])
    await open().save()
    expect(existsSync(journal)).toBe(false)
    expect(told(open())).toHaveLength(2)
  })

  test('a first run that was killed leaves nothing a token of another workspace would take for its own', () => {
    put(open(), 'bread', '1')
    expect(() => open('butcher')).toThrow(/workspace bakery/)
    expect(told(open())).toEqual([['bread', '1', bread]])
  })

  test('a rename is one step: never two keys for the id, never none', () => {
    const ledger = open()
    put(ledger, 'bread', '1')
    ledger.put({ kind: 'article', key: 'loaf', id: '1', base: bread, seen: bread }, 'bread')
    expect(told(open())).toEqual([['loaf', '1', bread]])
  })

  test('what is dropped stays dropped', async () => {
    const ledger = open()
    put(ledger, 'bread', '1')
    await ledger.save()
    open().drop({ kind: 'article', key: 'bread' })
    expect(told(open())).toEqual([])
  })
})

describe('a memory that is looked at stays as it is', () => {
  test('opening and saving without a change writes nothing', async () => {
    await open().save()
    expect(readdirSync(folder)).toEqual([])
    const ledger = open()
    put(ledger, 'bread', '1')
    await ledger.save()
    const before = text()
    await open().save()
    expect(text()).toBe(before)
  })

  test('lines are in order, whatever order they came in, so that two branches merge', async () => {
    const ledger = open()
    for (const [key, id] of [
      ['c', '3'],
      ['a', '1'],
      ['b', '2'],
    ] as const)
      put(ledger, key, id)
    await ledger.save()
    const first = text()
    rmSync(path())
    const other = open()
    for (const [key, id] of [
      ['b', '2'],
      ['c', '3'],
      ['a', '1'],
    ] as const)
      put(other, key, id)
    await other.save()
    expect(text()).toBe(first)
  })

  test('records nobody names any more are swept, those still named stay', async () => {
    const ledger = open()
    put(ledger, 'bread', '1')
    await ledger.save()
    put(ledger, 'bread', '1', cake)
    await ledger.save()
    expect(told(open())).toEqual([['bread', '1', cake]])
    expect(readdirSync(join(folder, 'objects'), { recursive: true }).filter((name) => String(name).endsWith('.gz'))).toHaveLength(
      1,
    )
  })
})

describe('a damaged memory is refused, and says what to do', () => {
  const saved = async (): Promise<string> => {
    const ledger = open()
    put(ledger, 'bread', '1')
    put(ledger, 'cake', '2', cake)
    await ledger.save()
    return text()
  }
  const refused = (exit: number, says: RegExp, workspace?: string): void => {
    let stop: unknown
    try {
      open(workspace).entries()
    } catch (error) {
      stop = error
    }
    expect(stop).toBeInstanceOf(Stop)
    if (!(stop instanceof Stop)) return
    expect([stop.exit, stop.message]).toEqual([exit, expect.stringMatching(says)])
  }

  test('cut off', async () => {
    writeFileSync(path(), (await saved()).slice(0, -5))
    refused(65, /ledger\.ndjson:3: .*cut off/)
  })

  test('with merge markers', async () => {
    const [header, ...lines] = (await saved()).split('\n')
    writeFileSync(path(), [header, '<<<<<<< ours', ...lines].join('\n'))
    refused(65, /ledger\.ndjson:2: .*merge conflict/)
  })

  test('of a newer version', async () => {
    writeFileSync(path(), (await saved()).replace('"version":1', '"version":2'))
    refused(65, /newer content-sync \(ledger version 2/)
  })

  test('one key with two ids', async () => {
    writeFileSync(path(), (await saved()).replace('"key":"cake"', '"key":"bread"'))
    refused(65, /article:bread has two ids, 1 and 2/)
  })

  test('one id with two keys', async () => {
    writeFileSync(path(), (await saved()).replace('"id":"2"', '"id":"1"'))
    refused(65, /article 1 has two keys, bread and cake/)
  })

  test('of another workspace', async () => {
    await saved()
    refused(77, /remembers workspace bakery, the token opens smithy/, 'smithy')
  })

  test('a record that is gone', async () => {
    await saved()
    rmSync(join(folder, 'objects'), { recursive: true })
    expect(() => told(open())).toThrow(/the ledger names this record and it is not there/)
  })
})
