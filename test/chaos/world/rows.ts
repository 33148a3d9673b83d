import type { State } from '../../../src/sandbox/index.ts'

export const tables = ['articles', 'collections', 'folders', 'snippets', 'sources'] as const
export type Table = (typeof tables)[number]

/** The table the sandbox keeps a kind in. */
export const tableOf: Readonly<Record<string, Table>> = {
  article: 'articles',
  collection: 'collections',
  folder: 'folders',
  snippet: 'snippets',
  'import-source': 'sources',
}

export const kindIn = (table: Table): string => Object.entries(tableOf).find(([, each]) => each === table)?.[0] ?? table

/** Every object of a workspace: `table id` → as stored. */
export const rowsOf = (state: State): Map<string, string> =>
  new Map(
    [...tables, 'tags' as const].flatMap((table) =>
      state[table].map((row) => [`${table} ${row.id}`, JSON.stringify(row)] as const),
    ),
  )

const bare = (text: string | null): string => (text ?? '').replaceAll(/ \{#h_\w+\}/g, '')

/** What people can write in the browser, word by word: `table id name` → text. A staged draft is a text as well. */
export const textsOf = (state: State): Map<string, string> =>
  new Map<string, string>([
    ...state.articles.flatMap(({ id, contents }) =>
      Object.entries(contents).flatMap(([locale, content]): [string, string][] => {
        const said = (name: string, text: string): [string, string] => [`articles ${id} ${name}@${locale}`, text]
        const { draft } = content
        return [
          said('title', content.title),
          said('description', content.description ?? ''),
          said('body', content.body.html),
          said('state', content.state),
          ...(draft === null ? [] : [said('draft', JSON.stringify([draft.title, draft.description, draft.body.html]))]),
        ]
      }),
    ),
    ...state.collections.flatMap(({ id, name, description }): [string, string][] => [
      [`collections ${id} name`, name],
      [`collections ${id} description`, description ?? ''],
    ]),
    ...state.snippets.flatMap(({ id, title, markdown }): [string, string][] => [
      [`snippets ${id} title`, title],
      [`snippets ${id} body`, bare(markdown)],
    ]),
    ...state.sources.map(({ id, status }): [string, string] => [`sources ${id} status`, status]),
  ])

/** The object a text stands in, `table id`. */
export const objectOf = (text: string): string => text.split(' ').slice(0, 2).join(' ')
