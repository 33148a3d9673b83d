import type { Construct } from '../construct.ts'
import { alignClass, alignment } from '../element.ts'

export const paragraph = {
  is: 'paragraph',
  says: 'a paragraph',
  tags: {
    p: (element, at, reader) => reader.blocks(element.children, { ...at, align: alignment(element) ?? at.align }),
  },
  html: (block, out) => {
    out.put(`<p${alignClass(block.align)}>`)
    out.runs(block.runs)
    out.put('</p>')
  },
  markdown: (block, write) => [{ type: 'paragraph', children: write.runs(block.runs) }],
} as const satisfies Construct<'paragraph'>
