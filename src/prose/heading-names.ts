import type { Heading, Root } from 'mdast'
import { visit } from 'unist-util-visit'

const named = /[ \t]*\{[ \t]*#([^\s{}#]+)[ \t]*\}[ \t]*$/u

/** Takes `{#name}` at the end of a heading out of its text: it is an anchor that leads there, the way static sites write it. Changes the tree. */
export function headingNames(tree: Root): void {
  visit(tree, 'heading', (heading: Heading) => {
    const last = heading.children.at(-1)
    if (last?.type !== 'text') return
    const id = named.exec(last.value)?.[1]
    if (id === undefined) return
    last.value = last.value.replace(named, '')
    if (last.value === '') heading.children.pop()
    heading.data = { ...heading.data, hProperties: { id } }
  })
}
