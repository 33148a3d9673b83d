import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Part } from '../../src/model/index.ts'
import { fromHtml, fromMarkdown, toMarkdown } from '../../src/prose/index.ts'
import { files, looked } from './files.ts'
import { html } from './html.ts'
import { markdown, rubble, seeded } from './markdown.ts'
import { article, realBodies, resolved, wire } from './resolved.ts'

// PROSE_RUNS raises the count of each property
const runs = Number(process.env['PROSE_RUNS'] ?? 250)

/** Parts without the ids a workspace gave its headings. */
const nameless = (parts: readonly Part[]): Part[] =>
  parts.map((part) => (typeof part === 'object' && 'heading' in part ? { heading: part.heading } : part))
const read = (text: string): Part[] => looked(fromMarkdown(text, article).parts)

test('an article written as Markdown reads back as what it was, and written again it is the same file', () => {
  fc.assert(
    fc.property(fc.oneof(markdown, rubble), (source) => {
      const parts = resolved(fromMarkdown(source, article).parts)
      const { markdown, blocks } = toMarkdown(parts, files)
      expect(read(markdown), markdown).toEqual(parts)
      expect(toMarkdown(read(markdown), files).markdown).toBe(markdown)
      expect(blocks.filter((block) => block.fate === 'lossy')).toEqual([])
    }),
    seeded(runs),
  )
})

test('any HTML of a workspace reads back as what it was, or what went is said', () => {
  fc.assert(
    fc.property(rubble, (source) => {
      const parts = fromHtml(source, wire)
      const { markdown, blocks } = toMarkdown(parts, files)
      fc.pre(blocks.every((block) => block.fate !== 'lossy'))
      expect(read(markdown), markdown).toEqual(nameless(parts))
    }),
    seeded(runs),
  )
})

test('the articles of a real help center read back as what they were, and written again they are the same files', () => {
  for (const { file, body } of realBodies() ?? []) {
    const parts = resolved(fromMarkdown(body, article).parts)
    const { markdown } = toMarkdown(parts, files)
    expect(read(markdown), file).toEqual(parts)
    expect(toMarkdown(read(markdown), files).markdown, file).toBe(markdown)
  }
})

test('every block a workspace may hold, with any text, reads back as what it was', () => {
  fc.assert(
    fc.property(html, (source) => {
      const parts = fromHtml(source, wire)
      const { markdown, blocks } = toMarkdown(parts, files)
      expect(blocks.filter((block) => block.fate === 'lossy')).toEqual([])
      expect(read(markdown), markdown).toEqual(nameless(parts))
    }),
    seeded(runs),
  )
})
