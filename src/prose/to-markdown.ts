import type { RootContent } from 'hast'
import { fromHtml as elementsOf } from 'hast-util-from-html'
import type { Part } from '../model/index.ts'
import type { Block } from './block.ts'
import { canonicalTree } from './canonical-tree.ts'
import { heldAddress, heldElement, type Held } from './kept.ts'
import { largest, refusal } from './limits.ts'
import { markdownPen } from './markdown-pen.ts'
import { read } from './read.ts'
import { toHtml, type Fill } from './to-html.ts'

/** How one block of an article came into Markdown. */
export interface Carried {
  /** the line it begins at, from 1 */
  readonly line: number
  /** `paragraph`, `table`, `opaque`… */
  readonly kind: string
  /** Markdown says all of it; some of it is gone; some of it is HTML, which is read back as it is */
  readonly fate: 'lossless' | 'lossy' | 'opaque'
  /** why, for a fate that is not lossless */
  readonly says?: string
}

export interface Markdown {
  readonly markdown: string
  readonly blocks: readonly Carried[]
}

/** Elements in elements that are read back wherever a program stands: its stack ends at about three times as many. */
const deepest = 400
/** The effort a block may be to a reader of Markdown when all of them together are too much: what takes more stays HTML. */
const calm = 100_000

/** Whether elements stand in more elements than can be read. */
function tooDeep(nodes: readonly RootContent[]): boolean {
  let level = nodes
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true
    level = level.flatMap((node) => ('children' in node ? node.children : []))
  }
  return false
}

const unreadable = (says: string): Markdown => ({ markdown: '', blocks: [{ line: 1, kind: 'opaque', fate: 'lossy', says }] })

/**
 * Parts as Markdown people can edit. Reading it again with `fromMarkdown`, and looking up what `fill` put into the holes (the path of a file
 * with the anchor of a heading, or a URL), gives the same parts, but for what `blocks` calls lossy. Headings begin at level 2.
 */
export function toMarkdown(parts: readonly Part[], fill: Omit<Fill, 'heading'>): Markdown {
  const addresses: string[] = []
  let sign = 'hole'
  while (parts.some((part) => typeof part === 'string' && part.includes(`${sign}:`))) sign += 'e'
  const held = (address: string): string => `${sign}:${addresses.push(address) - 1}`
  const html = toHtml(parts, {
    heading: () => null,
    link: (part) => held(fill.link(part)),
    image: (part) => held(fill.image(part)),
  })
  const hole = (address: string): string | null => {
    const held = address.startsWith(`${sign}:`) ? addresses[Number(address.slice(sign.length + 1))] : undefined
    return held ?? null
  }
  // Markdown says all the text at least
  const said = html.replace(/<[^>]*>/gu, '').length
  if (said > largest) return unreadable(`expected at most ${largest} bytes of text, got ${said}: it can only stay in Intercom`)
  const blocks = blocksOf(html, hole)
  if (blocks === null)
    return unreadable(`expected at most ${deepest} elements in each other, got more: it can only stay in Intercom`)
  const written = writeDown(blocks, null)
  const first = refusal(written.markdown)
  if (first === null) return written
  const calmer = first.rule === 'prose/too-busy' ? writeDown(blocks, calm) : written
  const refused = refusal(calmer.markdown)
  return refused === null ? calmer : unreadable(`${refused.message}; until then it can only stay in Intercom`)
}

/** The blocks of a body; null for one that is too deep to be read. */
function blocksOf(html: string, hole: (address: string) => string | null): Block<Held>[] | null {
  const held = (address: string): Held | null => {
    const own = hole(address)
    return own === null ? null : { address: own }
  }
  const children = canonicalTree(html) ?? treeOf(html)
  if (children === null || tooDeep(children)) return null
  return read<Held>(
    children.filter((node) => node.type === 'element' || node.type === 'text'),
    {
      exact: false,
      small: false,
      link: (_element, href) => held(href) ?? heldAddress(href),
      image: (_element, src) => held(src) ?? src,
      opaque: (element) => [heldElement(element, hole)],
      error: () => undefined,
      lost: () => undefined,
    },
  )
}

function treeOf(html: string): readonly RootContent[] | null {
  try {
    return elementsOf(html, { fragment: true }).children
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function writeDown(blocks: readonly Block<Held>[], calm: number | null): Markdown {
  const kept = new Set<string>()
  const lost = new Set<string>()
  const write = markdownPen({ kept: (says) => kept.add(says), lost: (says) => lost.add(says) }, calm)
  const texts: string[] = []
  const carried: Carried[] = []
  let line = 1
  for (const text of write(blocks)) {
    const kind = blocks[carried.length]?.is ?? 'opaque'
    if (lost.size > 0) carried.push({ line, kind, fate: 'lossy', says: `not carried: ${[...lost].join(', ')}` })
    else if (kept.size > 0) carried.push({ line, kind, fate: 'opaque', says: [...kept].join('; ') })
    else carried.push({ line, kind, fate: 'lossless' })
    kept.clear()
    lost.clear()
    if (text === '') continue
    texts.push(`${text}\n`)
    line += text.split('\n').length + 1
  }
  return { markdown: texts.join('\n'), blocks: carried }
}
