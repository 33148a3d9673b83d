import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { answer, last } from '../../src/apply/last.ts'
import type { Answered } from '../../src/apply/stage.ts'
import { fileLedger } from '../../src/ledger/index.ts'
import type { Resource } from '../../src/model/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'content-sync-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const ledger = fileLedger(folder, 'bakery', () => 'lineage')
const stage = { ledger, live: new Map<string, Resource>() }
const progress = { answers: new Map<string, Answered>() }
const rye = { kind: 'article', key: 'rye' }
const said: Resource = {
  kind: 'article',
  key: '@1',
  fields: { title: 'Rye, by Ana', body: { parts: ['<p>Flour</p>'] } },
  stamp: { updatedAt: 7 },
}

test('what was answered is known again from the ledger, and held nowhere else', () => {
  ledger.put({ ...rye, id: '1', base: {}, seen: said.fields })
  answer(rye, said, said.fields, progress)
  expect([...progress.answers.values()]).toEqual([{ kind: 'article', key: '@1', stamp: { updatedAt: 7 } }])
  expect(last(rye, stage, progress)).toEqual(said)
})

test('where the ledger keeps what was there before an edit, a later write of the run still knows the edit', () => {
  const kept = { ...said.fields, title: 'Rye' }
  ledger.put({ ...rye, id: '1', base: {}, seen: kept })
  answer(rye, said, kept, progress)
  expect(last(rye, stage, progress)).toEqual(said)
})

test('a tag that is made and not remembered is known all the same, what was not written is as it was listed', () => {
  const tag: Resource = { kind: 'tag', key: '@2', fields: { name: 'bread' } }
  answer({ kind: 'tag', key: 'bread' }, tag, null, progress)
  expect(last({ kind: 'tag', key: 'bread' }, stage, progress)).toEqual(tag)
  stage.live.set('article:fees', said)
  expect(last({ kind: 'article', key: 'fees' }, stage, progress)).toBe(said)
  expect(last({ kind: 'article', key: 'nowhere' }, stage, progress)).toBeUndefined()
})
