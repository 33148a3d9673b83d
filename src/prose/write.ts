import type { Block, Of } from './block.ts'
import type { Construct, Out } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { escapeAttribute } from './escape.ts'
import { writeRuns } from './runs.ts'

const depthOf = (blocks: readonly Block<unknown>[]): number =>
  blocks.reduce((least, block) => {
    switch (block.is) {
      case 'heading':
        return Math.min(least, block.level)
      case 'list':
        return Math.min(least, depthOf(block.items.flat()))
      case 'table':
        return Math.min(least, depthOf(block.rows.flat(2)))
      case 'callout':
      case 'collapsible':
        return Math.min(least, depthOf(block.content))
      default:
        return least
    }
  }, 7)

/** Blocks as canonical HTML cut at its holes; `heading` makes the hole of a heading from its name (`Fees#0`), text and other ids. */
export function write<H>(
  blocks: readonly Block<H>[],
  heading: (name: string, text: string, ids: readonly string[]) => H,
): (string | H)[] {
  const pieces: (string | H)[] = []
  const seen = new Map<string, number>()
  const shift = depthOf(blocks) - 1
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
