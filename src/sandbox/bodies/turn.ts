import type { ElementContent, Root } from 'hast'

/** What the constructs need from outside while one body is rewritten. */
export interface Turn {
  /** Rewrites a list of siblings into blocks; `align` is what their box asks for its lines. */
  blocks(nodes: readonly ElementContent[], align?: readonly string[]): ElementContent[]
  /** Rewrites the children of a paragraph, heading or summary. */
  inline(nodes: readonly ElementContent[]): ElementContent[]
  /** The address an image has after the service took it over. */
  image(src: string): string
  /** Whether an address belongs to this help center. */
  ours(href: string): boolean
  /** Whether whitespace between blocks becomes an empty paragraph. */
  readonly gaps: boolean
  /** Whether an element the description does not name stays as it was sent. */
  readonly foreign: boolean
}

/** A body that was parsed, was not refused and whose images are settled: what is left needs no waiting. */
export interface Prepared {
  readonly tree: Root
  readonly images: ReadonlyMap<string, string>
  readonly gaps: boolean
}
