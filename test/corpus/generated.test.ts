import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { house, type House } from '../house/house.ts'
import { four } from './four.ts'
import { kept } from './kept.ts'
import { relinked, tree } from './tree.ts'

const seed = Number(process.env['FC_SEED'] ?? 20260722)
const articles = tree(400, seed)
const files = [...articles.keys()].map((path) => join('content/articles', path))
const keyOf = (n: number): string => ([...articles.keys()][n] ?? '').replace(/\.md$/u, '')

describe(`400 generated articles in one circle of links (seed ${seed})`, () => {
  let h: House
  let first: Awaited<ReturnType<House['apply']>>

  beforeAll(async () => {
    console.log(`seed ${seed}`)
    h = await house()
    for (const [path, text] of articles) h.write(join('content/articles', path), text)
    first = await h.apply()
  })
  afterAll(() => h.close())

  it('are applied, all of them', () => {
    expect(first.drawing.plan.refusals).toEqual([])
    expect(first.drawing.plan.findings).toEqual([])
    expect(first.outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
    expect(h.sandbox.control.state().articles).toHaveLength(400)
  })

  it('lead to each other: every word is there, every link leads to its article and heading', () => {
    const { missing, lost, ...counts } = kept(h.root, files, first.drawing.plan.findings, h.sandbox)
    console.log(counts)
    expect(counts.links).toBeGreaterThan(800)
    expect(missing).toEqual([])
    expect(lost).toEqual([])
  })

  it('take one request to be created and at most one more for links whose article was not there yet', () => {
    const writes = h.sandbox.requests().filter(({ method, route }) => method !== 'GET' && route?.startsWith('/articles') === true)
    expect(writes.filter(({ method }) => method === 'POST')).toHaveLength(400)
    expect(writes.filter(({ method }) => method === 'PUT').length).toBeLessThanOrEqual(400)
  })

  it('are found unchanged by the second plan, with list calls only and no file parsed again', async () => {
    h.sandbox.control.clearLog()
    const { plan, files } = await h.plan()
    expect(plan.levels).toEqual([])
    expect(plan.beside).toEqual([])
    expect(files.parsed).toBe(0)
    const routes = new Set(h.sandbox.requests().map(({ method, route }) => `${method} ${route ?? '?'}`))
    expect([...routes].filter((route) => !route.startsWith('GET') || route.includes('{'))).toEqual([])
  })

  it('one file edited, one renamed, one deleted and one added are four changes, though others link to the renamed one', async () => {
    const from = keyOf(100)
    const to = from.replace(/[^/]+$/u, 'a-better-name')
    let followed = 0
    await four(h, {
      edit: () => {
        appendFileSync(join(h.root, 'content/articles', `${keyOf(7)}.md`), '\n\nOne more sentence.\n')
        return keyOf(7)
      },
      rename: { from, to },
      follow: () => {
        for (const path of [...articles.keys()].filter((path) => path !== `${from}.md`)) {
          const file = join('content/articles', path)
          const text = readFileSync(join(h.root, file), 'utf8')
          const now = relinked(text, path, `${from}.md`, `${to}.md`)
          if (now !== text) followed += 1
          h.write(file, now)
        }
      },
      remove: keyOf(399),
      add: 'shop/an-article-more',
    })
    expect(followed).toBeGreaterThan(1)
  })
})
