import type { Element } from 'hast'
import type { Block, Of } from './block.ts'
import type { Construct, Pen, Place } from './construct.ts'
import { constructs } from './constructs/index.ts'
import { destination, fileDestination, keptMark, needsMark } from './address.ts'
import { atomMarkdown } from './atom-markdown.ts'
import { blockHtml } from './block-html.ts'
import { inlineMarkdown } from './inline-markdown.ts'
import { effort } from './limits.ts'
import { keptBlock, type Held } from './kept.ts'
import { becomesVideo, plainHtml } from './plain-html.ts'
import { quoted } from './spelling.ts'

/** What is told while Markdown is written. */
export interface Listener {
  /** carried as HTML */
  kept(says: string): void
  /** gone */
  lost(says: string): void
}

/** Blocks in blocks that Markdown still holds; what is deeper stays HTML. */
const deepest = 20

function depth(block: Block<unknown>): number {
  const of = (blocks: readonly Block<unknown>[]): number => blocks.reduce((most, one) => Math.max(most, 1 + depth(one)), 1)
  const most = (all: readonly (readonly Block<unknown>[])[]): number =>
    all.reduce((deep, blocks) => Math.max(deep, of(blocks)), 1)
  switch (block.is) {
    case 'list':
      return most(block.items)
    case 'table':
      return most(block.rows.flat())
    case 'callout':
    case 'collapsible':
      return of(block.content)
    default:
      return 1
  }
}

const spelled = <K extends Block<unknown>['is']>(block: Of<K, Held> & { is: K }, pen: Pen<Held>, place: Place): string | null => {
  const construct: Construct<K> = constructs[block.is]
  return construct.markdown(block, pen, place)
}

/** Writes blocks as Markdown, one after the other. A block that takes a reader more than `calm` stays HTML; null: none does. */
export function markdownPen(listener: Listener, calm: number | null): (blocks: readonly Block<Held>[]) => Generator<string> {
  const address = (value: string | Held): string => {
    if (typeof value === 'string') return value
    if ('address' in value) return value.address
    if ('element' in value) throw new Error('expected an address, got an element')
    listener.lost(`a link that runs code: ${value.refused.slice(0, 100)}`)
    return ''
  }
  const mark = (value: string | Held): string => (typeof value === 'string' && needsMark(value) ? ` ${keptMark}` : '')
  const own = (value: string | Held): boolean => (typeof value === 'string' ? !needsMark(value) : 'address' in value)
  const meet = (piece: string | Held): Element | null => {
    if (typeof piece === 'string' || !('element' in piece)) return null
    for (const what of piece.lost) listener.lost(what)
    return piece.element
  }
  const html = (block: Block<Held>): string => blockHtml(block, { address, mark, meet })

  const kept = (block: Block<Held>): string => {
    const text = html(block)
    if (text === '') return ''
    const [piece] = block.is === 'opaque' ? block.pieces : []
    const tag = piece === undefined ? undefined : meet(piece)?.tagName
    listener.kept(`no Markdown says ${tag === undefined ? `${constructs[block.is].says} like this` : `<${tag}>`}: kept as HTML`)
    return keptBlock(text)
  }

  function* each(all: readonly Block<Held>[], inside: Place['inside']): Generator<string> {
    let again = false
    for (const [at, block] of all.entries()) {
      const before = all[at - 1]
      again = block.is === 'list' && before?.is === 'list' && before.ordered === block.ordered && !again
      const place = { inside, first: at === 0, again }
      const text = depth(block) > deepest ? null : spelled(block, pen, place)
      yield text === null || (calm !== null && effort(text) > calm) ? kept(block) : text
    }
  }

  const pen: Pen<Held> = {
    blocks: (all, inside, tight = false) => [...each(all, inside)].filter((text) => text !== '').join(tight ? '\n' : '\n\n'),
    inline: (runs, where) => (becomesVideo(runs) ? null : inlineMarkdown(runs, where, pen)),
    cell: (all) => {
      const [block] = all
      if (block === undefined) return ''
      const short = (block.is === 'paragraph' || block.is === 'image') && block.align === 'none'
      return all.length > 1 || !short ? null : spelled(block, pen, { inside: 'cell', first: true, again: false })
    },
    address,
    mark,
    destination: (value) => {
      if (!own(value)) return null
      return typeof value === 'string' ? destination(value) : fileDestination(address(value))
    },
    attribute: (value) => (own(value) ? quoted(address(value)) : null),
    atom: (pieces, around) => {
      const text = atomMarkdown(pieces, around)
      if (text === null) return null
      const tags = pieces.map((piece) => meet(piece)?.tagName)
      listener.kept(`no Markdown says <${tags.join('')}>: kept as HTML in its line`)
      return text
    },
    html: (block) => (plainHtml(block) ? html(block).replace(/\n/gu, '&#10;') : null),
  }
  return (blocks) => each(blocks, 'body')
}
