import type { LinkPart, Prose, Resource } from '../model/index.ts'
import { at, bodies, components, fieldIn, linksIn, linksOf, splitField } from '../model/index.ts'

/** Links that were written while their target had no id. */
export const opened = (prose: Prose): LinkPart[] => linksIn(prose).filter((link) => link.open)

/** A resource and those of its bodies whose turn it is. */
export interface Turn {
  readonly want: Resource
  readonly bodies: readonly string[]
}

/** A body on its own, known by its page and language. */
interface Body {
  readonly want: Resource
  readonly name: string
  /** the bodies its anchors lead into */
  readonly into: readonly string[]
}

const anchored = (prose: Prose): string[] =>
  linksIn(prose).flatMap(({ link, locale, anchor }) => (anchor === undefined ? [] : [fieldIn(at(link), locale)]))

const bodiesOf = (want: Resource): [string, Body][] =>
  bodies(want.fields).map(([name, prose]) => [fieldIn(at(want), splitField(name)[1]), { want, name, into: anchored(prose) }])

/** Nodes of a graph as deep as the longest way from them to where it ends; those around a circle are as deep as each other. */
function deep(nodes: readonly string[], next: (node: string) => readonly string[]): Map<string, number> {
  const depth = new Map<string, number>()
  for (const members of components(nodes, next)) {
    const outside = members.flatMap(next).filter((node) => !members.includes(node))
    const level = Math.max(-1, ...outside.map((node) => depth.get(node) ?? -1)) + 1
    for (const member of members) depth.set(member, level)
  }
  return depth
}

/** The turns of resources whose anchors lead around among them: body by body, as far as the bodies themselves make no circle. */
function around(members: readonly Resource[]): Turn[][] {
  const graph = new Map(members.flatMap(bodiesOf))
  const turns: Turn[][] = []
  for (const [key, level] of deep([...graph.keys()], (node) => (graph.get(node)?.into ?? []).filter((into) => graph.has(into)))) {
    const body = graph.get(key)
    if (body === undefined) continue
    const there = (turns[level] ??= [])
    const same = there.findIndex(({ want }) => want === body.want)
    if (same < 0) there.push({ want: body.want, bodies: [body.name] })
    else there[same] = { want: body.want, bodies: [...(there[same]?.bodies ?? []), body.name] }
  }
  return turns
}

/** Resources in levels, those a level's anchors lead into in an earlier one. A page stands in one level, unless its languages lead into each other. */
export function inOrder(resources: ReadonlyMap<string, Resource>): Turn[][] {
  const targets = new Map(
    [...resources].map(([key, resource]) => [
      key,
      linksOf(resource.fields).flatMap((link) =>
        link.anchor !== undefined && resources.has(at(link.link)) ? [at(link.link)] : [],
      ),
    ]),
  )
  const last = new Map<string, number>()
  const levels: Turn[][] = []
  for (const members of components([...resources.keys()], (key) => targets.get(key) ?? [])) {
    const outside = members.flatMap((key) => targets.get(key) ?? []).filter((key) => !members.includes(key))
    const first = Math.max(-1, ...outside.map((key) => last.get(key) ?? -1)) + 1
    const turns = around(members.flatMap((key) => resources.get(key) ?? []))
    turns.forEach((turn, n) => (levels[first + n] ??= []).push(...turn))
    for (const key of members) last.set(key, first + turns.length - 1)
  }
  return levels
}
