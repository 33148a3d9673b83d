import type { Block, Of } from './block.ts'
import type { Construct, Out } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { keptMark } from './address.ts'
import { escapeAttribute } from './escape.ts'
import { htmlOf, type Held } from './kept.ts'
import { writeRuns } from './runs.ts'

/** How an address is written and what its element needs to keep it. */
export interface Addresses {
  readonly address: (value: string | Held) => string
  readonly mark: (value: string | Held) => string
  /** is shown each element nobody knows */
  readonly meet: (piece: string | Held) => unknown
}

/** A block as HTML for a file: addresses of the file's own, headings one level below the title. */
export function blockHtml(block: Block<Held>, { address, mark, meet }: Addresses): string {
  let text = ''
  const out: Out<Held> = {
    put: (more) => {
      text += more
    },
    // the caller closes the quotes, whichever attribute they are of
    value: (value) => {
      text += escapeAttribute(address(value)) + (mark(value) === '' ? '' : `" ${keptMark}="`)
    },
    pieces: (pieces) => {
      for (const piece of pieces) {
        meet(piece)
        if (typeof piece === 'string') text += piece
        else if ('element' in piece && piece.element !== null) text += htmlOf(piece.element)
      }
    },
    blocks: (blocks) => {
      for (const one of blocks) html(one, out)
    },
    runs: (runs) => {
      writeRuns(runs, out)
    },
    level: (level) => Math.min(6, level + 1),
    heading: () => undefined,
  }
  html(block, out)
  return text
}

function html<K extends Block<unknown>['is']>(block: Of<K, Held> & { is: K }, out: Out<Held>): void {
  const construct: Construct<K> = constructs[block.is]
  construct.html(block, out)
}
