import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fileHistory } from '../../src/ledger/file/history.ts'
import { fileLedger } from '../../src/ledger/index.ts'
import { Stop, type Change, type Fields, type Outcome, type Run, type Step } from '../../src/model/index.ts'

const bread: Fields = { title: 'Bread', body: { parts: ['<p>Rye.</p>'] } }
const cake: Fields = { title: 'Cake', body: { parts: ['<p>Plum.</p>'] } }

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-sync-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const run = (id: string): Run => ({
  id,
  at: '2026-11-22T21:00:00.000Z',
  verb: 'apply',
  workspace: 'ws',
  plan: 'plan-of-bread',
  source: { commit: null, dirty: true },
  overrides: [
    { guard: 'deletes', says: 'delete 2 of 2 articles, allowed by --allow deletes', exit: 3, override: '--allow deletes' },
  ],
  flags: ['--prune', '--allow deletes'],
})

const ledger = (): ReturnType<typeof fileLedger> => fileLedger(folder, 'ws', () => 'lineage')
const files = (): string[] => readdirSync(join(folder, 'history')).map((name) => join(folder, 'history', name))
const only = (): string => files()[0] ?? ''

function update(before: Step['before'], image: Step['image'] = bread): Step {
  return { verb: 'update', kind: 'article', key: 'bread', id: '7', image, before, base: cake, fields: ['title', 'body'] }
}

const resource = { kind: 'article', key: 'bread', fields: cake }
const change: Change = {
  verb: 'update',
  from: { ...resource, fields: bread },
  to: resource,
  fields: ['title'],
  base: cake,
  id: '7',
}
const applied: Outcome = { change, status: 'applied', id: '7' }

const refused = (work: () => unknown): string => {
  try {
    work()
  } catch (error) {
    if (error instanceof Stop) return `${error.exit} ${error.message}`
    throw error
  }
  return 'not refused'
}

describe('what a run changed can be looked up later', () => {
  it('a run that was killed right after its beginning still says how everything was', async () => {
    const memory = ledger()
    memory.put({ kind: 'article', key: 'bread', id: '7', base: bread, seen: bread })
    await fileHistory(folder).begin(run('aaa-1'), [update(memory.entry({ kind: 'article', key: 'bread' }) ?? null)])
    const [told] = fileHistory(folder).runs()
    expect(told?.ended).toBeNull()
    expect(told).toMatchObject(run('aaa-1'))
    const [step] = told?.steps ?? []
    expect([step?.image?.fields(), step?.base?.fields(), step?.before?.seen?.fields()]).toEqual([bread, cake, bread])
    expect(step?.done).toBeNull()
  })

  it('what became of a step, and what was read of it at the end, are told; the last word counts', async () => {
    const memory = ledger()
    const recording = await fileHistory(folder).begin(run('aaa-1'), [update(null)])
    memory.put({ kind: 'article', key: 'bread', id: '7', base: cake, seen: bread })
    recording.became(0, applied, memory.entry(resource))
    expect(fileHistory(folder).run('aaa').steps[0]?.done?.seen?.fields()).toEqual(bread)
    memory.put({ kind: 'article', key: 'bread', id: '7', base: cake, seen: cake })
    recording.end('2026-11-22T21:00:09.000Z', () => memory.entry(resource))
    const told = fileHistory(folder).run('aaa')
    expect(told.ended).toBe('2026-11-22T21:00:09.000Z')
    expect(told.steps[0]?.done).toMatchObject({ status: 'applied', id: '7' })
    expect(told.steps[0]?.done?.seen?.fields()).toEqual(cake)
  })

  it('the records it names outlive the ledger that forgot them, and go when the run is let go', async () => {
    const memory = ledger()
    await fileHistory(folder).begin(run('aaa-0'), [update(null)])
    memory.put({ kind: 'article', key: 'other', id: '8', base: {}, seen: {} })
    await memory.save()
    expect(fileHistory(folder).run('aaa-0').steps[0]?.image?.fields()).toEqual(bread)
    for (let n = 1; n <= 100; n++) await fileHistory(folder).begin(run(`bbb-${n}`), [update(null, cake)])
    expect(files().length).toBe(100)
    expect(refused(() => fileHistory(folder).run('aaa-0'))).toMatch(/^64 the history has no run aaa-0/)
    memory.put({ kind: 'article', key: 'other', id: '9', base: {}, seen: {} })
    await memory.save()
    const shelves = readdirSync(join(folder, 'objects')).flatMap((shelf) => readdirSync(join(folder, 'objects', shelf)))
    expect(shelves.length).toBe(2)
  })

  it('an image the ledger keeps already takes no room', async () => {
    const memory = ledger()
    memory.put({ kind: 'article', key: 'bread', id: '7', base: bread, seen: bread })
    const before = readdirSync(join(folder, 'objects')).length
    await fileHistory(folder).begin(run('aaa-1'), [{ ...update(null), base: bread }])
    expect(readdirSync(join(folder, 'objects')).length).toBe(before)
  })

  it('runs are told the newest first, whatever the clock said, and an id may be cut short while it is one', async () => {
    for (const [n, id] of ['abc-1', 'abd-2', 'xyz-3'].entries())
      await fileHistory(folder).begin({ ...run(id), at: `2026-11-22T2${3 - n}:00:00.000Z` }, [update(null)])
    expect(
      fileHistory(folder)
        .runs()
        .map(({ id }) => id),
    ).toEqual(['xyz-3', 'abd-2', 'abc-1'])
    expect(fileHistory(folder).run('x').id).toBe('xyz-3')
    expect(refused(() => fileHistory(folder).run('ab'))).toMatch(/^64 ab begins the ids of several runs/)
  })
})

describe('a damaged history is not believed', () => {
  const written = async (): Promise<string> => {
    const recording = await fileHistory(folder).begin(run('aaa-1'), [update(null), { ...update(null), key: 'rye' }])
    recording.became(0, applied, undefined)
    recording.became(1, applied, undefined)
    recording.end('2026-11-22T21:00:09.000Z', () => undefined)
    return readFileSync(only(), 'utf8')
  }

  it('a last line that is cut off, at any place, is a step nobody heard of', async () => {
    const text = await written()
    const start = text.split('\n').slice(0, 3).join('\n').length + 1
    for (let length = start; length < text.length; length++) {
      writeFileSync(only(), text.slice(0, length))
      const { steps, ended } = fileHistory(folder).run('aaa')
      expect(ended).toBeNull()
      const heard = text.slice(start, length).split('\n').length - 1
      expect(steps.filter(({ done }) => done !== null).length).toBe(heard)
    }
  })

  it('one bit flipped in what was there before is refused with the way out, wherever it is', async () => {
    const text = await written()
    const from = text.indexOf('\n') + 1
    const to = text.split('\n').slice(0, 3).join('\n').length
    for (let place = from; place < to; place++) {
      const bytes = Buffer.from(text)
      bytes[place] = (bytes[place] ?? 0) ^ 1
      writeFileSync(only(), bytes)
      expect(
        refused(() => fileHistory(folder).runs()),
        `byte ${place}`,
      ).toMatch(/^65 .*damaged.*Nothing was written\. Remove the file/)
    }
  })

  it.each([
    [
      'cut off in what was there before',
      (text: string) => text.slice(0, text.indexOf('\n') + 40),
      /steps are not as they were written/,
    ],
    ['without its first line', (text: string) => text.slice(text.indexOf('\n') + 1), /expected a line with version/],
    ['with a line that is none', (text: string) => `${text}what?\n{}\n`, /expected a line of JSON/],
    ['of a newer version', (text: string) => text.replace('"version":1', '"version":9'), /newer content-sync/],
    ['empty', () => '', /expected a line of JSON/],
  ])('%s', async (_, spoil, says) => {
    const text = await written()
    writeFileSync(only(), spoil(text))
    expect(refused(() => fileHistory(folder).run('aaa'))).toMatch(says)
  })

  it('stands in the way of nothing but itself: the ledger is saved and the next run is written down', async () => {
    await written()
    appendFileSync(only(), 'what?\n{}\n')
    const memory = ledger()
    memory.put({ kind: 'article', key: 'bread', id: '7', base: bread, seen: bread })
    await memory.save()
    await fileHistory(folder).begin(run('bbb-2'), [update(null)])
    expect(fileHistory(folder).run('bbb').id).toBe('bbb-2')
  })
})
