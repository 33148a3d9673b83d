import type { Root } from 'hast'
import { fromHtml } from 'hast-util-from-html'
import type { Workspace } from '../workspace.ts'
import { rehost } from './images.ts'
import { refuse, refuseEndless } from './refuse.ts'
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
