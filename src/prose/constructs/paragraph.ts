import type { Construct } from '../construct.ts'
import { element } from '../element.ts'
import { alignClass } from '../element.ts'
import type { Run } from '../block.ts'
import { aligned, quoted } from '../spelling.ts'

const hosted = /^https:\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\//u

/** The file a paragraph is nothing but a link to, where Intercom hosts it. */
function attached(runs: readonly Run<unknown>[]): { readonly href: string; readonly name: string } | null {
  const [run] = runs
  if (run?.is !== 'text' || runs.length > 1 || run.marks.link === null) return null
  const { link, bold, italic, code } = run.marks
  return bold || italic || code || !hosted.test(link.href) ? null : { href: link.href, name: run.text }
}

export const paragraph = {
  is: 'paragraph',
  says: 'a paragraph',
  tags: {
    p: (node, at, reader) => reader.blocks(node.children, { ...at, align: reader.align(node, at), line: true }),
  },
  directives: {
    // a file to download is a link: how Intercom's HTML marks one is not documented
    attachment: (node, children) => {
      const { href, name } = node.attributes ?? {}
      if (typeof href !== 'string' || href === '') return 'expected href="…" name="…" on :::attachment, got none'
      return [
        element('p', {}, [element('a', { href }, children.length > 0 ? children : [{ type: 'text', value: name ?? href }])]),
      ]
    },
    attachments: (_node, children) => children,
  },
  html: (block, out) => {
    out.put(`<p${alignClass(block.align)}>`)
    out.runs(block.runs)
    out.put('</p>')
  },
  markdown: (block, pen, place) => {
    const file = attached(block.runs)
    if (file !== null && block.align === 'none' && place.inside !== 'cell') {
      return `:::attachment href="${quoted(file.href)}" name="${quoted(file.name)}"\n:::`
    }
    const begins = place.inside === 'item' && place.first && block.align === 'none'
    const where = place.inside === 'cell' ? 'cell' : begins ? 'item' : 'line'
    return aligned(block.align, pen.inline(block.runs, where))
  },
  snippet: (block, write) => [{ type: 'paragraph', children: write.runs(block.runs) }],
} as const satisfies Construct<'paragraph'>
