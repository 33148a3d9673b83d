import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, expect, it } from 'vitest'
import { cacheFile } from '../../../src/ledger/index.ts'
import type { Prose } from '../../../src/model/index.ts'
import { bodyReader } from '../../../src/sides/workspace/body.ts'

const folder = mkdtempSync(join(tmpdir(), 'content-sync-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Megabytes in use after a collection, those outside the heap with them. */
function used(): number {
  collect()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 ** 2
}

const addresses = { base: 'https://help.bakery.test', roots: [] }
const count = 400
const html = (n: number): string => `<p>${`Bread ${n}, flour, water and salt. `.repeat(1000)}Bake.</p>`

it('a help center larger than memory can be read: of its texts only some are held', () => {
  const cache = cacheFile(join(folder, 'workspace.ndjson'))
  const read = bodyReader(addresses, cache)
  const texts = (count * html(1).length) / 1024 ** 2
  const before = used()
  const bodies: Prose[] = []
  for (let n = 0; n < count; n++) bodies.push(read(html(n), 'html'))
  const held = used() - before
  expect(texts).toBeGreaterThan(12)
  expect(held, `${texts.toFixed(0)} MB of text`).toBeLessThan(texts / 2)
  const other = (): number[] => bodies.flatMap(({ parts }, n) => (parts.length === 1 && parts[0] === html(n) ? [] : [n]))
  expect(other()).toEqual([])
  cache.save()
  expect(other()).toEqual([])
})
