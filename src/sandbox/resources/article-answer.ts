import { slug } from '../address.ts'
import { signed, signedHtml } from '../bodies/images.ts'
import type { Article, Content, Written } from '../shapes.ts'
import { helpCenter, type Workspace } from '../workspace.ts'
import { tagList } from './tagging.ts'

/** The content in the language that stands for the article. */
export function mainContent(article: Article): Content {
  const found = article.contents[article.defaultLocale]
  if (found === undefined) throw new Error(`article ${article.id} has no content in ${article.defaultLocale}`)
  return found
}

/** An article as a list shows it. */
export function listedArticle(article: Article, workspace: Workspace): Record<string, unknown> {
  const main = mainContent(article)
  return {
    type: 'article',
    id: String(article.id),
    workspace_id: workspace.meta.workspaceId,
    parent_ids: article.parentIds,
    ...shared(article.defaultLocale, main, article, workspace),
    created_at: article.createdAt,
    updated_at: article.updatedAt,
    url: url(article.defaultLocale, main, article, workspace) ?? null,
    tags: tagList(article.tags, workspace),
    folder_id: article.folderId,
    created_by_id: article.createdBy,
    updated_by_id: article.updatedBy,
    exclude_from_article_suggestions: false,
    help_center_audience: 'everyone',
    scheduled_publish_at: article.publishAt,
    scheduled_unpublish_at: article.unpublishAt,
    ...(workspace.switches.multilingual ? translated(article, workspace) : { audience_ids: main.audienceIds }),
  }
}

/** An article as every other answer shows it. */
export function seenArticle(article: Article, workspace: Workspace): Record<string, unknown> {
  const statistics = {
    type: 'article_statistics',
    views: 0,
    conversions: 0,
    reactions: 0,
    happy_reaction_percentage: 0,
    neutral_reaction_percentage: 0,
    sad_reaction_percentage: 0,
  }
  return { ...listedArticle(article, workspace), statistics }
}

/** A stored body with the signatures of this moment. */
export const readBody = (body: Written, workspace: Workspace): { body: string; body_markdown: string } => ({
  body: signedHtml(body.html, workspace),
  body_markdown: signed(body.markdown, workspace),
})

function translated(article: Article, workspace: Workspace): Record<string, unknown> {
  const contents = Object.entries(article.contents).map(([locale, content]) => {
    const address = url(locale, content, article, workspace)
    const seen = {
      type: 'article_content',
      ...shared(locale, content, article, workspace),
      description: content.description ?? '',
      created_at: content.createdAt,
      updated_at: content.updatedAt,
      created_by_id: content.createdBy,
      updated_by_id: content.updatedBy,
      audience_ids: content.audienceIds,
      ...(address === undefined ? {} : { url: address }),
    }
    return [locale, seen] as const
  })
  return {
    default_locale: article.defaultLocale,
    translated_content: { type: 'article_translated_content', ...Object.fromEntries(contents) },
  }
}

function shared(locale: string, content: Content, article: Article, workspace: Workspace): Record<string, unknown> {
  return {
    title: content.title,
    description: content.description,
    ...readBody(content.body, workspace),
    author_id: content.authorId,
    state: content.state,
    has_unpublished_changes: content.draft !== null,
    draft_updated_at: content.draft?.updatedAt ?? null,
    ai_chatbot_availability: content.availability.chatbot,
    ai_copilot_availability: content.availability.copilot,
    ai_sales_agent_availability: content.availability.salesAgent,
  }
}

function url(locale: string, content: Content, article: Article, workspace: Workspace): string | undefined {
  if (content.state === 'draft') return undefined
  return `https://intercom.help/${helpCenter(workspace).identifier}/${locale}/articles/${article.id}-${slug(content.title)}`
}
