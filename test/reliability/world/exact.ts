import type { State } from '../../../src/sandbox/index.ts'

const sorted = <T>(values: readonly T[]): T[] => [...values].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

interface Draw {
  /** what each object shows now, told by names instead of ids, times and addresses of images */
  readonly rows: unknown
  /** locales that were put into an object and cannot be taken out again */
  readonly added: number
}

/**
 * All a workspace holds of what anybody can write, said by names. Against an earlier state of itself: a locale an article did not have then is a
 * draft by now and left out, as is one a collection did not have; tags that are new are left out too. Ids of headings are Intercom's own: an anchor
 * is said by the heading it leads to, and one that leads nowhere leads to the top of its page.
 */
export function exact(state: State, then: State = state): Draw {
  let added = 0
  const email = (id: number): string => state.admins.find((each) => each.id === id)?.email ?? `${id}?`
  const audience = (id: number): string => state.audiences.find((each) => each.id === id)?.name ?? `${id}?`
  const tag = (id: number): string => state.tags.find((each) => each.id === id)?.name ?? `${id}?`
  const shelf = (id: number | null): string => {
    const found = state.collections.find((each) => each.id === id)
    return found === undefined ? `${String(id)}?` : `${found.parentId === null ? '' : `${shelf(found.parentId)} / `}${found.name}`
  }
  const folder = (id: number | null): string => {
    const found = state.folders.find((each) => each.id === id)
    if (id === null) return ''
    return found === undefined ? `${id}?` : `${found.parentId === null ? '' : `${folder(found.parentId)} / `}${found.name}`
  }
  const headings = new Map(
    state.articles.flatMap((article) =>
      Object.entries(article.contents).flatMap(([locale, { title, body }]) =>
        body.headings.map(({ id, text }, n) => {
          const nth = body.headings.slice(0, n).filter((other) => other.text === text).length
          return [id, `${locale} ${title} § ${text} ${nth}`] as const
        }),
      ),
    ),
  )
  const page = (id: string): string => {
    const found = state.articles.find((each) => each.id === Number(id))
    return found === undefined ? `${id}?` : (found.contents[found.defaultLocale]?.title ?? '?')
  }
  const picture = (id: string): string => state.images.find((each) => each.id === Number(id))?.digest ?? `${id}?`
  const named = (html: string): string =>
    html
      .replaceAll(/\/articles\/(\d+)[^"#)]*/g, (_, id: string) => `/articles/${page(id)}`)
      .replaceAll(/(#?)(h_[0-9a-f]{10})/g, (_, sharp: string, id: string) => {
        const heading = headings.get(id)
        return heading === undefined ? '' : `${sharp}${heading}`
      })
      .replaceAll(/https:\/\/downloads\.intercomcdn\.com\/i\/o\/(\d+)\/[^"\s)]*/g, (_, id: string) => picture(id))
  const articles = state.articles.map((article) => {
    const before = then.articles.find(({ id }) => id === article.id)
    return {
      shelves: sorted(article.parentIds.map(shelf)),
      folder: folder(article.folderId),
      tags: sorted(article.tags.map(({ tagId }) => tag(tagId))),
      contents: sorted(
        Object.entries(article.contents).flatMap(([locale, content]) => {
          if (before !== undefined && before.contents[locale] === undefined && content.state === 'draft') {
            added += 1
            return []
          }
          const { title, description, body, authorId, audienceIds, availability, draft } = content
          return [
            [
              locale,
              title,
              description ?? '',
              content.state,
              email(authorId),
              sorted(audienceIds.map(audience)),
              availability,
              named(body.html),
              draft === null ? null : [draft.title, named(draft.body.html)],
            ],
          ]
        }),
      ),
      schedule: [article.publishAt, article.unpublishAt],
    }
  })
  const collections = state.collections.map((each) => {
    const before = then.collections.find(({ id }) => id === each.id)
    const translations = Object.entries(each.translations).filter(
      ([locale]) => before === undefined || before.translations[locale] !== undefined,
    )
    added += Object.keys(each.translations).length - translations.length
    return [
      shelf(each.id),
      each.description ?? '',
      sorted(translations.map(([locale, each]) => [locale, each.name, each.description ?? ''])),
    ]
  })
  const known = new Set(then.tags.map(({ name }) => name))
  return {
    added,
    rows: {
      articles: sorted(articles),
      collections: sorted(collections),
      folders: sorted(state.folders.map(({ id, description, emoji }) => [folder(id), description ?? '', emoji ?? ''])),
      snippets: sorted(
        state.snippets.map(({ title, locale, markdown, audienceIds, availability }) => [
          title,
          locale,
          sorted(audienceIds.map(audience)),
          availability,
          named(markdown.replaceAll(/ \{#h_\w+\}/g, '')),
        ]),
      ),
      sources: sorted(
        state.sources.map(({ url, status, sync, audienceIds }) => [url, status, sync, sorted(audienceIds.map(audience))]),
      ),
      tags: sorted(state.tags.flatMap(({ name }) => (known.has(name) ? [name] : []))),
    },
  }
}
