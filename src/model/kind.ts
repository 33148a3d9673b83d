/** What every field says of itself: `wire` is its name in the API, `file` its path in front matter or a settings entry. */
export interface Words {
  readonly wire: string
  readonly file?: string
  /** other spellings taken in front matter, each with what its values mean (absent: the value as it is) */
  readonly aliases?: Readonly<Record<string, Readonly<Record<string, string>> | null>>
  readonly perLocale?: true
  /** the workspace never returns it: compared with what we last wrote only */
  readonly blind?: true
  readonly secret?: true
  /** an address of a website */
  readonly address?: true
  /** sent with every update, the workspace's own value unless ours changed: left out, the service changes it */
  readonly always?: true
  /** one value for all locales that the service keeps in each: sent again when a locale is new, or that one would go without */
  readonly eachLocale?: true
  /** written through a sub-resource of this path, one request a member */
  readonly via?: string
  /** must be there on create */
  readonly required?: true
  /** cannot be changed after create */
  readonly fixed?: true
}

export type Shape =
  | { readonly is: 'text' | 'flag' }
  /** `blocks`: its name in the API as a list of blocks, where it can be sent so */
  | { readonly is: 'prose'; readonly as: 'html' | 'markdown'; readonly blocks?: string }
  /** `reads`: what the service calls a value on the way out */
  | { readonly is: 'choice'; readonly of: readonly string[]; readonly reads?: Readonly<Record<string, string>> }
  /** `as`: the type of the id on the wire; `reads`: the path of the field in an answer where it differs from `wire` */
  | { readonly is: 'ref' | 'refs'; readonly to: string; readonly as: 'number' | 'string'; readonly reads?: string }
  /** travels with another field, never state; set by the flag named in `flag` */
  | { readonly is: 'command'; readonly with: string; readonly flag: string; readonly says: string }

export type Field = Words & Shape

/** Where a kind lives in files: a content root, a settings file (a list, or a tree with `children`), or nowhere. */
export type Home =
  | { readonly in: 'content'; readonly root: string; readonly directories?: string }
  | { readonly in: 'settings'; readonly file: string; readonly tree?: true; readonly directories?: string }
  | { readonly in: 'nowhere' }

/** How a list is paged: by page number and `pages`, by page number at the top level, by cursor, or not at all (INTERCOM.md §1). */
export type Paging = 'pages' | 'top-level' | 'cursor' | 'none'

export interface Api {
  readonly path: string
  /** the key of the array in a list answer */
  readonly list: string
  readonly paging: Paging
  readonly perPage?: number
  /** requests carry the object under this key */
  readonly wrap?: string
  /** the answer's key of the per-locale values */
  readonly locales?: string
  /** the `type` each per-locale value carries */
  readonly localeType?: string
  /** where a POST makes what is staged on an object live, below the object */
  readonly publish?: string
  /** where an object's earlier texts are listed, below the object, with who wrote each and when */
  readonly versions?: string
  /** always sent as they are, on create and update */
  readonly fixed?: Readonly<Record<string, string>>
}

/** What the service answers when it refuses something a plan should treat as blocked, not failed. */
export interface Rejection {
  readonly verb: 'delete' | 'update' | 'create'
  readonly status: number
  readonly code: string
  readonly says: string
}

/** A kind of content. It is data: schemas, wire encoding, comparing, order and the reference page all derive from it. */
export interface Kind {
  readonly name: string
  readonly plural: string
  readonly says: string
  readonly api: Api
  /** what may be written; empty: read-only */
  readonly verbs: readonly ('create' | 'update' | 'delete')[]
  /** `path`: the key comes from where the file is; `natural`: the key is the natural name itself */
  readonly key: 'path' | 'natural'
  /** the fields that make the natural name, the parent among them; the first is the one shown to people */
  readonly natural: readonly string[]
  /** natural keys differ in case only: the same thing */
  readonly caseless?: true
  readonly fields: Readonly<Record<string, Field>>
  readonly home: Home
  readonly refuses: readonly Rejection[]
  /** how pages of this kind are addressed in a help center: `/articles/` */
  readonly page?: string
  /** the field that owns headings and is evidence for a rename */
  readonly body?: string
  /** the field by which it is nested into its own kind, and how deep */
  readonly parent?: string
  readonly depth?: number
  /** what a delete takes with it: a list of its own, and the field that names its holder */
  readonly holds?: { readonly plural: string; readonly api: Api; readonly by: string }
  /** prune alone does not delete it: `--allow deletes` as well, and the plan shows what goes with it */
  readonly precious?: true
  /** one object holds one locale, so its key carries it */
  readonly oneLocale?: string
  /** exactly one vanished and one new are the same thing under another name, where the live one has these values */
  readonly successor?: Readonly<Record<string, string>>
  /** no part of what is compared: listed only where it is asked for */
  readonly aside?: true
  /** mentioned in content alone it is created by name and never enters the ledger */
  readonly mention?: true
}
