import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { pack } from '../../src/commands/backup/pack.ts'
import { two, type Two } from '../migrate/two.ts'

let ends: Two
beforeEach(async () => {
  ends = await two()
})
afterEach(() => ends.close())

const files = (): string[] => readdirSync(ends.desk.root).filter((name) => name.startsWith('first'))

test.each(['first', 'first.tar.gz', 'whole.tar.gz'])('a backup to %s deletes nothing that stands beside it', async (place) => {
  ends.desk.write(`${place}.part/mine.txt`, 'rye')
  const made = await ends.run(`backup ${place} -w old`)
  expect([made.code, made.err]).toEqual([0, made.err])
  expect(readFileSync(join(ends.desk.root, `${place}.part`, 'mine.txt'), 'utf8')).toBe('rye')
  expect(readdirSync(ends.desk.root).filter((name) => name.startsWith(place))).toEqual([place, `${place}.part`])
})

test('a backup that breaks on its way leaves no folder that looks whole, and nothing of its own', () => {
  const place = join(ends.desk.root, 'first')
  const breaking = function* () {
    yield { path: 'manifest.json', content: '{}' }
    expect(files()).toEqual([expect.stringMatching(/^first\.part-/u)])
    throw new Error('the disk is full')
  }
  expect(() => {
    pack(place, breaking())
  }).toThrow('the disk is full')
  expect(files()).toEqual([])
})

test('a backup can be read by whoever could read a folder made there', () => {
  mkdirSync(join(ends.desk.root, 'plain'))
  pack(join(ends.desk.root, 'first'), [])
  expect(statSync(join(ends.desk.root, 'first')).mode).toBe(statSync(join(ends.desk.root, 'plain')).mode)
})
