import { edited } from './edit.ts'
import type { Shift } from './faults.ts'
import type { Json } from './json.ts'
import type { Runtime } from './runtime.ts'
import type { Tables } from './shapes.ts'

interface Listed {
  readonly table: keyof Tables
  readonly made: (name: string, author: number) => Json
  readonly changed: (words: string) => Json
}

/** The lists that can shift under a reader, by their route. */
const lists: Readonly<Record<string, Listed>> = {
  '/articles': {
    table: 'articles',
    made: (name, author) => ({ title: name, author_id: author }),
    changed: (words) => ({ description: words }),
  },
  '/help_center/collections': {
    table: 'collections',
    made: (name) => ({ name }),
    changed: (words) => ({ description: words }),
  },
  '/folders': {
    table: 'folders',
    made: (name) => ({ folder: { name } }),
    changed: (words) => ({ folder: { description: words } }),
  },
  '/content_snippets': {
    table: 'snippets',
    made: (name) => ({ title: name, body_markdown: name }),
    changed: (words) => ({ body_markdown: words }),
  },
}

/** Has somebody else create, edit or delete one object of a list, by luck; of a list that cannot shift, nothing. */
export async function shift(route: string, what: Shift, luck: number, runtime: Runtime): Promise<void> {
  const list = lists[route]
  if (list === undefined) return
  const words = `Meanwhile ${runtime.arrived}`
  const somebody = runtime.workspace.store.rows('admins').at(-1)
  if (somebody === undefined) throw new Error('a workspace has a teammate')
  const hand = { admin: somebody.email }
  if (what === 'create') {
    const { status } = await edited({ ...hand, method: 'POST', path: route, body: list.made(words, somebody.id) }, runtime)
    if (status >= 300) throw new Error(`nobody can create in ${route}: ${status}`)
    return
  }
  const ids = runtime.workspace.store.rows(list.table).map(({ id }) => id)
  const first = Math.floor(luck * ids.length)
  // what still holds something may not go: then it is the next one
  for (const id of [...ids.slice(first), ...ids.slice(0, first)]) {
    const path = `${route}/${id}`
    const edit = what === 'delete' ? { path, method: 'DELETE' as const } : { path, body: list.changed(words) }
    if ((await edited({ ...hand, ...edit }, runtime)).status < 300) return
  }
}
