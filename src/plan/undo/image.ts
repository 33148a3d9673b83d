import type { Entry, Fields } from '../../model/index.ts'
import { at, digestOf, fieldIn, mapLinks } from '../../model/index.ts'
import { same } from '../canonical.ts'
import { resolve, type Memory } from '../resolve.ts'

/** A record as the workspace answered it, with the headings its anchors lead to: what the workspace calls them may change with any write. */
export const anchored = (fields: Fields, { headings, locale }: Memory): Fields =>
  mapLinks(fields, (link) => {
    if (link.fragment === undefined || link.anchor !== undefined) return link
    const there = fieldIn(at(link.link), link.locale === locale ? undefined : link.locale)
    const anchor = (headings.get(there) ?? headings.get(at(link.link)))?.get(link.fragment)
    return anchor === undefined ? link : { ...link, anchor }
  })

/** What of ours somebody edited since we last saw it. */
export function drifted({ base, seen }: Entry, now: Fields, memory: Memory): string[] {
  if (seen === null || seen.digest === digestOf(now)) return []
  const [known, there] = [resolve(seen.fields(), memory), resolve(now, memory)]
  return Object.keys(base.fields()).filter((name) => !same(known[name], there[name]))
}
