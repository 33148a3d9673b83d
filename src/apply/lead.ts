import type { LinkPart, Prose, Resource } from '../model/index.ts'
import { at, components, linksIn, linksOf } from '../model/index.ts'

/** Links that were written while their target had no id. */
export const opened = (prose: Prose): LinkPart[] => linksIn(prose).filter((link) => link.open)

/** Resources in levels, those a level's anchors lead into in an earlier one; a circle of anchors stands in one level. */
export function inOrder(resources: ReadonlyMap<string, Resource>): Resource[][] {
  const targets = new Map(
    [...resources].map(([key, resource]) => [
      key,
      linksOf(resource.fields).flatMap((link) =>
        link.anchor !== undefined && resources.has(at(link.link)) ? [at(link.link)] : [],
      ),
    ]),
  )
  const depth = new Map<string, number>()
  const levels: Resource[][] = []
  for (const members of components([...resources.keys()], (key) => targets.get(key) ?? [])) {
    const outside = members.flatMap((key) => targets.get(key) ?? []).filter((key) => !members.includes(key))
    const level = Math.max(-1, ...outside.map((key) => depth.get(key) ?? -1)) + 1
    for (const key of members) {
      depth.set(key, level)
      const resource = resources.get(key)
      if (resource !== undefined) (levels[level] ??= []).push(resource)
    }
  }
  return levels
}
