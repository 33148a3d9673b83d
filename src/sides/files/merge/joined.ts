import type { Block } from '../../../prose/index.ts'

/** A block with the text it comes from and its place in it: neighbours that stay neighbours keep what stands between them. */
export interface Placed extends Block {
  readonly of: string
  readonly n: number
  readonly last: boolean
}

/** The blocks of a text with their places in it. */
export const placed = (blocks: readonly Block[], of: string): Placed[] =>
  blocks.map((block, n) => ({
    text: block.text,
    get form() {
      return block.form
    },
    of,
    n,
    last: n === blocks.length - 1,
  }))

/** Whether two blocks say the same. */
export const same = (a: Block, b: Block): boolean =>
  a.text === b.text || a.text.trimEnd() === b.text.trimEnd() || a.form === b.form

/** Blocks as one text: an empty line between two that were no neighbours, a line end behind the last. */
export const joined = (blocks: readonly Placed[]): string =>
  blocks
    .map((block, n) => {
      const next = blocks[n + 1]
      if (next === undefined) return block.last ? block.text : `${block.text.trimEnd()}\n`
      return next.of === block.of && next.n === block.n + 1 ? block.text : spaced(block.text)
    })
    .join('')

const spaced = (text: string): string => (/\n[ \t]*\n$/u.test(text) ? text : `${text.trimEnd()}\n\n`)
