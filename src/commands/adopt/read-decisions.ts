import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import { Stop } from '../../model/index.ts'
import { startingIn } from '../config/load.ts'
import type { Door } from '../door.ts'
import type { Given } from '../options.ts'
import { fromCsv } from './csv.ts'
import { isCsv } from './decisions.ts'

/** What a person says of one file: which object it is, and whose words count where they differ. */
export interface Decision {
  readonly key: string
  readonly id: string
  readonly wins: 'files' | 'intercom'
  /** of the file of decisions */
  readonly line: number
}

/** The decisions in the file a person names. Throws Stop(64) with all that is wrong in it. */
export function decisionsIn(path: string, given: Given, door: Door): readonly Decision[] {
  const sheet = isCsv(path)
  const text = readFileSync(resolve(startingIn(given, door), path), 'utf8')
  const read = sheet ? fromTable(fromCsv(text), path) : fromYaml(text, path)
  const wrong = read.flatMap((one) => (typeof one === 'string' ? [one] : []))
  if (wrong.length > 0) throw new Stop(64, wrong.join('\n'))
  return read.flatMap((one) => (typeof one === 'string' ? [] : [one]))
}

function decision(key: string, id: string, wins: string, line: number, path: string): (Decision | string)[] {
  if (id === '') return []
  if (!/^[\w-]+$/u.test(id)) return [`${path}:${line}  ${key}: expected an id of Intercom, got "${id}"`]
  if (wins !== '' && wins !== 'files' && wins !== 'intercom')
    return [`${path}:${line}  ${key}: wins: expected files or intercom, got "${wins}"`]
  return [{ key, id, wins: wins === 'intercom' ? 'intercom' : 'files', line }]
}

function fromTable(rows: readonly (readonly string[])[], path: string): (Decision | string)[] {
  const [first = [], ...rest] = rows
  const places = ['key', 'id', 'wins'].map((name) => first.findIndex((word) => word.trim().toLowerCase() === name))
  const [key = -1, id = -1] = places
  if (key < 0 || id < 0) return [`${path}:1  expected a first row with "key" and "id", got "${first.join(',')}"`]
  const cell = (row: readonly string[], place: number): string => (row[place] ?? '').trim()
  return rest.flatMap((row, n) =>
    cell(row, key) === '' ? [] : decision(cell(row, key), cell(row, id), cell(row, places[2] ?? -1).toLowerCase(), n + 2, path),
  )
}

const words = 'expected lines such as article:billing/refunds: 123'

function fromYaml(text: string, path: string): (Decision | string)[] {
  const lines = new LineCounter()
  // every scalar is text: an id is no number
  const { contents, errors } = parseDocument(text, { lineCounter: lines, schema: 'failsafe' })
  const lineOf = (node: unknown): number => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1)
  const [error] = errors
  if (error !== undefined) return [`${path}:${lines.linePos(error.pos[0]).line}  ${error.message.split('\n')[0] ?? ''}`]
  if (contents === null) return []
  if (!isMap(contents)) return [`${path}:${lineOf(contents)}  ${words}`]
  return contents.items.flatMap(({ key, value }) => {
    const name = textOf(key)
    if (name === undefined) return [`${path}:${lineOf(key)}  ${words}`]
    if (value === null) return []
    if (isMap(value)) {
      const known = value.items.map((item) => textOf(item.key))
      if (known.some((word) => word !== 'id' && word !== 'wins')) return [`${path}:${lineOf(key)}  ${name}: expected id and wins`]
      return decision(name, textOf(value.get('id', true)) ?? '', textOf(value.get('wins', true)) ?? '', lineOf(key), path)
    }
    const id = textOf(value)
    return id === undefined
      ? [`${path}:${lineOf(key)}  ${name}: expected an id, or { id: …, wins: … }`]
      : decision(name, id, '', lineOf(key), path)
  })
}

const textOf = (node: unknown): string | undefined =>
  isScalar(node) && typeof node.value === 'string' ? node.value.trim() : undefined
