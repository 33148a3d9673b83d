import type { Entry, Fields, LinkPart } from '../../model/index.ts'
import { at, digestOf, fieldIn, isProse, linksIn, mapLinks } from '../../model/index.ts'
import { same } from '../canonical.ts'
import { resolve, type Memory } from '../resolve.ts'

const headingAt = (link: LinkPart, { headings, locale }: Memory): string | undefined => {
  if (link.fragment === undefined) return undefined
  const there = fieldIn(at(link.link), link.locale === locale ? undefined : link.locale)
  return (headings.get(there) ?? headings.get(at(link.link)))?.get(link.fragment)
}

/** What is remembered as ours without the anchors that lead nowhere in the workspace, neither now nor as it was: nothing brings these back. */
export function leading(base: Fields, live: Fields, memories: readonly Memory[]): Fields {
  const passed = new Map<string, number>()
  return mapLinks(base, ({ anchor, ...link }, name) => {
    const n = passed.get(name) ?? 0
    passed.set(name, n + 1)
    if (anchor === undefined) return link
    const [ours, there] = [base[name], live[name]].map((value) => (isProse(value) ? linksIn(value) : []))
    const found = there?.[n]
    const told = ours?.length !== there?.length || found === undefined
    return told || memories.some((memory) => headingAt(found, memory) !== undefined) ? { ...link, anchor } : link
  })
}

/** A record as the workspace answered it, with the headings its anchors lead to: what the workspace calls them may change with any write. */
export const anchored = (fields: Fields, memory: Memory): Fields =>
  mapLinks(fields, (link) => {
    const anchor = link.anchor ?? headingAt(link, memory)
    return anchor === undefined ? link : { ...link, anchor }
  })

/** What of ours somebody edited since we last saw it. */
export function drifted({ base, seen }: Entry, now: Fields, memory: Memory): string[] {
  if (seen === null || seen.digest === digestOf(now)) return []
  const [known, there] = [resolve(seen.fields(), memory), resolve(now, memory)]
  return Object.keys(base.fields()).filter((name) => !same(known[name], there[name]))
}
