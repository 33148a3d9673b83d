import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gitStore, type Store } from '../../src/ledger/index.ts'
import { machine } from './backends/backend.ts'
import { bare, clone } from './backends/git.ts'

const day = 86_400_000

let root: string
let checkout: string
let now: number
beforeEach(() => {
  root = bare()
  checkout = clone(root)
  now = Date.now()
})
afterEach(() => {
  rmSync(root, { recursive: true })
})
const store = (): Store =>
  gitStore(
    { root: checkout, name: 'bakery', folder: join(checkout, '.content-sync', 'bakery'), env: process.env },
    machine({ now: () => now, ticks: () => now }),
  )

test('a run of a weekend is not swept away by a plan beside it that clears up after runs of old', async () => {
  const long = store()
  const lock = await long.lock()
  const ledger = await long.open('bakery')
  const put = (key: string): void => {
    ledger.put({ kind: 'article', key, id: key, base: { title: key }, seen: null })
  }
  put('bread')
  await ledger.durable()
  now += 2 * day
  await lock.renew()
  await store().open('bakery')
  put('cake')
  await ledger.save()
  await lock.release()
  const left = (await store().open('bakery')).entries().map(({ key, base }) => [key, base.fields()])
  expect(left).toEqual([
    ['bread', { title: 'bread' }],
    ['cake', { title: 'cake' }],
  ])
})
