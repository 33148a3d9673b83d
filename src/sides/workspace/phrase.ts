import type { ImagePart, LinkPart, Names, Prose, Ref } from '../../model/index.ts'
import { Refused, at, idOf } from '../../model/index.ts'
import { kindOf } from '../../kinds/index.ts'
import { toBodyMarkdown, toHtml, toJsonBlocks, type Fill, type JsonBlock } from '../../prose/index.ts'
import type { Addresses } from './addresses.ts'
import { pageAt } from './addresses.ts'
import { hostedAt, isHostedPath } from './hosted.ts'

/** What filling the holes of a body takes. */
export interface Phrasing {
  readonly names: Names
  readonly addresses: Addresses
  readonly locale: string
  readonly imageUrl: (source: string) => string | null
  readonly texts: 'markdown' | 'blocks'
}

/** Where `names` keeps the headings of a body: `article:fees`, in another locale than the default `article:fees@fr`. */
export const bodyName = (ref: Ref, locale: string | undefined): string =>
  locale === undefined ? at(ref) : `${at(ref)}@${locale}`

/** A body as it is sent: holes filled with this workspace's addresses and ids. Throws `Refused` for an image Intercom cannot fetch. */
export function phrase(prose: Prose, as: 'html' | 'markdown', owner: Ref, locale: string | undefined, how: Phrasing): string {
  const fill = fillFor(owner, locale, how)
  return as === 'html' ? toHtml(prose.parts, fill) : toBodyMarkdown(prose.parts, fill)
}

/** The same as blocks; null where blocks do not say all of it. */
export const phraseInBlocks = (
  prose: Prose,
  owner: Ref,
  locale: string | undefined,
  how: Phrasing,
): readonly JsonBlock[] | null => toJsonBlocks(prose.parts, fillFor(owner, locale, how))

function fillFor(owner: Ref, locale: string | undefined, how: Phrasing): Fill {
  const headings = how.names.headings.get(bodyName(owner, locale))
  return {
    heading: (part) => headings?.get(part.heading) ?? part.id ?? null,
    link: (part) => addressOf(part, how),
    image: (part) => sourceOf(part, how),
  }
}

function addressOf(part: LinkPart, how: Phrasing): string {
  const { page } = kindOf(part.link.kind)
  if (page === undefined) throw new Error(`${part.link.kind} has no page to link to`)
  const target = part.locale ?? how.locale
  const there = bodyName(part.link, target === how.locale ? undefined : target)
  const fragment = part.anchor === undefined ? part.fragment : how.names.headings.get(there)?.get(part.anchor)
  return pageAt(how.addresses, target, page, idOf(how.names, part.link), fragment)
}

function sourceOf({ image }: ImagePart, how: Phrasing): string {
  const path = isHostedPath(image) ? image : how.names.images.get(image)
  if (path !== undefined) return hostedAt(path)
  if (!image.startsWith('sha256:')) return image
  const url = how.imageUrl(image)
  if (url !== null) return url
  const message = `Intercom has no address to fetch the image ${image.slice(0, 19)}… from; set assets.publicUrl in the config`
  throw new Refused({ status: 0, code: 'image_unreachable', message, requestId: null })
}
