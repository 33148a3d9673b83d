import type { Construct } from '../construct.ts'

export const rule = {
  is: 'rule',
  says: 'a horizontal rule',
  tags: { hr: () => [{ is: 'rule' }] },
  html: (_block, out) => {
    out.put('<hr>')
  },
  // the first line of a file begins its front matter with ---, and behind a - it would be a longer rule
  markdown: (_block, _pen, { inside, first }) => (inside === 'item' ? '___' : first ? '***' : '---'),
  snippet: () => [{ type: 'thematicBreak' }],
} as const satisfies Construct<'rule'>
