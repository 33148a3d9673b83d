import type { Run } from './ask.ts'
import { createArticle, deleteArticle, getArticle, listArticles, updateArticle } from './resources/articles.ts'
import { createAudience, deleteAudience, getAudience, listAudiences, updateAudience } from './resources/audiences.ts'
import { createCollection, deleteCollection, getCollection, listCollections, updateCollection } from './resources/collections.ts'
import { getDraft, publishDraft, putDraft } from './resources/drafts.ts'
import { deletePage, getPage, listPages, updatePage, upsertPage } from './resources/external-pages.ts'
import { createFolder, deleteFolder, getFolder, listFolders, updateFolder } from './resources/folders.ts'
import { getMacro, listMacros } from './resources/macros.ts'
import { getAdmin, getHelpCenter, listAdmins, listHelpCenters, me } from './resources/people.ts'
import { createRedirect, deleteRedirect, getRedirect, listRedirects } from './resources/redirects.ts'
import { createSnippet, deleteSnippet, getSnippet, listSnippets, updateSnippet } from './resources/snippets.ts'
import { createSource, deleteSource, getSource, listSources, updateSource } from './resources/sources.ts'
import { tagArticle, tagSnippet, untagArticle, untagSnippet } from './resources/tagging.ts'
import { createOrRenameTag, deleteTag, getTag, listTags } from './resources/tags.ts'
import { getVersion, listVersions } from './resources/versions.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** One operation: its path as the official description writes it and every status of its own it can answer. */
export interface Route {
  readonly method: Method
  readonly path: string
  readonly statuses: readonly number[]
  readonly run: Run
}

/** Statuses any route can answer: a wrong version header or body, no token, too many requests. */
export const everywhere: readonly number[] = [400, 401, 429]

/** Whether a token that may only read is refused here; snippets have one scope for both. */
export const needsWriting = (method: string, path: string): boolean => method !== 'GET' || path.startsWith('/content_snippets')

const route = (method: Method, path: string, statuses: readonly number[], run: Run): Route => ({ method, path, statuses, run })

const sources = '/ai/content_import_sources'
const pages = '/ai/external_pages'
const collections = '/help_center/collections'
const redirects = '/help_center/help_centers/{help_center_id}/redirects'

/** Every operation the sandbox knows. */
export const routes: readonly Route[] = [
  route('GET', '/me', [200], me),
  route('GET', '/admins', [200], listAdmins),
  route('GET', '/admins/{id}', [200, 404], getAdmin),
  route('GET', '/tags', [200], listTags),
  route('POST', '/tags', [200, 404], createOrRenameTag),
  route('GET', '/tags/{id}', [200, 404], getTag),
  route('DELETE', '/tags/{id}', [200, 404], deleteTag),
  route('GET', '/folders', [200], listFolders),
  route('POST', '/folders', [200], createFolder),
  route('GET', '/folders/{id}', [200, 404], getFolder),
  route('PUT', '/folders/{id}', [200, 404], updateFolder),
  route('DELETE', '/folders/{id}', [200, 404, 422], deleteFolder),
  route('GET', '/articles', [200], listArticles),
  route('POST', '/articles', [200, 404], createArticle),
  route('GET', '/articles/{id}', [200, 404], getArticle),
  route('PUT', '/articles/{id}', [200, 404], updateArticle),
  route('DELETE', '/articles/{id}', [200, 404], deleteArticle),
  route('GET', '/articles/{id}/draft', [200, 404], getDraft),
  route('PUT', '/articles/{id}/draft', [200, 404, 422], putDraft),
  route('POST', '/articles/{id}/draft/publish', [200, 404, 422], publishDraft),
  route('GET', '/articles/{article_id}/versions', [200, 404], listVersions),
  route('GET', '/articles/{article_id}/versions/{id}', [200, 404], getVersion),
  route('POST', '/articles/{article_id}/tags', [200, 404], tagArticle),
  route('DELETE', '/articles/{article_id}/tags/{id}', [200, 404], untagArticle),
  route('GET', collections, [200], listCollections),
  route('POST', collections, [200, 404], createCollection),
  route('GET', `${collections}/{id}`, [200, 404], getCollection),
  route('PUT', `${collections}/{id}`, [200, 404], updateCollection),
  route('DELETE', `${collections}/{id}`, [200, 404, 422], deleteCollection),
  route('GET', '/help_center/help_centers', [200], listHelpCenters),
  route('GET', '/help_center/help_centers/{id}', [200, 404], getHelpCenter),
  route('GET', redirects, [200, 404], listRedirects),
  route('POST', redirects, [200, 404, 409, 422], createRedirect),
  route('GET', `${redirects}/{id}`, [200, 404], getRedirect),
  route('DELETE', `${redirects}/{id}`, [200, 404], deleteRedirect),
  route('GET', '/content_snippets', [200], listSnippets),
  route('POST', '/content_snippets', [201, 404, 422], createSnippet),
  route('GET', '/content_snippets/{id}', [200, 404], getSnippet),
  route('PUT', '/content_snippets/{id}', [200, 404, 422], updateSnippet),
  route('DELETE', '/content_snippets/{id}', [204, 404, 422], deleteSnippet),
  route('POST', '/content_snippets/{content_snippet_id}/tags', [200, 404], tagSnippet),
  route('DELETE', '/content_snippets/{content_snippet_id}/tags/{id}', [200, 404], untagSnippet),
  route('GET', sources, [200], listSources),
  route('POST', sources, [200, 404], createSource),
  route('GET', `${sources}/{id}`, [200, 404], getSource),
  route('PUT', `${sources}/{id}`, [200, 404], updateSource),
  route('DELETE', `${sources}/{id}`, [204, 404], deleteSource),
  route('GET', pages, [200], listPages),
  route('POST', pages, [200, 404], upsertPage),
  route('GET', `${pages}/{id}`, [200, 404], getPage),
  route('PUT', `${pages}/{id}`, [200, 404], updatePage),
  route('DELETE', `${pages}/{id}`, [200, 404], deletePage),
  route('GET', '/audiences', [200], listAudiences),
  route('POST', '/audiences', [201, 422], createAudience),
  route('GET', '/audiences/{id}', [200, 404], getAudience),
  route('PUT', '/audiences/{id}', [200, 404, 422], updateAudience),
  route('DELETE', '/audiences/{id}', [204, 404], deleteAudience),
  route('GET', '/macros', [200, 403], listMacros),
  route('GET', '/macros/{id}', [200, 403, 404], getMacro),
]

/** Every status a route can answer, its own and the common ones. */
export const statusesOf = (each: Route): number[] =>
  [...new Set([...each.statuses, ...everywhere, ...(needsWriting(each.method, each.path) ? [403] : [])])].sort((a, b) => a - b)
