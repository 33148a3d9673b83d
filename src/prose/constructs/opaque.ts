import type { Construct } from '../construct.ts'

/** What a workspace holds and we do not know: kept as it is. */
export const opaque = {
  is: 'opaque',
  says: 'an unknown block',
  tags: {},
  directives: {
    // what it holds is known to Intercom's own connector alone; a body without it would take the block away
    'intercom-block': () =>
      "expected blocks that can be sent, got an intercom-block: only Intercom's own sync can write it; what is written in it stays as it is, and this text is not applied",
  },
  html: (block, out) => {
    out.pieces(block.pieces)
  },
  markdown: () => null,
} as const satisfies Construct<'opaque'>
