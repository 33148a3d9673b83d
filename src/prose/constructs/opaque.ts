import type { Construct } from '../construct.ts'

/** What a workspace holds and we do not know: kept as it is. */
export const opaque = {
  is: 'opaque',
  says: 'an unknown block',
  tags: {},
  html: (block, out) => {
    out.pieces(block.pieces)
  },
  markdown: () => null,
} as const satisfies Construct<'opaque'>
