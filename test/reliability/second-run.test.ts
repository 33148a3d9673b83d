import { cpSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { house, type House } from '../house/house.ts'
import { page } from '../laws/world/generate.ts'
import { render } from '../laws/world/render.ts'
import { titled, type Repository } from '../laws/world/repository.ts'
import type { Switches } from '../../src/sandbox/index.ts'

const seed = Number(process.env['FC_SEED'] ?? 1912)

function sample(home: House): void {
  for (const part of ['content', 'config']) cpSync(part, join(home.root, part), { recursive: true })
}

/** 400 articles of whatever the generator makes. */
function generated(home: House): void {
  const pages = fc.sample(page, { seed, numRuns: 400 }).map((each, uid) => ({ ...each, uid, name: `page-${uid}` }))
  const repository: Repository = {
    pages: titled(pages),
    snippets: [],
    shelves: new Map(),
    source: 'https://status.example.com/history',
    pictures: new Map([0, 1, 2].map((n) => [n, 0])),
  }
  for (const [path, text] of render(repository)) home.write(path, text)
}

const fixtures = [
  ['the sample help center', sample],
  [`400 generated articles (FC_SEED=${seed})`, generated],
] as const

test.each(fixtures)('%s: a second run finds nothing and sends nothing (R1)', async (_, fill) => {
  const home = await house()
  try {
    fill(home)
    const first = await home.apply()
    expect(first.drawing.plan.findings.filter(({ severity }) => severity === 'error')).toEqual([])
    expect(first.outcomes.filter(({ status }) => status !== 'applied')).toEqual([])
    const before = home.sandbox.requests().length
    const second = await home.apply()
    expect(second.drawing.plan.levels).toEqual([])
    expect(second.outcomes).toEqual([])
    expect(second.drawing.files.parsed).toBe(0)
    const sent = home.sandbox.requests().slice(before)
    expect(sent.filter(({ method }) => method !== 'GET')).toEqual([])
    expect(sent.filter(({ route }) => route?.includes('{id}'))).toEqual([])
  } finally {
    await home.close()
  }
})

const rewriting: readonly Partial<Switches>[] = [
  {},
  { headingIds: 'regenerated' },
  { sentHeadingIds: 'kept' },
  { headingPromotion: false },
  { next: 'string', listDefaultPerPage: 2 },
  { next: 'page-number', listDefaultPerPage: 3 },
  { restampAuthor: true },
  { imageFetch: 'none' },
]

test.each(rewriting)('what the server rewrites is never a difference, five plans long: %j (R29)', async (switches) => {
  const home = await house({ switches })
  try {
    sample(home)
    await home.apply()
    // what the first run learned of the workspace may be remembered by a second one, which sends nothing
    const sent = home.sandbox.requests().length
    await home.apply()
    expect(
      home.sandbox
        .requests()
        .slice(sent)
        .filter(({ method }) => method !== 'GET'),
    ).toEqual([])
    for (let n = 0; n < 5; n++) {
      const { plan } = await home.plan({ prune: true })
      expect(plan.levels).toEqual([])
      expect(plan.beside).toEqual([])
      expect(plan.remember).toEqual([])
    }
  } finally {
    await home.close()
  }
})
