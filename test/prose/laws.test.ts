import fc from 'fast-check'
import { fromHtml as htmlTree } from 'hast-util-from-html'
import { sanitize, type Schema } from 'hast-util-sanitize'
import { toHtml as treeHtml } from 'hast-util-to-html'
import rehypeRaw from 'rehype-raw'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { fromBodyMarkdown, fromHtml, fromMarkdown, toBodyMarkdown, toHtml } from '../../src/prose/index.ts'
import { markdown, roughSnippet, rubble, seeded } from './markdown.ts'
import { article, fill, realBodies, resolved, wire } from './resolved.ts'

test('what is sent reads back as what was sent, or every plan would find a change', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      const parts = resolved(fromMarkdown(source, article).parts)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(250),
  )
})

test('any text at all is read without a crash, and what comes of it reads back the same', () => {
  fc.assert(
    fc.property(rubble, (source) => {
      const parts = resolved(fromMarkdown(source, article).parts)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(400),
  )
})

test('any HTML of a workspace has one canonical form, reached in one step', () => {
  fc.assert(
    fc.property(rubble, (source) => {
      const parts = fromHtml(source, wire)
      expect(fromHtml(toHtml(parts, fill), wire)).toEqual(parts)
    }),
    seeded(400),
  )
})

test('a snippet reads back as what was sent', () => {
  fc.assert(
    fc.property(roughSnippet, (source) => {
      const written = fromMarkdown(source, { ...article, as: 'markdown' })
      // an address in raw HTML is text; in a snippet's Markdown nothing can keep it from becoming a link
      fc.pre(!/<[!a-z]|!\[|::|\[!|\| -/u.test(source))
      fc.pre(written.notes.every((note) => note.severity !== 'error'))
      const parts = resolved(written.parts)
      expect(fromBodyMarkdown(toBodyMarkdown(parts, fill), wire)).toEqual(parts)
    }),
    seeded(150),
  )
})

test('the articles of a real help center read back as what was sent', () => {
  for (const { file, body } of realBodies() ?? []) {
    const parts = resolved(fromMarkdown(body, article).parts)
    expect(fromHtml(toHtml(parts, fill), wire), file).toEqual(parts)
  }
})

// what INTERCOM.md §3 says an article may hold, and nothing else
const align = ['intercom-align-center', 'intercom-align-right'] as const
const schema: Schema = {
  tagNames: 'p h1 h2 h3 h4 ul ol li table tbody tr td pre code hr br b i a img div iframe details summary'.split(' '),
  attributes: {
    a: ['href', ['className', 'intercom-h2b-button']],
    img: ['src', 'alt', 'width', 'height'],
    iframe: [['src', /^https:\/\/(?:www\.youtube\.com|player\.vimeo\.com)\/[\w/]+$/u]],
    code: [['className', /^language-./u]],
    ol: ['start'],
    div: [
      [
        'className',
        'intercom-container',
        ...align,
        'intercom-h2b-video',
        'intercom-interblocks-callout',
        'collapsible-section-content',
      ],
      ['style', /^background-color: #[\da-f]{6,8}; border-color: #[\da-f]{6,8};$/u],
    ],
    ...Object.fromEntries(['p', 'h1', 'h2', 'h3', 'h4'].map((name) => [name, [['className', ...align]]])),
  },
  protocols: { href: ['http', 'https', 'mailto', 'tel', 'sms'], src: ['http', 'https'] },
  strip: ['script'],
}

test('a sanitizer that knows exactly what an article may hold has nothing to take out of what is sent', () => {
  fc.assert(
    fc.property(fc.oneof(markdown, rubble), (source) => {
      const tree = htmlTree(toHtml(resolved(fromMarkdown(source, article).parts), fill), { fragment: true })
      expect(treeHtml(sanitize(tree, schema))).toBe(treeHtml(tree))
    }),
    seeded(300),
  )
})

const bare = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw).freeze()

interface Tree {
  readonly type: string
  readonly tagName?: string
  readonly value?: string
  readonly children?: readonly Tree[]
}
const gone = new Set(['script', 'style'])
const textIn = (tree: Tree): string =>
  tree.type === 'text' ? (tree.value ?? '') : gone.has(tree.tagName ?? '') ? '' : (tree.children ?? []).map(textIn).join('')

/** How often each letter and digit stands in a text, whatever stands between them. */
const letters = (text: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const [letter] of text.normalize('NFC').matchAll(/[\p{L}\p{N}\p{Emoji_Presentation}]/gu))
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
  return counts
}

test('every letter a plain reading of the Markdown shows is in what is sent', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      // a fence nobody closes ends with what is around it, which here is something else
      fc.pre(!source.includes('~~~'))
      // alerts, directives and lone videos are no plain Markdown: their marks are not text
      const plain = source
        .replace(/https:\/\/vimeo\.com\/12345|\[!WARNING\]/gu, '<!-- -->')
        .replace(/^((?:[ >]|[-*+] |\d\. )*):{2,}.*$/gmu, '$1<!-- -->')
      const want = letters(textIn(bare.runSync(bare.parse(plain))))
      const written = fromMarkdown(source, article)
      fc.pre(written.notes.every((note) => note.severity !== 'error'))
      const sent = letters(textIn(htmlTree(toHtml(resolved(written.parts), fill), { fragment: true })))
      for (const [letter, times] of want)
        expect(sent.get(letter) ?? 0, `${letter} in ${JSON.stringify(source)}`).toBeGreaterThanOrEqual(times)
    }),
    seeded(250),
  )
})
