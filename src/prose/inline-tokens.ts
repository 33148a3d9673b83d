import type { Run, Target } from './block.ts'
import { marksOf } from './runs.ts'

export type Layer = 'link' | 'bold' | 'italic'

/** Marked text and how it is spelled: what opens it and what closes it. */
export interface Span<H> {
  readonly layer: Layer
  readonly target: Target<H> | null
  /** the text alone where all of it is plain */
  readonly alone: string | null
  readonly inBold: boolean
  spelled: readonly [open: string, close: string]
}

export type Token<H> = Run<H> | { readonly is: 'open'; readonly span: Span<H> } | { readonly is: 'close'; readonly span: Span<H> }

const layers: readonly Layer[] = ['link', 'bold', 'italic']

/** Inline content with the begin and end of its marks, always nested in the order link, bold, italic. */
export function inlineTokens<H>(runs: readonly Run<H>[]): Token<H>[] {
  const marks = marksOf(runs)
  const tokens: Token<H>[] = []
  const walk = (from: number, to: number, depth: number): void => {
    const layer = layers[depth]
    if (layer === undefined) {
      for (const run of runs.slice(from, to)) tokens.push(run)
      return
    }
    const of = (index: number): string | boolean | undefined =>
      layer === 'link' ? marks[index]?.link?.href : marks[index]?.[layer]
    for (let start = from, end = from; start < to; start = end) {
      while (end < to && of(end) === of(start)) end += 1
      if (of(start) === undefined || of(start) === false) {
        walk(start, end, depth + 1)
        continue
      }
      const first = runs[start]
      const plain = end === start + 1 && first?.is === 'text' && !first.marks.bold && !first.marks.italic && !first.marks.code
      const span: Span<H> = {
        layer,
        target: layer === 'link' ? (marks[start]?.link ?? null) : null,
        alone: plain ? first.text : null,
        inBold: layer === 'italic' && marks[start]?.bold === true,
        spelled: ['', ''],
      }
      tokens.push({ is: 'open', span })
      walk(start, end, depth + 1)
      tokens.push({ is: 'close', span })
    }
  }
  walk(0, runs.length, 0)
  return tokens
}
