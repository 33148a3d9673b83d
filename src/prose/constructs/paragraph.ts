import type { Construct } from '../construct.ts'
import { alignClass } from '../element.ts'

export const paragraph = {
  is: 'paragraph',
  says: 'a paragraph',
  tags: {
    p: (element, at, reader) => reader.blocks(element.children, { ...at, align: reader.align(element, at) }),
  },
  html: (block, out) => {
    out.put(`<p${alignClass(block.align)}>`)
    out.runs(block.runs)
    out.put('</p>')
  },
  markdown: (block, write) => [{ type: 'paragraph', children: write.runs(block.runs) }],
} as const satisfies Construct<'paragraph'>
