import { ok, pathId, type Run } from '../ask.ts'
import { invalid, missing, notFound, Refusal } from '../refusal.ts'
import type { Article, Content } from '../shapes.ts'
import type { Workspace } from '../workspace.ts'
import { mainContent, seenArticle } from './article-answer.ts'
import { sentArticle } from './article-input.ts'
import { liveContent, stagedContent } from './article-content.ts'
import { merged } from './article-write.ts'
import { existingArticle, saveArticle } from './articles.ts'

/** GET /articles/{id}/draft: the article as it will read once the draft is published. */
export const getDraft: Run = (ask, workspace) => {
  const row = existingArticle(pathId(ask), workspace)
  if (Object.values(row.contents).some((content) => content.draft !== null)) return ok(seenDraft(row, workspace))
  if (workspace.switches.draft404Empty) return { status: 404 }
  throw notFound()
}

/** PUT /articles/{id}/draft: stages text on a published article, and only text. */
export const putDraft: Run = async (ask, workspace) => {
  existingArticle(pathId(ask), workspace)
  const sent = await sentArticle(ask, workspace)
  const before = existingArticle(pathId(ask), workspace)
  if (mainContent(before).state !== 'published') {
    throw new Refusal(422, 'parameter_invalid', 'Article must be published before a draft can be staged')
  }
  const contents = Object.entries(before.contents).map(([locale, content]): [string, Content] => {
    const mine = locale === before.defaultLocale ? merged(sent.root, sent.locales[locale]) : sent.locales[locale]
    return [locale, mine === undefined ? content : stagedContent(content, mine, workspace)]
  })
  const row = { ...before, contents: Object.fromEntries(contents), updatedAt: workspace.stamp(), updatedBy: ask.actor }
  return ok(seenDraft(saveArticle(row, before, ask, workspace), workspace))
}

/** POST /articles/{id}/draft/publish: makes the drafts of the named locales live. */
export const publishDraft: Run = (ask, workspace) => {
  const before = existingArticle(pathId(ask), workspace)
  const staged = Object.keys(before.contents).filter((locale) => before.contents[locale]?.draft != null)
  if (staged.length === 0) throw new Refusal(422, 'parameter_invalid', 'Article has no draft to publish')
  const locales = workspace.switches.multilingual ? asked(ask.body['locales']) : [before.defaultLocale]
  const without = locales.filter((locale) => !staged.includes(locale))
  if (without.length > 0) {
    throw new Refusal(
      422,
      'parameter_invalid',
      `Cannot publish a draft for locale(s) without pending changes: ${without.join(', ')}`,
    )
  }
  const at = workspace.stamp()
  const contents = Object.entries(before.contents).map(([locale, content]): [string, Content] => [
    locale,
    locales.includes(locale) ? liveContent(content, ask.actor, at) : content,
  ])
  const row = { ...before, contents: Object.fromEntries(contents), updatedAt: at, updatedBy: ask.actor }
  return ok(seenArticle(saveArticle(row, before, ask, workspace), workspace))
}

function asked(locales: unknown): string[] {
  if (locales === undefined || locales === null) {
    throw new Refusal(422, 'parameter_not_found', 'locales must be specified to publish a draft on a multilingual workspace')
  }
  if (!Array.isArray(locales) || !locales.every((each) => typeof each === 'string'))
    throw invalid('locales must be an array of strings', 'locales')
  if (locales.length === 0) throw missing('locales must not be empty', 'locales')
  return locales
}

function seenDraft(row: Article, workspace: Workspace): Record<string, unknown> {
  const contents = Object.entries(row.contents).map(([locale, content]): [string, Content] => [
    locale,
    content.draft === null ? content : { ...content, ...textOf(content.draft) },
  ])
  return seenArticle({ ...row, contents: Object.fromEntries(contents) }, workspace)
}

const textOf = ({ title, description, body, authorId }: NonNullable<Content['draft']>): Partial<Content> => ({
  title,
  description,
  body,
  authorId,
})
