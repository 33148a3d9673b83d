import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kindOf, kinds } from '../../src/kinds/index.ts'
import type { Change, Kind } from '../../src/model/index.ts'
import { splitField } from '../../src/model/index.ts'
import { house, type House } from '../house/house.ts'
import { subjects } from './subjects.ts'

const wishes = { prune: true, allow: new Set(['deletes', 'updates'] as const) }

/** Fields a person can change in files: not those the program sets, nor commands, nor what never changes. */
const editable = (kind: Kind): string[] =>
  Object.entries(kind.fields).flatMap(([name, field]) =>
    field.is === 'command' || field.fixed || (field.file === undefined && field.is !== 'prose' && name !== kind.parent)
      ? []
      : [name],
  )

test('no writable kind is without a contract', () => {
  const writable = kinds.filter((kind: Kind) => kind.verbs.length > 0).map(({ name }) => name)
  expect(subjects.map(({ kind }) => kind).sort()).toEqual([...writable].sort())
})

describe.each(subjects)('$kind', ({ kind: name, around, object, edits, without }) => {
  const kind = kindOf(name)
  let home: House
  beforeAll(async () => {
    home = await house()
  })
  afterAll(() => home.close())

  /** Writes files, applies, and gives what was done; afterwards nothing is left to do, and nothing failed. */
  async function carried(files: Readonly<Record<string, string | null>>): Promise<readonly Change[]> {
    for (const [path, text] of Object.entries(files))
      if (text === null) home.remove(path)
      else home.write(path, text)
    const { drawing, outcomes } = await home.apply(wishes)
    expect(drawing.plan.findings).toEqual([])
    expect(drawing.plan.refusals).toEqual([])
    expect(outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
    const next = await home.plan(wishes)
    expect(next.plan.levels).toEqual([])
    expect(next.plan.beside).toEqual([])
    expect(next.plan.remember).toEqual([])
    return drawing.plan.levels.flat()
  }

  const told = (changes: readonly Change[]): unknown[] =>
    changes.map((change) =>
      change.verb === 'update'
        ? [change.verb, change.to.kind, change.fields]
        : [change.verb, 'to' in change ? change.to.kind : name],
    )

  test('every field a person can change has an edit here', () => {
    const covered = new Set(Object.keys(edits).map((field) => splitField(field)[0]))
    expect(editable(kind).filter((field) => !covered.has(field))).toEqual([])
  })

  test('is created once', async () => {
    await carried(around)
    expect(told(await carried(object))).toEqual([['create', name]])
  })

  test.each(Object.keys(edits))('a change of %s sends that field alone, and nothing is left', async (field) => {
    expect(told(await carried(edits[field] ?? {}))).toEqual([['update', name, [field]]])
  })

  test('is deleted with prune, and nothing is left', async () => {
    const before = home.sandbox.requests().length
    expect(told(await carried(without))).toEqual([['delete', name]])
    const deletes = home.sandbox
      .requests()
      .slice(before)
      .filter(({ method }) => method === 'DELETE')
    expect(deletes.map(({ route, status }) => [route, status < 300])).toEqual([[`${kind.api.path}/{id}`, true]])
  })
})
