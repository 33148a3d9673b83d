import { cpSync, existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { VerifyDocument } from '../../../src/report/json/schemas.ts'
import { counter, type Counter } from './counter.ts'
import { added, adoptedAnew, applied, pulled, writtenAgain } from './steps.ts'

const corpus = '../shared/corpora/arduino-help-center/content'
const there = existsSync(corpus)
if (!there) console.log(`skipped: the real help center is not at ${corpus}`)

describe.skipIf(!there)('a workspace that holds a real help center', () => {
  let shop: Counter
  beforeAll(async () => {
    shop = await counter({}, { switches: { imageFetch: 'none' } })
    cpSync(corpus, join(shop.desk.root, 'content/articles'), { recursive: true })
    const { out } = await shop.desk.run('check -f json')
    const { findings } = JSON.parse(out) as { findings: { severity: string; file: string }[] }
    // as a person would do before the first apply
    for (const { severity, file } of findings) if (severity === 'error') rmSync(join(shop.desk.root, file), { force: true })
    await applied(shop)
    shop.empty(true)
    console.log(`${shop.sandbox.control.state().articles.length} articles`)
    expect(shop.sandbox.control.state().articles.length).toBeGreaterThan(380)
  }, 300_000)
  afterAll(() => shop.close())

  test('is told to be lossless, but for what is named', async () => {
    const { counts, texts } = JSON.parse((await shop.run('pull --verify -f json')).out) as VerifyDocument
    console.log(counts)
    expect(texts.filter(({ fate }) => fate === 'lossy')).toEqual([])
    expect(counts.lossless).toBeGreaterThan(380)
  }, 600_000)
  test('is pulled, and then nothing is left to change', () => pulled(shop, 'urls'), 600_000)
  test('is known again as it is when the memory is gone', () => adoptedAnew(shop), 600_000)
  test('keeps every block as it was when a paragraph is added to each file', () => added(shop), 600_000)
  test('becomes the same files in a new checkout, byte for byte', () => writtenAgain(shop, 'urls'), 600_000)
})
