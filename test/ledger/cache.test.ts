import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
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
