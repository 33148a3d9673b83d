import { fromHtml as elementsOf } from 'hast-util-from-html'
import type { ElementContent } from 'hast'
import type { LinkPart, Part } from '../model/index.ts'
import { opaqueHtml } from './opaque-html.ts'
import { read, type Source } from './read.ts'
import { write } from './write.ts'

type Hole = Exclude<Part, string>

/** How a workspace's addresses are read. */
export interface Wire {
  /** null: no link to anything we know, kept as text */
  link(href: string): LinkPart | null
  /** the value for an image part; null: the address stays as text */
  image(src: string): string | null
}

const hosted = /^https?:\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\//iu

/** An address without the signature Intercom renews on each read. */
const unsigned = (url: string): string => (hosted.test(url) ? url.replace(/[?#].*$/u, '') : url)

/** Elements of a workspace's body as parts. */
export function partsOf(nodes: readonly ElementContent[], wire: Wire): Part[] {
  const image = (src: string): string | Hole => {
    const value = wire.image(src)
    return value === null ? unsigned(src) : { image: value }
  }
  const link = (href: string): string | Hole => wire.link(href) ?? unsigned(href)
  const source: Source<Hole> = {
    exact: false,
    small: false,
    link: (_element, href) => link(href),
    image: (_element, src) => image(src),
    opaque: (element) => opaqueHtml(element, { href: link, src: image }),
    error: () => undefined,
    lost: () => undefined,
  }
  return write(read(nodes, source), 'workspace', (heading, _text, ids): Hole => {
    const [id] = ids
    return id === undefined ? { heading } : { heading, id }
  })
}

/** Half a letter, which no file can hold, as the sign for one that cannot be shown. */
export const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')

/** A workspace's HTML in the canonical form; what we do not know is kept as it is. */
export function fromHtml(html: string, wire: Wire): Part[] {
  try {
    const { children } = elementsOf(whole(html), { fragment: true })
    return partsOf(
      children.filter((node) => node.type === 'element' || node.type === 'text'),
      wire,
    )
  } catch (error) {
    // too deep to be read: kept whole
    if (error instanceof RangeError) return [html]
    throw error
  }
}
