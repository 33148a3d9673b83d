import type { Element } from 'hast'
import type { Block } from '../block.ts'
import type { At, Construct, Reader } from '../construct.ts'
import { attribute, classes, find, textOf } from '../element.ts'
import { clean, escapeAttribute, escapeText } from '../escape.ts'
import { fenced } from '../spelling.ts'

const languageOf = (element: Element): string | null => {
  for (const name of classes(element)) {
    const found = /^lang(?:uage)?-(.+)$/u.exec(name)?.[1]
    if (found !== undefined) return found
  }
  return null
}

const read = <H>(element: Element, _at: At<H>, reader: Reader<H>): Block<H>[] => {
  const inner = find(element.children, 'code')
  const text = clean(textOf(element)).replace(/\r\n?/gu, '\n').replace(/\n+$/u, '')
  const link = find(element.children, 'a')
  if (link !== null && attribute(link, 'href') !== null) {
    reader.lost('prose/link-in-code', link, 'a link in a code block: its text stays')
  }
  if (text.trim() === '') return []
  return [{ is: 'code', language: (inner === null ? null : languageOf(inner)) ?? languageOf(element), text }]
}

export const code = {
  is: 'code',
  says: 'a code block',
  tags: { pre: read, xmp: read, listing: read, plaintext: read },
  html: (block, out) => {
    out.put(block.language === null ? '<pre><code>' : `<pre><code class="language-${escapeAttribute(block.language)}">`)
    out.put(escapeText(block.text))
    out.put('</code></pre>')
  },
  markdown: (block, pen) => {
    const language = block.language ?? ''
    if (!/^[\w+#.-]*$/u.test(language)) return pen.html(block)
    return fenced(language, block.text)
  },
  snippet: (block) => [{ type: 'code', lang: block.language, value: block.text }],
} as const satisfies Construct<'code'>
