import type { Part } from '../model/index.ts'
import type { Block } from './block.ts'
import type { Held } from './kept.ts'
import { blocksOf, htmlOf, strange } from './to-body-markdown.ts'
import type { Fill } from './to-html.ts'

/** A block as Intercom's editor has it. Its API describes none; these are the ones read in pages of help centers (INTERCOM.md §2.7). */
export type JsonBlock =
  | { readonly type: 'paragraph'; readonly text: string; readonly class: 'no-margin' }
  | { readonly type: 'heading' | 'subheading' | 'subheading3' | 'subheading4'; readonly text: string }
  | { readonly type: 'orderedList' | 'unorderedList'; readonly items: readonly string[] }
  | { readonly type: 'code'; readonly text: string; readonly language?: string }
  | { readonly type: 'horizontalRule' }

const headings = ['heading', 'subheading', 'subheading3', 'subheading4'] as const

/** What is between the tags of a block. */
const inner = (block: Block<Held>): string => htmlOf(block).replace(/^<[^>]*>|<\/[^>]*>$/gu, '')

function one(block: Block<Held>): JsonBlock | null {
  if (strange(block) !== null) return null
  switch (block.is) {
    case 'paragraph':
      return { type: 'paragraph', text: inner(block), class: 'no-margin' }
    case 'heading':
      return { type: headings[block.level - 1] ?? 'subheading4', text: inner(block) }
    case 'list':
      // a list of blocks has no place for the number it begins with
      if (block.start !== 1) return null
      return {
        type: block.ordered ? 'orderedList' : 'unorderedList',
        items: block.items.flatMap((item) => item.map(inner)),
      }
    case 'code':
      return { type: 'code', text: block.text, ...(block.language === null ? {} : { language: block.language }) }
    case 'rule':
      return { type: 'horizontalRule' }
    default:
      return null
  }
}

/** Parts of a snippet as blocks that are sent as they are; null where blocks do not say all of it. */
export function toJsonBlocks(parts: readonly Part[], fill: Fill): readonly JsonBlock[] | null {
  const blocks = blocksOf(parts, fill).map(one)
  return blocks.some((block) => block === null) ? null : (blocks as JsonBlock[])
}
