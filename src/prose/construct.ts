import type { Element, ElementContent } from 'hast'
import type { BlockContent, DefinitionContent, PhrasingContent } from 'mdast'
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive'
import type { Align, Block, Marks, Of, Run, Target } from './block.ts'
import type { Around } from './escape-markdown.ts'

/** What surrounds an element while it is read. */
export interface At<H> {
  readonly align: Align
  readonly marks: Marks<H>
  readonly inside: 'body' | 'item' | 'cell' | 'heading'
  /** only what stands in a line of text can stand here */
  readonly line?: true
}

/** Reads elements into blocks, for one body. `exact`: the source is ours, and what has no place in an article is taken out and said. */
export interface Reader<H> {
  readonly exact: boolean
  /** for a snippet, which holds less */
  readonly small: boolean
  blocks(nodes: readonly ElementContent[], at: At<H>): Block<H>[]
  /** inline content alone, and the blocks that had to leave it (images) */
  inline(nodes: readonly ElementContent[], at: At<H>): { runs: Run<H>[]; blocks: Block<H>[] }
  /** the alignment an element asks for, or the one around it */
  align(element: Element, at: At<H>): Align
  /** null: nothing one may link to */
  link(element: Element): Target<H> | null
  /** null: nothing to show */
  image(element: Element, src: string): string | H | null
  /** anchors met since the last heading, which from now on belong to this one */
  anchors(own: string | null): readonly string[]
  error(rule: string, element: Element, message: string): void
  /** something visible that cannot be kept: said once a body for each `what`, with how often */
  lost(rule: string, element: Element, what: string): void
}

/** Collects canonical HTML. */
export interface Out<H> {
  put(text: string): void
  value(value: string | H): void
  pieces(pieces: readonly (string | H)[]): void
  blocks(blocks: readonly Block<H>[]): void
  runs(runs: readonly Run<H>[]): void
  /** the level after the shift that makes the shallowest heading an h1 */
  level(level: number): number
  heading(text: string, ids: readonly string[]): void
}

export type Directive = ContainerDirective | LeafDirective

/** Turns a directive into the element its HTML would have been; the string says why it cannot. */
export type FromDirective = (node: Directive, children: ElementContent[]) => ElementContent[] | string

/** One construct of an article. The face is the same for all; none knows another. */
export interface Construct<K extends Block<unknown>['is']> {
  readonly is: K
  /** how a message calls it: `a table` */
  readonly says: string
  /** a reader for each tag it may come as; null: this element is something else */
  readonly tags: Readonly<Record<string, <H>(element: Element, at: At<H>, reader: Reader<H>) => Block<H>[] | null>>
  readonly directives?: Readonly<Record<string, FromDirective>>
  readonly html: <H>(block: Of<K, H>, out: Out<H>) => void
  /** as Markdown of a file; null: no Markdown says this one, and it is carried as HTML */
  readonly markdown: <H>(block: Of<K, H>, pen: Pen<H>, place: Place) => string | null
  /** as a snippet's Markdown; absent: a snippet cannot hold it */
  readonly snippet?: <H>(block: Of<K, H>, write: ToSnippet<H>) => Content[]
}

/** Where inline content stands: at the begin of a line, first in a list item, in a heading, in a cell. */
export type Where = 'line' | 'item' | 'heading' | 'cell'

/** Where a block stands while it is written. */
export interface Place {
  /** what holds it: a list item, whose first block begins behind a mark, a cell, anything else */
  readonly inside: 'body' | 'item' | 'cell'
  readonly first: boolean
  /** a list of the same sort stands right before, which a second one would continue: use the other mark */
  readonly again: boolean
}

/** Writes blocks as Markdown, for one body. A block ends without a line end. */
export interface Pen<H> {
  blocks(blocks: readonly Block<H>[], inside: Place['inside'], tight?: boolean): string
  inline(runs: readonly Run<H>[], where: Where): string | null
  /** a table's cell on one line; null where it takes more */
  cell(blocks: readonly Block<H>[]): string | null
  /** an address as the target of a Markdown link; null: only HTML can say it */
  destination(value: string | H): string | null
  /** an address in the quotes of a directive; null: it would be read as another one */
  attribute(value: string | H): string | null
  /** an address itself; '' for one that runs code, which is told */
  address(value: string | H): string
  /** what an element in HTML needs beside this address, to be read as it was */
  mark(value: string | H): string
  /** an inline element nobody knows; null where it cannot stand in a line */
  atom(pieces: readonly (string | H)[], around: Around): string | null
  /** a block as HTML on one line, read like any HTML in a file; null where it would be read as something else */
  html(block: Block<H>): string | null
}

type Content = BlockContent | DefinitionContent

export interface ToSnippet<H> {
  blocks(blocks: readonly Block<H>[]): Content[]
  runs(runs: readonly Run<H>[]): PhrasingContent[]
}
