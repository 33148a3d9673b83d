import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { pretty } from '../../src/report/pretty/index.ts'
import { noPlan, outcomeReport, plainLook, plan, planReport, production } from './bakery.ts'

describe('a plan as people read it', () => {
  it('says one of everything: findings first, changes by kind, what is left alone, refusals, totals', async () => {
    await expect(pretty.plan(planReport, plainLook)).toMatchFileSnapshot('goldens/plan.txt')
  })

  it('colour adds nothing to the words', () => {
    const painted = pretty.plan(planReport, { ...plainLook, colour: true })
    expect(painted).not.toBe(stripVTControlCharacters(painted))
    expect(stripVTControlCharacters(painted)).toBe(pretty.plan(planReport, plainLook))
  })

  it('fits a narrow terminal where the words are ours', async () => {
    await expect(pretty.plan(planReport, { ...plainLook, columns: 80 })).toMatchFileSnapshot('goldens/plan-80.txt')
  })

  it('verbose says every field of what is created', async () => {
    await expect(pretty.plan(planReport, { ...plainLook, verbose: true })).toMatchFileSnapshot('goldens/plan-verbose.txt')
  })

  it('says "no changes" when there are none', () => {
    expect(pretty.plan({ ...planReport, plan: noPlan }, plainLook)).toBe('production: no changes · 96 unchanged\n')
  })

  it('a first plan of a large help center is cut where nothing is lost, and never in its deletes', () => {
    const [, level = []] = plan.levels
    const [create] = level
    const gone = level.find((change) => change.verb === 'delete')
    if (create?.verb !== 'create' || gone?.verb !== 'delete') throw new Error('expected a create and a delete in the sample')
    const many = Array.from({ length: 300 }, (_, index) => index)
    const text = pretty.plan(
      {
        ...planReport,
        plan: {
          ...noPlan,
          levels: [
            many.map((index) => ({ ...create, to: { ...create.to, key: `new/${index}` } })),
            many.map((index) => ({ ...gone, from: { ...gone.from, key: `gone/${index}` } })),
          ],
        },
      },
      plainLook,
    )
    expect(text.match(/^ {2}\+ /gmu)).toHaveLength(60)
    expect(text).toContain('240 more to create')
    expect(text.match(/^ {2}- /gmu)).toHaveLength(300)
  })

  it('a title cannot move the cursor', () => {
    const [, level = []] = plan.levels
    const [create] = level
    if (create?.verb !== 'create') throw new Error('expected a create in the sample')
    const sly = { ...create, to: { ...create.to, fields: { ...create.to.fields, title: 'Cakes\u001B[2J\r\nno changes' } } }
    const text = pretty.plan({ ...planReport, plan: { ...noPlan, levels: [[sly]] } }, plainLook)
    expect(text).not.toContain('\u001B')
    expect(text).not.toContain('\r')
  })
})

describe('what became of a plan', () => {
  it('says addresses, what failed with file and request, and what was not begun', async () => {
    await expect(pretty.outcome(outcomeReport, plainLook)).toMatchFileSnapshot('goldens/outcome.txt')
  })

  it('says that an interrupted run can go on', () => {
    expect(pretty.outcome({ ...outcomeReport, interrupted: true }, plainLook)).toContain(
      'interrupted; the same command goes on from here',
    )
  })
})

it('check says findings, what was ignored and what was found', async () => {
  const report = {
    files: 3,
    found: { articles: 2, collections: 1, tags: 0 },
    findings: plan.findings,
    ignored: ['content/articles/README.md'],
  }
  await expect(pretty.check(report, plainLook)).toMatchFileSnapshot('goldens/check.txt')
})

it('the ledger is a table', async () => {
  const entries = [
    { kind: 'article', key: 'orders/pickup', id: '12', title: 'Pickup' },
    { kind: 'article', key: 'orders/cakes', id: null, title: 'Cakes' },
    { kind: 'collection', key: 'orders', id: '3', title: 'Orders' },
  ]
  await expect(pretty.ledger({ workspace: production, entries }, plainLook)).toMatchFileSnapshot('goldens/ledger.txt')
})

it('what a flag let pass stands in the plan, with its numbers', () => {
  const says = 'delete 41 of 96 articles (43 %) is above the limit of 30 %, allowed by --allow deletes'
  const overrides = [{ guard: 'deletes', exit: 3, override: '--allow deletes', says }]
  const told = pretty.plan({ ...planReport, plan: { ...planReport.plan, refusals: [], overrides } }, plainLook)
  expect(told).toContain(`let pass\n  ${says}\n`)
  expect(told).not.toContain('apply would refuse')
})
