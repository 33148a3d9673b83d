import type { Construct } from '../construct.ts'

export const rule = {
  is: 'rule',
  says: 'a horizontal rule',
  tags: { hr: () => [{ is: 'rule' }] },
  html: (_block, out) => {
    out.put('<hr>')
  },
  markdown: () => [{ type: 'thematicBreak' }],
} as const satisfies Construct<'rule'>
