import type { Kind } from '../../model/index.ts'
import { Refused } from '../../model/index.ts'
import { reading, writing, type Reading } from './http.ts'
import { list } from './list.ts'
import type { Tally, WorkspaceOptions } from './options.ts'

/** A redirect of a help center: an address of its own that leads to one of its pages. */
export interface Redirect {
  /** absolute, below an address of the help center */
  readonly from: string
  readonly locale: string
  readonly kind: string
  /** the id of what it leads to */
  readonly target: string
}

/** The redirects of one help center, to be read. */
export interface RedirectReader {
  /** all of them. Throws `Refused`, 403 without the scope `read_help_center_redirects_scope` */
  list(): Promise<readonly Redirect[]>
  tally(): Tally
}

/** The same, to be added to; there is no way to change one (description of 2026-08-21). */
export interface Redirects extends RedirectReader {
  /** `there`: a redirect from that address was there. Throws `Refused` for one the help center does not take */
  add(redirect: Redirect): Promise<'added' | 'there'>
}

const pathOf = (center: string): string => `/help_center/help_centers/${encodeURIComponent(center)}/redirects`

const kindAt = (path: string): Kind => ({
  name: 'redirect',
  plural: 'redirects',
  says: 'An old address that leads to a page.',
  api: { path, list: 'data', paging: 'pages', perPage: 250 },
  verbs: [],
  key: 'natural',
  natural: ['from'],
  fields: {
    from: { is: 'text', wire: 'from_url' },
    locale: { is: 'text', wire: 'locale' },
    kind: { is: 'choice', of: ['article', 'collection'], wire: 'target_type' },
    target: { is: 'text', wire: 'target_id' },
  },
  home: { in: 'nowhere' },
  refuses: [],
})

/** The redirects of a help center by its id, for reading. */
export function redirectReader(options: WorkspaceOptions, center: string): RedirectReader {
  return readerOn(reading(options), center)
}

/** The redirects of a help center by its id, for reading and adding. */
export function redirects(options: WorkspaceOptions, center: string): Redirects {
  const client = writing(options)
  return {
    ...readerOn(client, center),
    async add({ from, locale, kind, target }) {
      const body = { from_url: from, locale, target_type: kind, target_id: target }
      try {
        // one address has one redirect: asking twice is refused, not done twice
        await client.post(pathOf(center), body, { repeatable: true })
        return 'added'
      } catch (error) {
        if (error instanceof Refused && error.failure.status === 409) return 'there'
        throw error
      }
    },
  }
}

function readerOn(client: Reading, center: string): RedirectReader {
  return {
    async list() {
      const { items } = await list(
        client,
        kindAt(pathOf(center)),
        (item): Redirect => ({
          from: String(item['from_url']),
          locale: String(item['locale']),
          kind: String(item['target_type']),
          target: String(item['target_id']),
        }),
        () => undefined,
      )
      return [...items.values()]
    },
    tally: () => client.tally(),
  }
}
