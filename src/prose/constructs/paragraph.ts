import type { Construct } from '../construct.ts'
import { element } from '../element.ts'
import { alignClass } from '../element.ts'

export const paragraph = {
  is: 'paragraph',
  says: 'a paragraph',
  tags: {
    p: (node, at, reader) => reader.blocks(node.children, { ...at, align: reader.align(node, at) }),
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
  markdown: (block, write) => [{ type: 'paragraph', children: write.runs(block.runs) }],
} as const satisfies Construct<'paragraph'>
