import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Allow } from '../../src/plan/index.ts'
import { house, type House } from '../house/house.ts'
import { shop } from '../journeys/command.ts'
import { before, wanted } from './world/bakery.ts'
import { chosen, seed } from './world/chosen.ts'
import { exact } from './world/exact.ts'
import { open, pointOf, type Point } from './world/scene.ts'

const ana = 'ana@example.com'
const everything = { prune: true, allow: new Set<Allow>(['deletes', 'updates', 'unpublish', 'takeover', 'duplicates']) }
const page = (title: string, words: string): string => `---\ntitle: ${title}\nstate: published\n---\n\n${words}\n`

describe('what somebody changed since a run is not overwritten by taking it back', () => {
  let at: House
  const idOf = (title: string): number =>
    at.sandbox.control.state().articles.find(({ contents }) => contents['en']?.title === title)?.id ?? 0
  const english = (id: number): [string, string] | null => {
    const content = at.sandbox.control.state().articles.find((each) => each.id === id)?.contents['en']
    return content === undefined ? null : [content.title, content.body.html.replace(/ class="[^"]*"/gu, '')]
  }
  const edit = async (id: number, body: Readonly<Record<string, unknown>>): Promise<void> => {
    const { status } = await at.sandbox.control.edit({ path: `/articles/${id}`, method: 'PUT', body, admin: ana })
    expect(status).toBe(200)
  }
  beforeEach(async () => {
    at = await house()
    at.write('content/articles/rye.md', page('Rye', 'Three.'))
    at.write('content/articles/spelt.md', page('Spelt', 'Three.'))
    await at.apply(everything)
    at.write('content/articles/rye.md', page('Rye bread', 'Three.'))
    at.write('content/articles/spelt.md', page('Spelt bread', 'Four.'))
    at.write('content/articles/oat.md', page('Oat', 'Five.'))
    await at.apply(everything)
  })
  afterEach(async () => {
    await at.close()
  })

  it('a field the run wrote and a teammate wrote again: the object stays, the others go back', async () => {
    const [rye, spelt] = [idOf('Rye bread'), idOf('Spelt bread')]
    await edit(rye, { title: 'Ana’s rye' })
    const { drawing } = await at.rollback(everything)
    expect(drawing.plan.beside.map(({ why, key, says }) => [why, key, says])).toEqual([
      ['conflict', 'rye', 'changed since that run: it stays as it is now'],
    ])
    expect(drawing.plan.beside[0]?.by).toBeDefined()
    expect(english(rye)).toEqual(['Ana’s rye', '<p>Three.</p>'])
    expect(english(spelt)).toEqual(['Spelt', '<p>Three.</p>'])
    expect(idOf('Oat')).toBe(0)
    expect((await at.back(everything, 'run-2')).plan.levels).toEqual([])
  })

  it('a field the run did not write stays as the teammate has it, and what the run wrote goes back', async () => {
    const rye = idOf('Rye bread')
    await edit(rye, { body: '<p>Ana was here.</p>' })
    const { drawing } = await at.rollback(everything)
    expect(drawing.plan.beside.map(({ why, key, says }) => [why, key, says])).toEqual([
      ['drift', 'rye', 'edited since that run where that run wrote nothing: this stays'],
    ])
    expect(english(rye)).toEqual(['Rye', '<p>Ana was here.</p>'])
    expect((await at.plan(everything)).plan.beside.map(({ why, key }) => [why, key])).toEqual([['drift', 'rye']])
  })

  it('what the run made and a teammate edited is not deleted', async () => {
    const oat = idOf('Oat')
    await edit(oat, { body: '<p>Ana was here.</p>' })
    const { drawing } = await at.rollback(everything)
    expect(drawing.plan.beside.map(({ key, says }) => [key, says])).toEqual([
      ['oat', 'made by that run and edited since: it stays as it is'],
    ])
    expect(english(oat)).toEqual(['Oat', '<p>Ana was here.</p>'])
  })

  it('what a teammate deleted since is not made again unasked', async () => {
    const rye = idOf('Rye bread')
    await at.sandbox.control.edit({ path: `/articles/${rye}`, method: 'DELETE', admin: ana })
    const { drawing } = await at.rollback(everything)
    expect(drawing.plan.beside.map(({ why, key }) => [why, key])).toEqual([['conflict', 'rye']])
    expect(idOf('Rye')).toBe(0)
    const recreate = { ...everything, allow: new Set<Allow>([...everything.allow, 'recreate']) }
    await at.rollback(recreate, 'run-2')
    expect(idOf('Rye')).toBeGreaterThan(0)
    expect((await at.back(recreate, 'run-2')).plan.levels).toEqual([])
  })

  it('a run before the last one: what the last one wrote as well is left as it is', async () => {
    at.write('content/articles/rye.md', page('Rye again', 'Three.'))
    await at.apply(everything)
    const [rye, spelt] = [idOf('Rye again'), idOf('Spelt bread')]
    const { drawing } = await at.rollback(everything, 'run-2')
    expect(drawing.plan.beside.map(({ why, key }) => [why, key])).toEqual([['conflict', 'rye']])
    expect(english(rye)?.[0]).toBe('Rye again')
    expect(english(spelt)?.[0]).toBe('Spelt')
  })

  it('no token and no signature of an image is found in what is remembered of runs', async () => {
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    at.write('content/articles/counter.svg', svg)
    at.write('content/articles/rye.md', page('Rye bread', 'Three. ![The counter](counter.svg)'))
    await at.apply(everything)
    await edit(idOf('Spelt bread'), { description: 'Seen by Ana.' })
    at.write('content/articles/rye.md', page('Rye bread', 'Four. ![The counter](counter.svg)'))
    await at.apply(everything)
    await at.rollback(everything)
    const texts = ['history', 'objects'].flatMap((part) =>
      readdirSync(join(at.root, '.content-sync/test', part), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => {
          const bytes = readFileSync(join(entry.parentPath, entry.name))
          return entry.name.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8')
        }),
    )
    expect(texts.some((text) => text.includes('cdn:/i/o/'))).toBe(true)
    for (const text of texts) {
      expect(text).not.toContain(at.sandbox.token)
      expect(text).not.toMatch(/[?&](?:amp;)?(?:signature|expires|req)=/u)
    }
  })
})

it('a shelf that a run moved up and filled stands where it stood again, three levels deep, and back again', async () => {
  const at = await house()
  try {
    const sold = (folder: string): void => {
      at.write(`content/articles/${folder}/rye.md`, page('Rye', 'Three.'))
    }
    const shelves = (): string => JSON.stringify(exact(at.sandbox.control.state()).rows)
    at.write('content/articles/shop/counter/oat.md', page('Oat', 'Five.'))
    sold('shop/counter/bread')
    await at.apply(everything)
    const before = shelves()
    at.remove('content/articles/shop/counter/bread/rye.md')
    sold('bread')
    at.write('content/articles/bread/dark/spelt.md', page('Spelt', 'Four.'))
    const { outcomes } = await at.apply(everything)
    expect(new Set(outcomes.map(({ status }) => status))).toEqual(new Set(['adopted', 'applied']))
    const after = shelves()
    expect(after).not.toEqual(before)
    const back = await at.rollback(everything)
    expect(back.outcomes.map(({ failure }) => failure?.message)).toEqual(back.outcomes.map(() => undefined))
    expect(shelves()).toEqual(before)
    await at.rollback(everything)
    expect(shelves()).toEqual(after)
    expect((await at.plan(everything)).plan.levels).toEqual([])
  } finally {
    await at.close()
  }
})

it('a page of others that was taken over has its own text again and is theirs again', async () => {
  const at = await house()
  try {
    const body = { title: 'Rye', body: '<p>Theirs.</p>', author_id: 1002, state: 'published' }
    const made = await at.sandbox.control.edit({ path: '/articles', method: 'POST', body, admin: ana })
    expect(made.status).toBeLessThan(300)
    const then = structuredClone(at.sandbox.control.state())
    at.write('content/articles/rye.md', page('Rye', 'Ours.'))
    await at.apply(everything)
    expect(exact(at.sandbox.control.state()).rows).not.toEqual(exact(then).rows)
    const { drawing } = await at.rollback(everything)
    expect(drawing.plan.levels.flat().map(({ verb }) => verb)).toEqual(['update', 'forget'])
    expect(exact(at.sandbox.control.state()).rows).toEqual(exact(then).rows)
    expect((await at.back(everything, 'run-1')).plan.levels).toEqual([])
    const next = await at.plan({ prune: true })
    expect(next.plan.refusals.map(({ guard }) => guard)).toEqual(['takeover'])
  } finally {
    await at.close()
  }
})

it('a page of others that could not be given back is still remembered as ours, and the next rollback gives it back', async () => {
  const at = await house()
  try {
    const body = { title: 'Rye', body: '<p>Theirs.</p>', author_id: 1002, state: 'published' }
    await at.sandbox.control.edit({ path: '/articles', method: 'POST', body, admin: ana })
    const then = structuredClone(at.sandbox.control.state())
    at.write('content/articles/rye.md', page('Rye', 'Ours.'))
    await at.apply(everything)
    at.sandbox.control.faults([{ on: { method: 'PUT' }, do: { status: 422, code: 'parameter_invalid' } }])
    const { outcomes } = await at.rollback(everything)
    expect(outcomes.map(({ status }) => status)).toEqual(['failed', 'not-started'])
    at.sandbox.control.faults([])
    expect(readFileSync(join(at.root, '.content-sync/test/ledger.ndjson'), 'utf8')).toContain('"key":"rye"')
    await at.rollback(everything, 'run-1')
    expect(exact(at.sandbox.control.state()).rows).toEqual(exact(then).rows)
    expect(readFileSync(join(at.root, '.content-sync/test/ledger.ndjson'), 'utf8')).not.toContain('"key":"rye"')
  } finally {
    await at.close()
  }
})

const all = process.env['ROLLBACK_KILLS'] === 'all'
const points: Point[] = [1, 2, 4, 7, 11, 16, 22, 29, 37, 46, 56, 67].flatMap((n): Point[] => [
  { at: 'arrived', n },
  { at: 'done', n },
])

it(`a run that was killed is taken back as far as it came (ROLLBACK_KILLS=all: at each of ${points.length} moments; else at 3 by FC_SEED=${seed})`, async () => {
  const start = await open()
  const base = shop({})
  try {
    start.lay(before)
    for (const [path, text] of Object.entries(before)) base.write(path, text)
    base.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: start.sandbox.url } } }))
    const first = await base.start(['apply', '--yes'], { INTERCOM_ACCESS_TOKEN: start.sandbox.token }).ended
    expect(first.code, first.err).toBe(0)
    cpSync(join(base.root, '.content-sync'), join(start.root, '.content-sync'), { recursive: true })
    const then = structuredClone(start.sandbox.control.state())
    for (const point of all ? points : chosen(points, 3)) {
      const scene = await open(start.root)
      const at = shop({})
      try {
        cpSync(join(start.root, '.content-sync'), join(at.root, '.content-sync'), { recursive: true })
        for (const [path, text] of Object.entries(wanted)) at.write(path, text)
        at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: scene.sandbox.url } } }))
        const token = { INTERCOM_ACCESS_TOKEN: scene.sandbox.token }
        const allow = ['--allow', 'deletes', '--allow', 'updates']
        const run = at.start(['apply', '--yes', '--prune', ...allow], token)
        let killed = false
        scene.watch(point, async () => {
          killed = run.child.kill('SIGKILL')
          await run.ended
        })
        await run.ended
        expect(killed, `${pointOf(point)} was not reached`).toBe(true)
        await scene.wait()
        const back = await at.start(['rollback', '--yes', ...allow], token).ended
        expect(back.code, `${pointOf(point)}\n${back.out}${back.err}`).toBe(0)
        expect(back.err, pointOf(point)).toContain('killed on its way')
        expect(exact(scene.sandbox.control.state(), then).rows, pointOf(point)).toEqual(exact(then).rows)
        const listed = await at.start(['ledger', 'history', '--format', 'json'], token).ended
        const { runs } = JSON.parse(listed.out) as { runs: { id: string; ended: string | null }[] }
        expect(runs.map(({ ended }) => ended === null)).toEqual([false, true, false])
        const again = await at.start(['rollback', runs[1]?.id ?? '', '--dry-run', ...allow], token).ended
        expect(again.out, `${pointOf(point)}\n${again.err}`).toContain('no changes')
      } catch (error) {
        throw new Error(`killed ${pointOf(point)} (FC_SEED=${seed})`, { cause: error })
      } finally {
        await scene.close()
        at.close()
      }
    }
  } finally {
    await start.close()
    base.close()
  }
}, 900_000)
