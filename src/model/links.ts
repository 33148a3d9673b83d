import type { Names } from './names.ts'
import { idOf } from './names.ts'
import type { Fields, LinkPart, Prose } from './value.ts'
import { at, fieldIn, isLink, isProse } from './value.ts'

/** Every body of a record with its flat name. */
export const bodies = (fields: Fields): [name: string, prose: Prose][] =>
  Object.entries(fields).flatMap(([name, value]) => (isProse(value) ? [[name, value] as [string, Prose]] : []))

export const linksIn = (prose: Prose): LinkPart[] => prose.parts.filter(isLink)

/** All links of a record, in order. */
export const linksOf = (fields: Fields): LinkPart[] => bodies(fields).flatMap(([, prose]) => linksIn(prose))

/** What the workspace calls the heading a link leads to, where both are known. */
export function anchorId(names: Names, link: LinkPart): string | undefined {
  if (link.anchor === undefined) return undefined
  const target = at(link.link)
  return (names.headings.get(fieldIn(target, link.locale)) ?? names.headings.get(target))?.get(link.anchor)
}

/**
 * Whether a body in the workspace, as it was answered, has a link that does not lead where it should: to an object that was made anew
 * since, or with an anchor beside its heading though the heading is there.
 */
export function misled(want: Prose, live: Prose, names: Names): boolean {
  const wanted = linksIn(want).filter((link) => !link.open)
  const found = linksIn(live)
  if (wanted.length !== found.length) return false
  return wanted.some((link, n) => {
    const there = found[n]
    if (there?.link.key.startsWith('@') && there.link.key.slice(1) !== idOf(names, link.link)) return true
    const id = anchorId(names, link)
    return id !== undefined && there?.fragment !== id
  })
}

/** A record with each link changed by a function. */
export const mapLinks = (fields: Fields, change: (link: LinkPart, field: string) => LinkPart): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      isProse(value) ? { parts: value.parts.map((part) => (isLink(part) ? change(part, name) : part)) } : value,
    ]),
  )
