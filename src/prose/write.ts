import type { Block, Of } from './block.ts'
import type { Construct, Out } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { escapeAttribute } from './escape.ts'
import { writeRuns } from './runs.ts'

const levelIn = (html: string): number =>
  [...html.matchAll(/<h([1-6])[\s>]/gu)].reduce((least, [, level]) => Math.min(least, Number(level)), 7)

/** The level of the shallowest heading; those in what nobody knows are in a file not one below the title, as the others are. */
const depthOf = (blocks: readonly Block<unknown>[], below: number): number =>
  blocks.reduce((least, block) => {
    switch (block.is) {
      case 'heading':
        return Math.min(least, block.level)
      case 'opaque':
        return Math.min(least, ...block.pieces.map((piece) => (typeof piece === 'string' ? levelIn(piece) + below : least)))
      case 'list':
        return Math.min(least, depthOf(block.items.flat(), below))
      case 'table':
        return Math.min(least, depthOf(block.rows.flat(2), below))
      case 'callout':
      case 'collapsible':
        return Math.min(least, depthOf(block.content, below))
      default:
        return least
    }
  }, 7)

/**
 * Blocks as canonical HTML cut at its holes; `heading` makes the hole of a heading from its name (`Fees#0`), text and other ids. In a body
 * of a `file` headings begin below its title.
 */
export function write<H>(
  blocks: readonly Block<H>[],
  from: 'file' | 'workspace',
  heading: (name: string, text: string, ids: readonly string[]) => H,
): (string | H)[] {
  const pieces: (string | H)[] = []
  const seen = new Map<string, number>()
  const shift = depthOf(blocks, from === 'file' ? 1 : 0) - 1
  let text = ''
  const out: Out<H> = {
    put: (more) => {
      text += more
    },
    value: (value) => {
      if (typeof value === 'string') text += escapeAttribute(value)
      else out.pieces([value])
    },
    pieces: (more) => {
      for (const piece of more) {
        if (typeof piece === 'string') text += piece
        else {
          if (text !== '') pieces.push(text)
          pieces.push(piece)
          text = ''
        }
      }
    },
    blocks: (more) => {
      for (const block of more) one(block, out)
    },
    runs: (runs) => {
      writeRuns(runs, out)
    },
    level: (level) => Math.min(4, level - shift),
    heading: (says, ids) => {
      const ordinal = seen.get(says) ?? 0
      seen.set(says, ordinal + 1)
      out.pieces([heading(`${says}#${ordinal}`, says, ids)])
    },
  }
  out.blocks(blocks)
  if (text !== '') pieces.push(text)
  return pieces
}

function one<K extends Block<unknown>['is'], H>(block: Of<K, H> & { is: K }, out: Out<H>): void {
  const construct: Construct<K> = constructs[block.is]
  construct.html(block, out)
}
