import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBodyMarkdown, fromHtml, fromMarkdown, toBodyMarkdown, toHtml } from '../../src/prose/index.ts'
import { markdown, rubble, seeded } from './markdown.ts'
import { article, fill, realBodies, resolved, wire } from './resolved.ts'

test('what is sent reads back as what was sent, or every plan would find a change', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      const parts = resolved(fromMarkdown(source, article).parts)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(400),
  )
})

test('any text at all is read without a crash, and what comes of it reads back the same', () => {
  fc.assert(
    fc.property(rubble, (source) => {
      const parts = resolved(fromMarkdown(source, article).parts)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(600),
  )
})

test('any HTML of a workspace has one canonical form, reached in one step', () => {
  fc.assert(
    fc.property(rubble, (source) => {
      const parts = fromHtml(source, wire)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(600),
  )
})

test('a snippet reads back as what was sent', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      const written = fromMarkdown(source, { ...article, as: 'markdown' })
      // an address in raw HTML is text; in a snippet's Markdown nothing can keep it from becoming a link
      fc.pre(!/<[!a-z]/u.test(source))
      fc.pre(written.notes.every((note) => note.severity !== 'error'))
      const parts = resolved(written.parts)
      expect(fromBodyMarkdown(toBodyMarkdown(parts, fill), wire)).toEqual(parts)
    }),
    seeded(300),
  )
})

test('the articles of a real help center read back as what was sent', () => {
  for (const { file, body } of realBodies() ?? []) {
    const parts = resolved(fromMarkdown(body, article).parts)
    expect(fromHtml(toHtml(parts, fill), wire), file).toEqual(parts)
  }
})
