import { appendFileSync, cpSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { house, type House } from '../house/house.ts'
import { four } from './four.ts'
import { kept } from './kept.ts'

const corpus = '../shared/corpora/arduino-help-center/content'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

describe.skipIf(!there)('a real help center in git', () => {
  let h: House
  let first: Awaited<ReturnType<House['apply']>>
  const files = there
    ? readdirSync(corpus, { recursive: true, encoding: 'utf8' })
        .filter((path) => path.endsWith('.md'))
        .map((path) => join('content/articles', path))
    : []

  beforeAll(async () => {
    h = await house()
    cpSync(corpus, join(h.root, 'content/articles'), { recursive: true })
    first = await h.apply()
  })
  afterAll(() => h.close())

  it('is applied as it is, all but what a finding names', () => {
    expect(first.drawing.plan.refusals).toEqual([])
    expect(first.outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
    const articles = first.outcomes.filter(({ change }) => change.verb === 'create' && change.to.kind === 'article').length
    console.log(`applied ${articles} of ${files.length} articles`)
    expect(articles / files.length).toBeGreaterThanOrEqual(0.98)
  })

  it('loses no word, link or image on the way that no finding names', () => {
    const { missing, lost, ...counts } = kept(h.root, files, first.drawing.plan.findings, h.sandbox)
    console.log(counts)
    expect(missing).toEqual([])
    expect(lost).toEqual([])
  })

  it('is found unchanged by the second plan, with list calls only and no file parsed again', async () => {
    h.sandbox.control.clearLog()
    const { plan, files } = await h.plan()
    expect(plan.levels).toEqual([])
    expect(plan.beside).toEqual([])
    expect(files.parsed).toBe(0)
    const routes = new Set(h.sandbox.requests().map(({ method, route }) => `${method} ${route ?? '?'}`))
    expect([...routes].filter((route) => !route.startsWith('GET') || route.includes('{'))).toEqual([])
  })

  it('one file edited, one renamed, one deleted and one added are four changes, and then nothing is left', async () => {
    const folder = 'content/articles/Store Support/Shipping'
    // nothing is deleted while a file has errors: those that have some are set aside, as a person would mend them
    const errors = first.drawing.plan.findings.filter(({ severity }) => severity === 'error')
    for (const file of new Set(errors.map(({ file }) => file))) h.remove(file)
    await four(h, {
      edit: () => {
        appendFileSync(join(h.root, folder, 'Track-your-order.md'), '\n\nOne more sentence.\n')
        return 'Store Support/Shipping/Track-your-order'
      },
      rename: {
        from: 'Store Support/Shipping/About-the-delivery-process',
        to: 'Store Support/Shipping/How-delivery-works',
      },
      remove: 'Store Support/Shipping/If-you-havent-received-your-delivery',
      add: 'Store Support/Shipping/A-new-article',
    })
  })
})
