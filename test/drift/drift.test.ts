import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DriftDocument } from '../../src/report/json/schemas.ts'
import { misfits } from '../report/published.ts'
import { ana, counter, ids, robin, type Counter } from './bakery.ts'

let bakery: Counter
beforeEach(async () => {
  bakery = await counter()
})
afterEach(() => bakery.close())

/** Asks for drift as a document; nothing may have been written. */
async function drift(args = ''): Promise<DriftDocument & { code: number; routes: Record<string, number> }> {
  const before = bakery.sandbox.requests().length
  const { code, out, err } = await bakery.run(`drift --format json ${args}`)
  expect(out, err).not.toBe('')
  expect(misfits('drift', out)).toEqual([])
  const sent = bakery.sandbox.requests().slice(before)
  expect(sent.filter(({ method }) => method !== 'GET')).toEqual([])
  const routes: Record<string, number> = {}
  for (const { route } of sent) routes[route ?? '?'] = (routes[route ?? '?'] ?? 0) + 1
  return { ...(JSON.parse(out) as DriftDocument), code, routes }
}

const versions = '/articles/{article_id}/versions'

describe('an edit made in the browser is told with the teammate who made it', () => {
  test('what we wrote ourselves is no drift, and no version is read for it', async () => {
    const found = await drift()
    expect([found.code, found.drift, found.unread, found.routes[versions]]).toEqual([0, [], [], undefined])
    expect(found.counts.unchanged).toBeGreaterThanOrEqual(4)
  })

  test('the object, the fields before and after, the teammate by name and e-mail, and when', async () => {
    const id = bakery.id('articles', 'Pick up your bread')
    await bakery.web(ana, 'PUT', `/articles/${id}`, { title: 'Fetch your bread' })
    const found = await drift()
    expect(found.code).toBe(2)
    expect(found.drift).toMatchObject([
      {
        what: 'edited',
        kind: 'article',
        key: 'orders/pickup',
        id,
        file: 'content/articles/orders/pickup.md',
        fields: [{ name: 'title', before: 'Pick up your bread', after: 'Fetch your bread' }],
        edits: [{ by: { id: ids.ana, name: 'Ana Pires', email: ana }, via: 'web' }],
      },
    ])
    const state = bakery.sandbox.control.state()
    const at = state.articles.find((row) => String(row.id) === id)?.updatedAt ?? 0
    expect(found.drift[0]?.edits[0]?.at).toBe(new Date(at * 1000).toISOString())
    expect(found.routes[versions]).toBe(1)

    const { code, out } = await bakery.run('drift')
    expect(code).toBe(2)
    expect(out).toContain('Ana Pires (ana@example.com)')
    expect(out).toContain('"Pick up your bread" → "Fetch your bread"')
  })
})
