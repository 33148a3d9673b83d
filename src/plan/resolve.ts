import type { Fields, LinkPart, Part, Ref, Value } from '../model/index.ts'
import { at, fieldIn, isHeading, isImage, isLink, isProse, isRef, isRefs, mapped } from '../model/index.ts'

/** How a reading's ids, heading ids and image paths lead back to keys, headings and sources. */
export interface Memory {
  /** `kind:@id` → key */
  readonly keys: ReadonlyMap<string, string>
  /** `kind:@id` or `kind:@id@locale` → heading id → heading */
  readonly headings: ReadonlyMap<string, ReadonlyMap<string, string>>
  readonly images: ReadonlyMap<string, string>
  readonly locale: string
}

const named = (ref: Ref, memory: Memory): Ref => {
  const key = memory.keys.get(at(ref))
  return key === undefined ? ref : { kind: ref.kind, key }
}

function link(part: LinkPart, memory: Memory): LinkPart {
  const locale = part.locale === memory.locale ? undefined : part.locale
  const target = at(part.link)
  const headings = memory.headings.get(fieldIn(target, locale)) ?? memory.headings.get(target)
  const anchor = part.anchor ?? (part.fragment === undefined ? undefined : headings?.get(part.fragment))
  return {
    link: named(part.link, memory),
    ...(locale === undefined ? {} : { locale }),
    ...(anchor === undefined ? {} : { anchor }),
    ...(part.fragment === undefined ? {} : { fragment: part.fragment }),
    ...(part.open === undefined ? {} : { open: part.open }),
  }
}

function part(part: Part, memory: Memory): Part {
  if (typeof part === 'string') return part
  if (isImage(part)) return { image: memory.images.get(part.image) ?? part.image }
  return isLink(part) ? link(part, memory) : part
}

function value(value: Value, memory: Memory): Value {
  if (isProse(value)) return mapped(value, (each) => part(each, memory))
  if (isRefs(value)) return value.map((ref) => named(ref, memory))
  return isRef(value) ? named(value, memory) : value
}

/** A record as the workspace answered it, said in keys, headings and image sources as far as these are known. */
export const resolve = (fields: Fields, memory: Memory): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, value(each, memory)]))

/** The heading ids of a reading's bodies: heading id → heading, for every body of every object. */
export function headingsOf(ref: Ref, fields: Fields, body: string): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>()
  for (const [name, each] of Object.entries(fields)) {
    if ((name !== body && !name.startsWith(`${body}@`)) || !isProse(each)) continue
    const ids = new Map<string, string>()
    for (const part of each.parts) if (isHeading(part) && part.id !== undefined) ids.set(part.id, part.heading)
    if (ids.size > 0) found.set(`${at(ref)}${name.slice(body.length)}`, ids)
  }
  return found
}
