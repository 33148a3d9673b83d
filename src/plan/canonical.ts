import type { Field, Fields, LinkPart, Part, Value } from '../model/index.ts'
import { at, isHeading, isImage, isLink, isProse, isRef, isRefs, linksIn, plain, splitField, stable } from '../model/index.ts'

/** An image Intercom hosts, by its path: a file may show it by its address, which is the same. */
const hosted = (image: string): string =>
  image
    .replace(/^(https:\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\/[^?#]*)[?#].*$/u, '$1')
    .replace(/^https:\/\/downloads\.intercomcdn\.com\//u, 'cdn:/')
    .replace(/^https:(?=\/\/(?:[\w-]+\.)*intercomcdn\.(?:com|eu)\/)/u, 'cdn:')

/** A part as it is compared: heading ids and anchors that lead nowhere are left out. */
function comparable(part: Part): unknown {
  if (isHeading(part)) return { heading: part.heading }
  if (isImage(part)) return { image: hosted(part.image) }
  if (!isLink(part)) return part
  return { link: at(part.link), locale: part.locale, anchor: part.anchor, open: part.open }
}

/** The one text of a value as it is compared: null, '' and nothing are the same, a set has no order. */
export function canonical(value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  if (isProse(value)) return value.parts.length === 0 ? '' : stable(value.parts.map(comparable))
  if (isRefs(value)) return value.map(at).sort().join('\n')
  if (isRef(value)) return at(value)
  return typeof value === 'string' ? plain(value) : String(value)
}

/** Whether two values say the same. */
export const same = (a: Value | undefined, b: Value | undefined): boolean => a === b || canonical(a) === canonical(b)

const closed = (value: Value | undefined): Value | undefined =>
  isProse(value)
    ? {
        parts: value.parts.map((part) =>
          isLink(part) ? { link: part.link, ...(part.locale === undefined ? {} : { locale: part.locale }) } : part,
        ),
      }
    : value

/** Whether two values differ, if at all, in where their links lead within a page or whether their targets were there yet. */
export const sameButLinks = (a: Value | undefined, b: Value | undefined): boolean => same(closed(a), closed(b))

/** A link whose anchor led nowhere, with the anchor another has in its place. */
const led = (link: LinkPart, wanted: LinkPart | undefined): LinkPart =>
  link.fragment === undefined || link.anchor !== undefined || wanted?.anchor === undefined
    ? link
    : { ...link, anchor: wanted.anchor }

/** Whether the workspace says what is wanted but for anchors that lead nowhere: these say nothing, whoever wrote them. */
export function sameButStale(want: Value | undefined, live: Value | undefined): boolean {
  if (!isProse(want) || !isProse(live)) return false
  const wanted = linksIn(want)
  let n = 0
  return same(want, { parts: live.parts.map((part) => (isLink(part) ? led(part, wanted[n++]) : part)) })
}

/** The description of a flat field (`title@fr` → title); undefined for one the kind does not have. */
export const fieldOf = (fields: Readonly<Record<string, Field>>, name: string): Field | undefined => fields[splitField(name)[0]]

/** The locales a record speaks of, the default one not among them. */
export const localesOf = (fields: Fields): Set<string> =>
  new Set(
    Object.keys(fields)
      .map((name) => splitField(name)[1])
      .filter((locale) => locale !== undefined),
  )
