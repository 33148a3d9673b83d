import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runner } from './machine/runner.ts'
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
    const tried = all ? points : chosen(points, Number(process.env['KILL_POINTS'] ?? 40))
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

  it(`a process of its own, killed with SIGKILL, goes on where it was (KILL_POINTS=all: before each write is done, after it is done, after it is answered; a number: at so many; else at 30)`, async () => {
    const writes = points.flatMap((point) => (point.at === 'done' ? [point.n] : []))
    const moments = writes.flatMap((n) => (['arrived', 'done', 'answered'] as const).map((at) => ({ at, n })))
    const began = Date.now()
    let tried = 0
    const steady = await runner(start.root, { INTERCOM_ACCESS_TOKEN: start.sandbox.token })
    let next = runner(start.root, { INTERCOM_ACCESS_TOKEN: start.sandbox.token })
    for (const moment of all ? moments : chosen(moments, Number(process.env['KILL_POINTS'] ?? 30))) {
      const said = `killed ${moment.at === 'answered' ? `after write ${moment.n} was answered` : pointOf({ at: moment.at, n: moment.n })}`
      const scene = await open(start.root)
      const mortal = await next
      next = runner(start.root, { INTERCOM_ACCESS_TOKEN: start.sandbox.token })
      try {
        scene.lay(wanted)
        writeFileSync(
          join(scene.root, 'sync.config.json'),
          JSON.stringify({ workspaces: { live: { baseUrl: scene.sandbox.url } } }),
        )
        const apply = ['apply', '--yes', '--prune', '--allow', 'deletes', '--allow', 'updates']
        let killed = false
        const run = mortal.runIn(scene.root, ...apply)
        scene.watch({ at: moment.at === 'arrived' ? 'arrived' : 'done', n: moment.n }, async () => {
          if (moment.at === 'answered') setTimeout(() => (killed = mortal.child.kill('SIGKILL')), 3)
          else {
            killed = mortal.child.kill('SIGKILL')
            await run
          }
        })
        const first = await run
        // the last answers of a run may be its end
        if (first.code !== 0) expect([said, killed, first]).toEqual([said, true, first])
        await scene.wait()
        const again = await steady.runIn(scene.root, ...apply)
        expect([said, again.code, again.out + again.err]).toEqual([said, 0, again.out + again.err])
        sameAs(clean, scene.sandbox, foreign)
        const after = await steady.runIn(scene.root, 'plan', '--prune', '--detailed-exitcode')
        expect([said, after.code, after.out]).toEqual([said, 0, after.out])
        tried += 1
        if (tried % 20 === 0) console.log(`kill: ${tried} processes so far`)
      } catch (error) {
        throw new Error(`${said} (FC_SEED=${seed})`, { cause: error })
      } finally {
        await mortal.close()
        await scene.close()
      }
    }
    await (await next).close()
    await steady.close()
    console.log(
      `kill: ${tried} processes killed with SIGKILL of ${moments.length} moments, ${Math.round((Date.now() - began) / 1000)} s`,
    )
  }, 7_200_000)
})
