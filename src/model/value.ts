/** A reference to another resource, always by key, never by a workspace's id. A workspace's own reading uses keys of the form `@<id>`. */
export interface Ref {
  readonly kind: string
  readonly key: string
}

/** The id attribute of a heading. `heading` is its text and ordinal among equal texts (`Fees#0`); `id` is what the workspace calls it, where it is known. */
export interface HeadingPart {
  readonly heading: string
  readonly id?: string
}

/**
 * The href of a link to a resource. `anchor` is a heading of the target (`Fees#0`); `fragment` is an anchor as the workspace wrote it (without `#`), not yet led
 * back to a heading; `open` says that the target had no id when this was written.
 */
export interface LinkPart {
  readonly link: Ref
  readonly locale?: string
  readonly anchor?: string
  readonly fragment?: string
  readonly open?: true
}

/** The src of an image: the digest of its bytes (`sha256:…`), an absolute URL, or the bare path under which the workspace hosts it (`cdn:/i/o/…`). */
export interface ImagePart {
  readonly image: string
}

/** Canonical prose is HTML cut at the places that differ from workspace to workspace; text parts hold everything between these holes. */
export type Part = string | HeadingPart | LinkPart | ImagePart

/** A body: canonical HTML with holes. */
export interface Prose {
  readonly parts: readonly Part[]
}

/** What a field may hold. Null, '' and an absent answer mean the same for a text: nothing there. */
export type Value = string | number | boolean | null | Ref | readonly Ref[] | Prose

/** Flat leaves only: `title`, and in another locale than the default `title@fr`. */
export type Fields = Readonly<Record<string, Value>>

export const isProse = (value: Value | undefined): value is Prose =>
  typeof value === 'object' && value !== null && 'parts' in value
export const isRefs = (value: Value | undefined): value is readonly Ref[] => Array.isArray(value)
export const isRef = (value: Value | undefined): value is Ref => typeof value === 'object' && value !== null && 'kind' in value
export const isHeading = (part: Part): part is HeadingPart => typeof part === 'object' && 'heading' in part
export const isLink = (part: Part): part is LinkPart => typeof part === 'object' && 'link' in part
export const isImage = (part: Part): part is ImagePart => typeof part === 'object' && 'image' in part

/** The images a value shows, in their order; [] for what is no prose. */
export const imagesIn = (value: Value | undefined): string[] =>
  value !== undefined && isProse(value) ? value.parts.flatMap((part) => (isImage(part) ? [part.image] : [])) : []

/** The images all fields of a record show. */
export const imagesOf = (fields: Fields): string[] => Object.values(fields).flatMap(imagesIn)

/** The one spelling of a reference as text: `article:billing/refunds`. */
export const at = (ref: Ref): string => `${ref.kind}:${ref.key}`

/** The field and locale of a flat name: `title@fr` is ['title', 'fr'], `title` is ['title', undefined]. */
export function splitField(name: string): readonly [field: string, locale: string | undefined] {
  const cut = name.indexOf('@')
  return cut < 0 ? [name, undefined] : [name.slice(0, cut), name.slice(cut + 1)]
}

/** The flat name of a field in a locale; the default locale has no suffix. */
export const fieldIn = (field: string, locale: string | undefined): string =>
  locale === undefined ? field : `${field}@${locale}`
