import type { State } from '../../../src/sandbox/index.ts'

const sorted = <T>(values: readonly T[]): T[] => [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

/** What a workspace holds, said by names: no ids, no times, so that two histories can be compared. Equal objects stand there as often as there are. */
export function portrait(state: State): unknown {
  const shelf = (id: number | null): string => {
    const found = state.collections.find((each) => each.id === id)
    return found === undefined ? `${String(id)}?` : `${found.parentId === null ? '' : `${shelf(found.parentId)} / `}${found.name}`
  }
  const folder = (id: number | null): string => {
    const found = state.folders.find((each) => each.id === id)
    return found === undefined ? '' : `${found.parentId === null ? '' : `${folder(found.parentId)} / `}${found.name}`
  }
  const headings = new Map(
    state.articles.flatMap((article) =>
      Object.values(article.contents).flatMap(({ title, body }) =>
        body.headings.map((heading) => [heading.id, `${title} § ${heading.text}`] as const),
      ),
    ),
  )
  const named = (html: string): string =>
    html
      .replaceAll(/\/articles\/(\d+)[^"#]*/g, (_, id: string) => {
        const page = state.articles.find((each) => each.id === Number(id))
        return `/articles/${Object.values(page?.contents ?? {})[0]?.title ?? `${id}?`}`
      })
      .replaceAll(/h_[0-9a-f]{10}/g, (id) => headings.get(id) ?? `${id}?`)
      .replaceAll(/src="[^"]*"/g, 'src=""')
  const tag = (id: number): string => state.tags.find((each) => each.id === id)?.name ?? `${id}?`
  return {
    articles: sorted(
      state.articles.map((article) => ({
        shelves: sorted(article.parentIds.map(shelf)),
        folder: folder(article.folderId),
        tags: sorted(article.tags.map(({ tagId }) => tag(tagId))),
        contents: Object.entries(article.contents).map(([locale, { title, description, body, state: shown }]) => [
          locale,
          title,
          description,
          shown,
          named(body.html),
        ]),
      })),
    ),
    collections: sorted(state.collections.map(({ id, description, translations }) => [shelf(id), description, translations])),
    folders: sorted(state.folders.map(({ id, description, emoji }) => [folder(id), description, emoji])),
    snippets: sorted(
      state.snippets.map(({ title, locale, markdown }) => [title, locale, markdown.replaceAll(/ \{#h_\w+\}/g, '')]),
    ),
    sources: sorted(state.sources.map(({ url, status, sync }) => [url, status, sync])),
    tags: sorted(state.tags.map(({ name }) => name)),
  }
}

/** Rows of a workspace as stored: `table id` → JSON. */
export const rowsOf = (state: State): Map<string, string> =>
  new Map(
    (['articles', 'collections', 'folders', 'snippets', 'sources', 'tags'] as const).flatMap((table) =>
      state[table].map((row) => [`${table} ${row.id}`, JSON.stringify(row)] as const),
    ),
  )
