export type Align = 'none' | 'center' | 'right'

/** Where a link leads: the href as it was written, and what stands for it in the result (text, or a hole). */
export interface Target<H> {
  readonly href: string
  readonly value: string | H
}

export interface Marks<H> {
  readonly bold: boolean
  readonly italic: boolean
  readonly code: boolean
  readonly link: Target<H> | null
}

/** A stretch of inline content. An atom is an element we do not know, already written; `text` is what it says. */
export type Run<H> =
  | { readonly is: 'text'; readonly text: string; readonly marks: Marks<H> }
  | { readonly is: 'break' }
  | { readonly is: 'atom'; readonly text: string; readonly pieces: readonly (string | H)[]; readonly marks: Marks<H> }

/** One block of an article, as Intercom knows blocks. */
export type Block<H> =
  | { readonly is: 'paragraph'; readonly align: Align; readonly runs: readonly Run<H>[] }
  | {
      readonly is: 'heading'
      readonly level: number
      readonly align: Align
      readonly runs: readonly Run<H>[]
      readonly ids: readonly string[]
    }
  | { readonly is: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Block<H>[])[] }
  | { readonly is: 'code'; readonly language: string | null; readonly text: string }
  | { readonly is: 'rule' }
  | {
      readonly is: 'image'
      readonly align: Align
      readonly source: string | H
      readonly alt: string
      /** width and height it is shown at, where somebody chose them: pixels */
      readonly size: readonly [width: number | null, height: number | null]
      readonly link: Target<H> | null
    }
  | { readonly is: 'table'; readonly rows: readonly (readonly (readonly Block<H>[])[])[] }
  | { readonly is: 'callout'; readonly background: string; readonly border: string; readonly content: readonly Block<H>[] }
  | { readonly is: 'collapsible'; readonly summary: readonly Run<H>[]; readonly content: readonly Block<H>[] }
  | { readonly is: 'video'; readonly provider: string; readonly id: string }
  | { readonly is: 'button'; readonly align: Align; readonly target: Target<H>; readonly label: string }
  | { readonly is: 'opaque'; readonly pieces: readonly (string | H)[] }

export type Of<K extends Block<unknown>['is'], H> = Extract<Block<H>, { is: K }>

/** What inline content says, as one line of text. */
export const said = (runs: readonly Run<unknown>[]): string =>
  runs
    .map((run) => (run.is === 'break' ? ' ' : run.text))
    .join('')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    .trim()
