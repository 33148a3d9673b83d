import type { Root, RootContent } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Workspace } from '../workspace.ts'
import { rehost } from './images.ts'
import { refuse, refuseEndless } from './refuse.ts'
import { is, visible } from './tree.ts'
import type { Prepared } from './turn.ts'

/** Parses HTML, refuses what the service refuses and takes over its images. */
export async function prepareHtml(html: string, workspace: Workspace): Promise<Prepared> {
  refuseEndless(html)
  return prepareTree(fromHtml(html, { fragment: true }), true, workspace)
}

/** The same for a tree that came from Markdown, where whitespace between blocks means nothing. */
export async function prepareTree(tree: Root, gaps: boolean, workspace: Workspace): Promise<Prepared> {
  refuse(tree)
  return { tree, images: await rehost(tree, workspace), gaps }
}

/** The same for a text that cannot hold images: they are dropped before anybody fetches them. */
export function prepareWithoutImages(tree: Root): Prepared {
  const bare: Root = { ...tree, children: tree.children.flatMap(withoutImages) }
  refuse(bare)
  return { tree: bare, images: new Map(), gaps: false }
}

function withoutImages<N extends RootContent>(node: N): N[] {
  if (!is(node)) return [node]
  if (is(node, 'img')) return []
  const children = node.children.flatMap(withoutImages)
  // a paragraph that was only an image goes with it
  return is(node, 'p') && visible(node.children) && !visible(children) ? [] : [{ ...node, children }]
}
