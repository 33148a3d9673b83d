import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'

let home: House
beforeEach(async () => {
  home = await house()
  home.write('content/articles/hours.md', '---\ntitle: Hours\n---\n\nAt nine.\n')
})
afterEach(() => home.close())

const prune = { prune: true, allow: new Set(['deletes'] as const) }
const writes = (): string[] =>
  home.sandbox
    .requests()
    .filter(({ method }) => method !== 'GET')
    .map(({ method, route }) => `${method} ${String(route)}`)

describe('a delete the service refuses for its own reason', () => {
  beforeEach(async () => {
    home.write('content/snippets/short.md', '---\ntitle: Short\n---\n\nAt nine.\n')
    await home.apply()
    const snippet = home.sandbox.control.state().snippets[0]
    home.sandbox.control.holdSnippet(snippet?.id ?? 0, ['Refund procedure'])
    home.remove('content/snippets/short.md')
  })

  test('is blocked once, then said and not tried again', async () => {
    const first = await home.apply(prune)
    expect(first.outcomes.map(({ status, failure }) => [status, failure?.code])).toEqual([
      ['blocked', 'content_has_procedure_dependencies'],
    ])
    const sent = writes().length
    const second = await home.apply(prune)
    expect(second.drawing.plan.levels).toEqual([])
    expect(second.drawing.plan.beside.map(({ why, known }) => [why, known])).toEqual([['blocked', true]])
    expect(writes()).toHaveLength(sent)
  })

  test('is tried again when asked to, and gone when the reason is gone', async () => {
    await home.apply(prune)
    home.sandbox.control.holdSnippet(home.sandbox.control.state().snippets[0]?.id ?? 0, [])
    const again = await home.apply({ ...prune, retryBlocked: true })
    expect(again.outcomes.map(({ status }) => status)).toEqual(['applied'])
    expect(home.sandbox.control.state().snippets).toEqual([])
  })
})

describe('what one refused change means for the others', () => {
  test('what needs it waits, the rest goes on, and the next run finishes', async () => {
    home.write('content/articles/shop/fees.md', '---\ntitle: Fees\n---\n\nSee [hours](../hours.md).\n')
    home.sandbox.control.faults([
      { on: { method: 'POST', path: '^/help_center/collections' }, do: { status: 422, code: 'validation_error' } },
    ])
    const first = await home.apply()
    expect(Object.fromEntries(first.outcomes.map(({ change, status }) => ['to' in change ? change.to.key : '', status]))).toEqual(
      {
        hours: 'applied',
        shop: 'failed',
        'shop/fees': 'not-started',
      },
    )
    home.sandbox.control.faults([])
    const second = await home.apply()
    expect(second.outcomes.map(({ status }) => status)).toEqual(['applied', 'applied'])
    expect((await home.plan()).plan.levels).toEqual([])
  })

  test('a create that was refused is no object, and its intent is forgotten', async () => {
    home.sandbox.control.faults([{ on: { method: 'POST', path: '^/articles' }, do: { status: 422, code: 'validation_error' } }])
    await home.apply()
    home.sandbox.control.faults([])
    await home.apply()
    expect(home.sandbox.control.state().articles).toHaveLength(1)
  })

  test('a create whose answer was lost is found, not repeated', async () => {
    home.sandbox.control.faults([{ on: { method: 'POST', path: '^/articles' }, do: 'drop-after', times: 1 }])
    const first = await home.apply()
    expect(first.outcomes.map(({ status }) => status)).toEqual(['failed'])
    await home.apply()
    expect(home.sandbox.control.state().articles).toHaveLength(1)
    expect((await home.plan()).plan.levels).toEqual([])
  })
})

test('a page a teammate files in a collection while it is being pruned keeps the collection', async () => {
  home.write('content/articles/shop/fees.md', '---\ntitle: Fees\n---\n\nNothing.\n')
  await home.apply()
  const shop = home.sandbox.control.state().collections[0]?.id ?? 0
  home.remove('content/articles/shop')
  const author = home.sandbox.control.state().admins[0]?.id
  await home.sandbox.control.edit({
    path: '/articles',
    method: 'POST',
    body: { title: 'Theirs', body: '<p>Kept</p>', author_id: author, parent_ids: [shop] },
    admin: 'ana@example.com',
  })
  const { drawing, outcomes } = await home.apply(prune)
  expect(drawing.plan.refusals.map(({ guard, exit }) => [guard, exit])).toEqual([['children', 5]])
  expect(outcomes).toEqual([])
  expect(home.sandbox.control.state().collections).toHaveLength(1)
  expect(home.sandbox.control.state().articles).toHaveLength(3)
})
