import type { Article, Content } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import { liveContent } from './article-content.ts'
import { saveArticle } from './articles.ts'

/** Publishes and unpublishes what is due by now. */
export function publishDue(workspace: Workspace): void {
  const at = workspace.stamp()
  if (looked.get(workspace.store) === at) return
  looked.set(workspace.store, at)
  for (const row of workspace.store.rows('articles')) {
    if (row.publishAt !== null && row.publishAt <= at)
      turn({ ...row, publishAt: null }, row, (content) => liveContent(content, row.updatedBy, at), workspace)
    if (row.unpublishAt !== null && row.unpublishAt <= at)
      turn({ ...row, unpublishAt: null }, row, (content) => ({ ...content, state: 'draft' }), workspace)
  }
}

// a schedule counts whole seconds, so one look a second is enough
const looked = new WeakMap<object, number>()

function turn(row: Article, before: Article, change: (content: Content) => Content, workspace: Workspace): void {
  const contents = Object.entries(row.contents).map(([locale, content]): [string, Content] => [locale, change(content)])
  const after = { ...row, contents: Object.fromEntries(contents), updatedAt: workspace.stamp() }
  saveArticle(after, before, { actor: row.updatedBy, via: 'web' }, workspace)
  workspace.store.commit()
}
