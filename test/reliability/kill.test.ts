import { cpSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { shop } from '../journeys/command.ts'
import { before, wanted } from './world/bakery.ts'
import { portrait, rowsOf } from './world/portrait.ts'
import { chosen, seed } from './world/chosen.ts'
import { open, pointOf, type Point, type Scene } from './world/scene.ts'

const all = process.env['KILL_POINTS'] === 'all'
const ana = 'ana@example.com'

/** Says what differs from a run nobody killed; also what is not ours. */
function sameAs(clean: Scene, there: Scene['sandbox'], foreign: ReadonlyMap<string, string>): void {
  expect(portrait(there.control.state())).toEqual(portrait(clean.sandbox.control.state()))
  const rows = rowsOf(there.control.state())
  for (const [name, row] of foreign) expect(rows.get(name), name).toBe(row)
}

describe('wherever an apply of 60 changes is killed, the next one ends where one nobody killed ends (R4)', () => {
  let start: Scene
  let clean: Scene
  let foreign: Map<string, string>
  const points: Point[] = []

  beforeAll(async () => {
    start = await open()
    const { control } = start.sandbox
    for (const [path, body] of [
      ['/help_center/collections', { name: 'Cakes of others' }],
      ['/articles', { title: 'About them', body: '<p>Not ours.</p>', author_id: 1002, state: 'published' }],
      ['/content_snippets', { title: 'Allergens of others', body_markdown: 'Not ours.', locale: 'en' }],
      ['/folders', { folder: { name: 'Morning of others' } }],
    ] as const)
      expect((await control.edit({ path, method: 'POST', body, admin: ana })).status).toBeLessThan(300)
    foreign = rowsOf(control.state())
    start.lay(before)
    await start.apply()
    clean = await open(start.root)
    clean.lay(wanted)
    const known = clean.sandbox.requests().length
    const { drawing, steps } = await clean.apply()
    const changes = drawing.plan.levels.flat()
    expect(changes.length).toBeGreaterThanOrEqual(60)
    expect(new Set(changes.map(({ verb }) => verb))).toEqual(new Set(['create', 'update', 'delete']))
    expect(drawing.plan.fixes.length).toBeGreaterThan(0)
    const writes = clean.sandbox
      .requests()
      .slice(known)
      .filter(({ method }) => method !== 'GET').length
    for (let n = 1; n <= writes; n++) points.push({ at: 'arrived', n }, { at: 'done', n })
    for (let n = 1; n <= steps; n++) points.push({ at: 'step', n })
    console.log(`kill: ${changes.length} changes, ${writes} writes, ${points.length} points`)
  })
  afterAll(async () => {
    await start.close()
    await clean.close()
  })

  it(`killed at each of many moments, nothing is lost, doubled or left over (KILL_POINTS=all: at every one; else 40 by FC_SEED=${seed})`, async () => {
    const tried = all ? points : chosen(points, 40)
    for (const point of tried) {
      const scene = await open(start.root)
      try {
        scene.lay(wanted)
        const { outcomes } = await scene.apply(point)
        expect(outcomes, `${pointOf(point)} was not reached`).toBeNull()
        await scene.wait()
        const again = await scene.apply()
        const bad = again.outcomes?.filter(({ status }) => !['applied', 'adopted', 'forgotten'].includes(status))
        expect(bad, pointOf(point)).toEqual([])
        expect(again.drawing.plan.beside, pointOf(point)).toEqual([])
        sameAs(clean, scene.sandbox, foreign)
        const { plan } = await scene.plan()
        expect([plan.levels, plan.beside, plan.remember], pointOf(point)).toEqual([[], [], []])
      } catch (error) {
        throw new Error(`killed ${pointOf(point)} (FC_SEED=${seed})`, { cause: error })
      } finally {
        await scene.close()
      }
    }
  }, 600_000)

  it(`the command itself, killed with SIGKILL, goes on where it was (KILL_POINTS=all: at every request; else at 5)`, async () => {
    const requests = points.filter((point) => point.at !== 'step')
    for (const point of all ? requests : chosen(requests, 5)) {
      const at = shop({})
      cpSync(start.root, at.root, { recursive: true })
      const scene = await open(start.root)
      try {
        for (const [path, text] of Object.entries(wanted)) at.write(path, text)
        for (const path of Object.keys(before)) if (!(path in wanted)) at.remove(path)
        at.write('sync.config.json', JSON.stringify({ workspaces: { live: { baseUrl: scene.sandbox.url } } }))
        const token = { INTERCOM_ACCESS_TOKEN: scene.sandbox.token }
        const apply = ['apply', '--yes', '--prune', '--allow', 'deletes', '--allow', 'updates']
        const run = at.start(apply, token)
        let killed = false
        scene.watch(point, async () => {
          killed = run.child.kill('SIGKILL')
          await run.ended
        })
        await run.ended
        expect(killed, `${pointOf(point)} was not reached`).toBe(true)
        await scene.wait()
        const said = await at.start(apply, token).ended
        expect(said.code, `${pointOf(point)}\n${said.out}${said.err}`).toBe(0)
        sameAs(clean, scene.sandbox, foreign)
        const after = await at.start(['plan', '--prune', '--detailed-exitcode'], token).ended
        expect(after.code, `${pointOf(point)}\n${after.out}`).toBe(0)
      } catch (error) {
        throw new Error(`killed ${pointOf(point)} (FC_SEED=${seed})`, { cause: error })
      } finally {
        await scene.close()
        at.close()
      }
    }
  }, 900_000)
})
