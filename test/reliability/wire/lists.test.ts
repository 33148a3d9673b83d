import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { Refused } from '../../../src/model/index.ts'
import { reader } from '../../../src/sides/workspace/index.ts'
import { startSandbox, type Fault, type FaultDo, type Sandbox } from '../../../src/sandbox/index.ts'
import { optionsFor } from '../../sides/workspace/bakery.ts'
import type { Tree } from '../world/bakery.ts'
import { seed } from '../world/chosen.ts'
import { open, type Scene } from '../world/scene.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

const name = (n: number): string => `Loaf ${n}`
// three pages of at most fifty
const count = 110

async function shop(): Promise<Sandbox> {
  const sandbox = await startSandbox({ limit: '1000000/10s' })
  closing.push(() => sandbox.close())
  const headers = { authorization: `Bearer ${sandbox.token}`, 'intercom-version': 'Preview', 'content-type': 'application/json' }
  for (let n = 0; n < count; n += 1) {
    const body = JSON.stringify({ title: name(n), body_markdown: 'Bread.' })
    await fetch(new URL('/content_snippets', sandbox.url), { method: 'POST', headers, body })
  }
  return sandbox
}

const page = (n: number): string => `^/content_snippets\\?.*\\bpage=${n}\\b`
const tries = Number(process.env['LIST_SEEDS'] ?? 200)

test(`${tries} lists that shift between two pages: read again, or not called whole; never an object too many or too few (R12, FC_SEED=${seed})`, async () => {
  const sandbox = await shop()
  const live = reader(optionsFor(sandbox))
  const trouble = fc.record({
    // which of the three readings, and before which of its pages
    round: fc.integer({ min: 1, max: 3 }),
    before: fc.integer({ min: 2, max: 3 }),
    shift: fc.constantFrom('create' as const, 'edit' as const, 'delete' as const),
  })
  const ended = { whole: 0, torn: 0, again: 0 }
  const troubles = fc.uniqueArray(trouble, { minLength: 1, maxLength: 4, selector: ({ round, before }) => `${round} ${before}` })
  let run = 0
  for (const each of fc.sample(troubles, { seed, numRuns: tries })) {
    run += 1
    const faults = each.map(({ round, before, shift }): Fault => ({ on: { path: page(before), nth: round }, do: { shift } }))
    sandbox.control.faults({ seed: seed + run, faults })
    sandbox.control.clearLog()
    const found = await live.list('snippet').catch((error: unknown) => error)
    const readings = sandbox.requests().filter(({ path }) => !path.includes('&page=')).length
    if (readings > 1) ended.again += 1
    const truth = sandbox.control.state().snippets.map(({ id }) => `@${id}`)
    if (found instanceof Refused) {
      expect([each, found.failure.code]).toEqual([each, 'incomplete_listing'])
      ended.torn += 1
    } else {
      const keys = (found as readonly { readonly key: string }[]).map(({ key }) => key)
      expect([each, keys.sort()]).toEqual([each, truth.sort()])
      ended.whole += 1
    }
    // an edit of what was read already moves nothing
    if (each.some(({ round, shift }) => round === 1 && shift !== 'edit')) expect([each, readings > 1]).toEqual([each, true])
  }
  expect([ended.whole > 0, tries < 200 || ended.torn > 0, ended.again > 0]).toEqual([true, true, true])
})

const snippets = (numbers: readonly number[]): Tree =>
  Object.fromEntries(numbers.map((n) => [`content/snippets/loaf-${n}.md`, `---\ntitle: ${name(n)}\n---\n\nBread.\n`]))
const all = Array.from({ length: count }, (_, n) => n)

async function baked(): Promise<Scene> {
  const scene = await open()
  closing.push(() => scene.close())
  scene.lay(snippets(all))
  await scene.apply()
  scene.lay(snippets(all.slice(3)))
  return scene
}

const always = (path: string, what: FaultDo): Fault => ({ on: { path }, do: what })

describe('a list that comes back short (R13)', () => {
  const short: readonly (readonly [name: string, faults: readonly Fault[]])[] = [
    ['its last page is empty', [always(page(3), { list: { keep: 0 } })]],
    ['its last page has lost one', [always(page(3), { list: { keep: 9 } })]],
    ['its second page says that it is the last', [always(page(2), { list: { last: true } })]],
    ['all its pages tell of fewer than they have', [always('^/content_snippets', { list: { total: 60 } })]],
    ['all its pages tell of more than they have', [always('^/content_snippets', { list: { total: 111 } })]],
    ['its last page tells of another total', [always(page(3), { list: { total: 109 } })]],
    [
      'it tells no total and its last page is empty',
      [always('^/content_snippets', { list: { total: null } }), always(page(3), { list: { keep: 0 } })],
    ],
    ['somebody adds one while it is read, each time', [always(page(2), { shift: 'create' })]],
  ]
  test('deletes nothing, and says why: the list', async () => {
    const scene = await baked()
    for (const [how, faults] of short) {
      scene.sandbox.control.faults(faults)
      const { plan } = await scene.plan()
      const listing = plan.refusals.filter(({ guard }) => guard === 'listing')
      expect([how, listing.map(({ exit }) => exit)]).toEqual([how, [3]])
      expect([how, listing[0]?.says]).toEqual([how, expect.stringContaining('list of snippets') as string])
    }
    const sent = scene.sandbox.requests().filter(({ method }) => method === 'DELETE')
    expect(sent).toEqual([])
    scene.sandbox.control.faults([])
    await scene.apply()
    expect(scene.sandbox.control.state().snippets.filter(({ title }) => title.startsWith('Loaf'))).toHaveLength(count - 3)
    expect((await scene.plan()).plan.levels).toEqual([])
  })

  test.each([{ status: 500 }, { status: 503, raw: '' }, 'reset-before', { cut: 0.5 }] as const)(
    'because a page of it ends in %j every time stops the run with 69',
    async (what) => {
      const scene = await baked()
      scene.sandbox.control.faults([always(page(3), what)])
      await expect(scene.apply()).rejects.toMatchObject({ exit: 69 })
      expect(scene.sandbox.requests().filter(({ method }) => method === 'DELETE')).toEqual([])
    },
  )
})
