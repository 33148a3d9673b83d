import { closeSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { replaceShared } from '../../src/ledger/file/disk.ts'
import { cacheFile } from '../../src/ledger/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'content-sync-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

it('values come back after a save, in the same run and in the next, and what nobody asked for is let go', () => {
  const path = join(folder, 'values.ndjson')
  const first = cacheFile(path)
  first.set('a', { text: 'Brötchen\n\ttabs' })
  first.set('b', [1, 2])
  first.save()
  expect(first.get('a')).toEqual({ text: 'Brötchen\n\ttabs' })
  const second = cacheFile(path)
  expect(second.get('a')).toEqual({ text: 'Brötchen\n\ttabs' })
  second.set('c', null)
  second.save()
  expect([second.get('a'), second.get('c')]).toEqual([{ text: 'Brötchen\n\ttabs' }, null])
  const third = cacheFile(path)
  expect([third.get('a'), third.get('b'), third.get('c')]).toEqual([{ text: 'Brötchen\n\ttabs' }, undefined, null])
})

it('keys and values of any length are found, wherever a reading of the file ends', () => {
  const path = join(folder, 'long.ndjson')
  const cache = cacheFile(path)
  const lengths = [1, 10, 262_100, 262_143, 262_144, 262_145, 3, 600_000, 5]
  for (const [n, length] of lengths.entries()) cache.set(`key-${n}-${'k'.repeat(length % 1000)}`, 'v'.repeat(length))
  cache.save()
  const again = cacheFile(path)
  for (const [n, length] of lengths.entries()) expect(again.get(`key-${n}-${'k'.repeat(length % 1000)}`)).toBe('v'.repeat(length))
})

it('a file cut off in the middle loses its last value and nothing else', () => {
  const path = join(folder, 'torn.ndjson')
  const cache = cacheFile(path)
  cache.set('whole', 1)
  cache.set('torn', 'text')
  cache.save()
  writeFileSync(path, readFileSync(path).subarray(0, -4))
  const again = cacheFile(path)
  expect([again.get('whole'), again.get('torn')]).toEqual([1, undefined])
})

it('more than is held in memory comes back before a save and after it, and a run that is killed leaves no file behind', () => {
  const path = join(folder, 'large', 'first.ndjson')
  const cache = cacheFile(path)
  const value = (n: number): string => `${n} Brötchen `.repeat(5000)
  for (let n = 0; n < 200; n++) cache.set(`bread-${n}`, value(n))
  cache.set('bread-3', 'eaten')
  const wanted = (n: number): string => (n === 3 ? 'eaten' : value(n))
  const come = (from: typeof cache): number[] =>
    Array.from({ length: 200 }, (_, n) => n).filter((n) => from.get(`bread-${n}`) !== wanted(n))
  expect(come(cache)).toEqual([])
  expect(readdirSync(join(folder, 'large'))).toEqual([])
  cache.save()
  expect(come(cache)).toEqual([])
  cache.set('bread-4', value(4))
  expect(come(cacheFile(path))).toEqual([])
  expect(readdirSync(join(folder, 'large'))).toEqual(['first.ndjson'])
})

it('a run that was killed while it put things aside is in nobody’s way', () => {
  const path = join(folder, 'taken', 'values.ndjson')
  mkdirSync(join(folder, 'taken'))
  // a run that was killed at the wrong moment
  writeFileSync(`${path}.0.spill`, '')
  const cache = cacheFile(path)
  for (let n = 0; n < 100; n++) cache.set(`k${n}`, 'v'.repeat(100_000))
  for (let n = 0; n < 100; n++) expect(cache.get(`k${n}`)).toBe('v'.repeat(100_000))
})

it('two runs that write one file at the same time each read on what they wrote, and leave nothing beside it', () => {
  const path = join(folder, 'shared', 'values.ndjson')
  const text = (file: number): string => {
    const bytes = Buffer.alloc(100)
    const length = readSync(file, bytes, 0, 100, 0)
    closeSync(file)
    return bytes.toString('utf8', 0, length)
  }
  let inner = -1
  function* chunks(): Iterable<Uint8Array> {
    yield Buffer.from('first, ')
    inner = replaceShared(path, [Buffer.from('another')])
    yield Buffer.from('second')
  }
  const outer = replaceShared(path, chunks())
  expect([text(outer), text(inner)]).toEqual(['first, second', 'another'])
  expect(readFileSync(path, 'utf8')).toBe('first, second')
  expect(readdirSync(join(folder, 'shared'))).toEqual(['values.ndjson'])
})
