// What the official description leaves open. Each switch is one open question; the default is what the description, or else the
// most cautious reading of it, suggests.

/** The values every switch can take. */
export interface Switches {
  translations: 'merge' | 'replace'
  headingIds: 'kept' | 'regenerated'
  sentHeadingIds: 'ignored' | 'kept'
  headingPromotion: boolean
  collectionDelete: 'cascade' | 'reparent' | 'refuse'
  collectionDepth: number
  retryAfter: boolean
  next: 'object' | 'string' | 'page-number'
  perPageOver: 'clamp' | 'refuse'
  listDefaultPerPage: number
  folderSubfoldersAreContent: boolean
  restampAuthor: boolean
  draft404Empty: boolean
  foreignElements: 'rewritten' | 'kept'
  multilingual: boolean
  imageFetch: 'loopback' | 'none' | 'refuse'
  imageLife: number
  versionHeader: 'required' | 'any'
  conversations: boolean
  macroBodies: 'few' | 'always'
  latency: { min: number; max: number }
}

/** One row of the table of switches: its default and the open question it answers. */
export interface SwitchRow<T> {
  readonly default: T
  readonly says: string
}

/** Every switch with its default and one sentence about what it decides. */
export const switchTable: { readonly [K in keyof Switches]: SwitchRow<Switches[K]> } = {
  translations: {
    default: 'merge',
    says: 'locales absent from translated_content in an update survive (merge) or go away (replace)',
  },
  headingIds: {
    default: 'kept',
    says: 'a later body write keeps the ids of headings whose text is unchanged, or gives every heading a new id',
  },
  sentHeadingIds: { default: 'ignored', says: 'an id h_… on a heading we are sent is ignored or kept' },
  headingPromotion: { default: true, says: 'the shallowest heading of a body becomes h1 and the others shift with it' },
  collectionDelete: {
    default: 'reparent',
    says: 'deleting a collection lifts its children to its parent and takes it off its articles, deletes everything below, or is refused',
  },
  collectionDepth: { default: 3, says: 'levels a collection tree may have; one more is 400 parameter_invalid' },
  retryAfter: { default: false, says: 'a 429 carries a Retry-After header in seconds' },
  next: { default: 'object', says: 'pages.next of the page lists is an object, a URL string, or absent (page-number)' },
  perPageOver: { default: 'clamp', says: 'per_page above the cap is lowered to it or refused with 400' },
  listDefaultPerPage: { default: 25, says: 'page size of articles, collections and folders when per_page is not sent' },
  folderSubfoldersAreContent: { default: true, says: 'a folder holding only sub-folders cannot be deleted' },
  restampAuthor: { default: false, says: 'an update without author_id makes the acting admin the author' },
  draft404Empty: { default: false, says: 'GET draft without a draft answers 404 with an empty body instead of an error list' },
  foreignElements: {
    default: 'rewritten',
    says: 'an element the description does not name is rewritten into what is known, or stored as it was sent',
  },
  multilingual: { default: true, says: 'translated_content is accepted and returned' },
  imageFetch: {
    default: 'loopback',
    says: 'images on loopback are really fetched and others get placeholder bytes, none is fetched, or others are refused with 400',
  },
  imageLife: { default: 600, says: 'seconds for which the signed address of an image can be fetched; later it is 403' },
  versionHeader: {
    default: 'required',
    says: 'a request without Intercom-Version: Preview is refused with 400, or served all the same',
  },
  conversations: { default: true, says: 'the token may read conversations, and so macros; else they are refused with 403' },
  macroBodies: {
    default: 'few',
    says: 'a page of 30 macros or more comes without their bodies, or always with them',
  },
  latency: { default: { min: 0, max: 0 }, says: 'milliseconds every API answer waits at least and at most' },
}

/** All switches at their defaults, with the given ones laid over. */
export function withDefaults(given: Partial<Switches>): Switches {
  const rows = Object.entries(switchTable) as [keyof Switches, SwitchRow<unknown>][]
  for (const name of Object.keys(given)) {
    if (!(name in switchTable))
      throw new Error(`unknown switch "${name}": expected one of ${Object.keys(switchTable).join(', ')}`)
  }
  return { ...Object.fromEntries(rows.map(([name, row]) => [name, row.default])), ...given } as Switches
}
