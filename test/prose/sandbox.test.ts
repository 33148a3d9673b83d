import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Part } from '../../src/model/index.ts'
import { fromBodyMarkdown, fromHtml, fromMarkdown, toBodyMarkdown, toHtml } from '../../src/prose/index.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ask } from '../sandbox/ask.ts'
import { markdown, seeded, snippet } from './markdown.ts'
import { article, fill, realBodies, resolved, wire } from './resolved.ts'

let sandbox: Sandbox
let author: number
beforeAll(async () => {
  sandbox = await startSandbox({ limit: '1000000/10s', switches: { imageFetch: 'none' } })
  author = Number((await ask(sandbox, 'GET', '/me')).body['id'])
})
afterAll(() => sandbox.close())

/** Parts without what a workspace alone decides: ids of headings, where images are hosted (here: their order). */
const compared = (parts: readonly Part[]): unknown[] => {
  let images = 0
  return parts.map((part) => {
    if (typeof part === 'string') return part
    if ('heading' in part) return { heading: part.heading }
    return 'image' in part ? { image: (images += 1) } : part
  })
}

// what is sent has absolute addresses, as the workspace side fills them in
const sendable = (parts: readonly Part[]): string =>
  toHtml(parts, { ...fill, image: ({ image }) => new URL(image, 'https://images.example/').href })

const written = async (parts: readonly Part[]): Promise<Part[]> => {
  const made = await ask(sandbox, 'POST', '/articles', { title: 'Rye', author_id: author, body: sendable(parts) })
  expect(made.status, JSON.stringify(made.body)).toBe(200)
  const read = await ask(sandbox, 'GET', `/articles/${String(made.body['id'])}`)
  return fromHtml(String(read.body['body']), wire)
}

test('a body the workspace rewrote is no difference, whatever Markdown it came from', async () => {
  await fc.assert(
    fc.asyncProperty(markdown, async (source) => {
      const file = fromMarkdown(source, article)
      fc.pre(file.notes.every((note) => note.severity !== 'error'))
      const parts = resolved(file.parts)
      expect(compared(await written(parts))).toEqual(compared(parts))
    }),
    seeded(150),
  )
})

test('the articles of a real help center are no difference after the workspace rewrote them', async () => {
  let read = 0
  for (const { file, body } of realBodies() ?? []) {
    const draft = fromMarkdown(body, article)
    if (draft.notes.some((note) => note.severity === 'error')) continue
    const parts = resolved(draft.parts)
    expect(compared(await written(parts)), file).toEqual(compared(parts))
    read += 1
  }
  console.log(`${read} real articles`)
})

test('a snippet the workspace rewrote is no difference', async () => {
  await fc.assert(
    fc.asyncProperty(snippet, async (source) => {
      const file = fromMarkdown(source, { ...article, as: 'markdown' })
      expect(file.notes).toEqual([])
      const parts = resolved(file.parts)
      const made = await ask(sandbox, 'POST', '/content_snippets', { title: 'Rye', body_markdown: toBodyMarkdown(parts, fill) })
      expect(made.status, JSON.stringify(made.body)).toBe(201)
      expect(compared(fromBodyMarkdown(String(made.body['body_markdown']), wire))).toEqual(compared(parts))
    }),
    seeded(150),
  )
})
