import type { Names } from './names.ts'
import { idOf } from './names.ts'
import { lazy } from './lazy.ts'
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

/** A body with other links in the places of its own. */
const relinked = (prose: Prose, links: readonly LinkPart[]): Prose =>
  lazy(() => {
    const left = links[Symbol.iterator]()
    return prose.parts.map((part) => (isLink(part) ? (left.next().value ?? part) : part))
  })

/** A record with each link changed by a function, now; of the bodies no more is held than before, and of a record without such links nothing. */
export function mapLinks(fields: Fields, change: (link: LinkPart, field: string) => LinkPart): Fields {
  const changed = bodies(fields).flatMap(([name, prose]) => {
    const links = linksIn(prose)
    const others = links.map((link) => change(link, name))
    return others.every((link, n) => link === links[n]) ? [] : [[name, relinked(prose, others)] as const]
  })
  return changed.length === 0 ? fields : { ...fields, ...Object.fromEntries(changed) }
}
