import { isDeepStrictEqual } from 'node:util'
import { fromHtml as elementsOf } from 'hast-util-from-html'
import type { ImagePart, LinkPart, Part } from '../model/index.ts'
import { fromMarkdown, type Draft } from './from-markdown.ts'
import { toSnippet } from './to-body-markdown.ts'
import { toHtml, type Fill } from './to-html.ts'
import { toMarkdown, type Carried, type Markdown } from './to-markdown.ts'

/** Addresses of files for what a body links to and shows, from which it is known again. */
interface Shelf {
  readonly fill: Omit<Fill, 'heading'>
  part(address: string): LinkPart | ImagePart | undefined
}

function shelfFor(parts: readonly Part[]): Shelf {
  let sign = 'file'
  while (parts.some((part) => typeof part === 'string' && part.includes(`${sign}-`))) sign += 'e'
  const held: (LinkPart | ImagePart)[] = []
  const put = (part: LinkPart | ImagePart): string => `${sign}-${held.push(part) - 1}`
  return {
    fill: { link: put, image: put },
    part: (address) => (address.startsWith(`${sign}-`) ? held[Number(address.slice(sign.length + 1))] : undefined),
  }
}

const escaped = (text: string): string => text.replace(/&/gu, '&amp;').replace(/"/gu, '&quot;')

/** What was read, with what is on the shelf in its holes; the ids of headings are the workspace's own. */
function plain(parts: readonly (Part | Draft)[], shelf: Shelf): Part[] {
  const found: Part[] = []
  for (const part of parts) {
    const one = lookedUp(part, shelf)
    const last = found.at(-1)
    if (typeof one === 'string' && typeof last === 'string') found[found.length - 1] = last + one
    else found.push(one)
  }
  return found
}

function lookedUp(part: Part | Draft, shelf: Shelf): Part {
  if (typeof part === 'string') return part
  if ('heading' in part) return { heading: part.heading }
  if ('link' in part || 'image' in part) return part
  const address = 'href' in part ? part.href : part.src
  return shelf.part(address) ?? escaped(address)
}

/** The number of the block in which two bodies begin to differ; null where they do not. */
function differsIn(before: readonly Part[], after: readonly Part[]): number | null {
  if (isDeepStrictEqual(before, after)) return null
  const told = { heading: () => null, link: (part: LinkPart) => JSON.stringify(part), image: ({ image }: ImagePart) => image }
  const [was, is] = [toHtml(before, told), toHtml(after, told)]
  let same = 0
  while (same < was.length && was[same] === is[same]) same += 1
  const starts = elementsOf(was, { fragment: true }).children.map(({ position }) => position?.start.offset ?? 0)
  return Math.max(
    0,
    starts.findLastIndex((start) => start <= same),
  )
}

/** How the blocks of a body come into a file, proved by reading what was written: one that is not what it was is lossy. */
export function prove(
  parts: readonly Part[],
  as: 'html' | 'markdown',
  write: (parts: readonly Part[], fill: Omit<Fill, 'heading'>) => Markdown = as === 'html' ? toMarkdown : toSnippet,
): readonly Carried[] {
  const shelf = shelfFor(parts)
  const { markdown, blocks } = write(parts, shelf.fill)
  if (blocks.some(({ fate }) => fate === 'lossy')) return blocks
  const read = fromMarkdown(markdown, { as, takeTitle: false, firstLine: 1 })
  const at = differsIn(plain(parts, shelf), plain(read.parts, shelf))
  if (at === null) return blocks
  const wrong = Math.min(at, blocks.length - 1)
  return blocks.map((block, n) => (n === wrong ? { ...block, fate: 'lossy', says: 'read again it is not what it was' } : block))
}

/** How a whole body comes over: as the worst of its blocks. */
export function fateOf(blocks: readonly Carried[]): Carried['fate'] {
  const has = (fate: Carried['fate']): boolean => blocks.some((block) => block.fate === fate)
  return has('lossy') ? 'lossy' : has('opaque') ? 'opaque' : 'lossless'
}
