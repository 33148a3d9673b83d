import { isHeading, isLink, type HeadingPart, type ImagePart, type LinkPart, type Part } from '../model/index.ts'
import { escapeAttribute } from './escape.ts'

/** What stands in the holes of a body in one workspace. */
export interface Fill {
  /** the id a heading is sent with; null: none */
  heading(part: HeadingPart): string | null
  /** the href of a link */
  link(part: LinkPart): string
  /** the src of an image */
  image(part: ImagePart): string
}

/** Parts as HTML that is sent as it is. */
export function toHtml(parts: readonly Part[], fill: Fill): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part
      if (isLink(part)) return escapeAttribute(fill.link(part))
      if (!isHeading(part)) return escapeAttribute(fill.image(part))
      const id = fill.heading(part)
      return id === null ? '' : ` id="${escapeAttribute(id)}"`
    })
    .join('')
}
