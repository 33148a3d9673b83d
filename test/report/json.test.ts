import { describe, expect, it } from 'vitest'
import { json } from '../../src/report/json/index.ts'
import type { OutcomeDocument, PlanDocument } from '../../src/report/json/schemas.ts'
import { noPlan, outcomeReport, plainLook, plan, planReport, production } from './bakery.ts'
import { misfits } from './published.ts'

describe('documents for machines hold to the published schemas', () => {
  it('a plan with one of everything', () => {
    expect(misfits('plan', json.plan(planReport, plainLook))).toEqual([])
  })
  it('a plan without changes', () => {
    const text = json.plan({ ...planReport, plan: noPlan }, plainLook)
    expect(misfits('plan', text)).toEqual([])
    expect((JSON.parse(text) as PlanDocument).changes).toEqual([])
  })
  it('an outcome', () => {
    expect(misfits('outcome', json.outcome(outcomeReport, plainLook))).toEqual([])
  })
  it('a check and a ledger', () => {
    expect(
      misfits('check', json.check({ files: 1, found: { articles: 1 }, findings: plan.findings, ignored: [] }, plainLook)),
    ).toEqual([])
    const entries = [{ kind: 'article', key: 'about', id: null, title: '' }]
    expect(misfits('ledger', json.ledger({ workspace: production, entries }, plainLook))).toEqual([])
  })
  it('the schemas refuse what is not one', () => {
    expect(misfits('plan', '{"format":"content-sync/plan","version":2}')).not.toEqual([])
  })
})

describe('a plan for machines', () => {
  const document = (): PlanDocument => JSON.parse(json.plan(planReport, plainLook)) as PlanDocument

  it('a rename alone is an adopt with the key it had', () => {
    expect(document().changes.find((change) => change.key === 'orders/fees')).toMatchObject({
      verb: 'adopt',
      movedFrom: 'money/fees',
      fields: [],
    })
  })

  it('an update names its fields before and after, and what it expects to find', () => {
    const update = document().changes.find((change) => change.verb === 'update')
    expect(update).toMatchObject({
      id: '12',
      file: 'content/articles/orders/pickup.md',
      line: 1,
      expects: { updatedAt: 1_764_000_000 },
    })
    expect(update?.fields.map((field) => field.name)).toEqual(['title', 'state', 'tags', 'body'])
    expect(update?.fields[0]).toEqual({ name: 'title', before: 'Pickup', after: 'Pick up your bread' })
  })

  it('the id is the same for the same plan and another for any other', () => {
    expect(document().id).toBe(document().id)
    const other = json.plan({ ...planReport, createdAt: '2026-11-22T09:00:01.000Z' }, plainLook)
    expect((JSON.parse(other) as PlanDocument).id).not.toBe(document().id)
  })

  it('says its keys in the order the contract gives them', () => {
    expect(Object.keys(document())).toEqual(
      'format version id createdAt workspace source counts cost changes beside findings refusals'.split(' '),
    )
  })
})

it('an outcome counts what it lists', () => {
  const { counts, outcomes, requests } = JSON.parse(json.outcome(outcomeReport, plainLook)) as OutcomeDocument
  expect(counts).toEqual({ applied: 1, adopted: 1, forgotten: 1, failed: 1, notStarted: 1, conflict: 0, blocked: 0 })
  expect(outcomes).toHaveLength(5)
  expect(requests).toEqual({ total: 12, reads: 10, writes: 2, retried: 0, throttled: 0 })
  expect(outcomes[1]).toMatchObject({
    status: 'failed',
    failure: { status: 422, requestId: 'req-77' },
    file: 'content/articles/orders/pickup.md',
  })
})
