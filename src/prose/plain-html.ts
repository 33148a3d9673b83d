import type { Block, Run } from './block.ts'
import { hasMoment, videoAt } from './constructs/video.ts'

/** The video a paragraph would be read as, because it is nothing but a link with its address for a text. */
export function becomesVideo(runs: readonly Run<unknown>[]): boolean {
  const [run] = runs
  if (run?.is !== 'text' || runs.length > 1 || run.marks.link?.href !== run.text) return false
  return !hasMoment(run.text) && videoAt(run.text) !== null
}

const speak = (runs: readonly Run<unknown>[]): boolean => runs.every((run) => run.is !== 'atom') && !becomesVideo(runs)

/** Whether a block's HTML would be read from a file as the same block: nothing unknown, and no table where Intercom refuses one. */
export function plainHtml(block: Block<unknown>, inside = false): boolean {
  const all = (blocks: readonly Block<unknown>[]): boolean => blocks.every((one) => plainHtml(one, true))
  switch (block.is) {
    case 'opaque':
      return false
    case 'paragraph':
    case 'heading':
      return speak(block.runs)
    case 'table':
      return !inside && block.rows.every((row) => row.every(all))
    case 'list':
      return block.items.every(all)
    case 'callout':
      return all(block.content)
    case 'collapsible':
      return speak(block.summary) && all(block.content)
    case 'code':
    case 'rule':
    case 'image':
    case 'video':
    case 'button':
      return true
  }
}
